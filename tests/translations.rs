//! The translations beside the rules: whole, of rules that exist, and of the texts as they are now.

use std::collections::BTreeSet;
use trainspotter::translation::Translation;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal};

#[test]
fn translations_are_whole_and_of_practices_that_exist() {
    let rules = Ruleset::shipped();
    let ids: BTreeSet<&str> = rules.practices().map(|(_, practice)| practice.id.as_str()).collect();
    let languages: BTreeSet<&str> = Translation::languages().collect();
    assert_eq!(languages, BTreeSet::from(["de", "es", "fr", "ja"]));
    for language in languages {
        let translation = Translation::shipped(language).unwrap_or_else(|| panic!("{language}.json cannot be read"));
        assert_eq!(translation.language, language);
        let unknown: Vec<&String> = translation.practices.keys().filter(|id| !ids.contains(id.as_str())).collect();
        assert!(unknown.is_empty(), "{language}: there are no practices {unknown:?}");
        // Whoever changes a rule need not know Japanese: until somebody does, that practice is shown in English.
        let missing = translation.missing(&rules);
        assert!(missing.len() * 10 <= ids.len(), "{language}: {} of {} are not translated", missing.len(), ids.len());
    }
}

#[test]
fn another_language_changes_the_words_and_nothing_else() {
    let signal = Signal::Request {
        url: "https://acme.slack.com/api/chat.postMessage?slack_route=T00000000".to_owned(),
        method: Some("POST".to_owned()),
        resource_type: None,
        page: Some("https://app.slack.com/client/T00000000/C00000000".to_owned()),
    };
    let context = Context::on(PartialDate::new(2026, 11, 24).expect("a day"));
    let english = Engine::new(Ruleset::shipped()).classify(&signal, &context);
    let german = Engine::new(Ruleset::shipped()).speaking(Translation::shipped("de")).classify(&signal, &context);
    assert!(english.findings.len() >= 3);
    assert_eq!(english.findings.len(), german.findings.len());
    for (one, other) in english.findings.iter().zip(&german.findings) {
        assert_eq!((&one.signature, one.level, one.verdict), (&other.signature, other.level, other.verdict));
        assert_ne!(one.summary, other.summary, "{}", one.practice);
        assert_ne!(one.opt_out.who_note, other.opt_out.who_note, "{}", one.practice);
    }
}

#[test]
fn a_translation_of_other_words_is_not_used() {
    let rules = Ruleset::shipped();
    let (_, practice) = rules.practice("slack-global-predictive-models").expect("the practice");
    let mut translation = Translation {
        language: "xx".to_owned(),
        practices: trainspotter::translation::Translation::default().missing(&rules),
    };
    let texts = translation.practices.get_mut(&practice.id).expect("the texts");
    texts.title = "Tytuł".to_owned();
    assert_eq!(translation.translated(practice).title, "Tytuł");
    let texts = translation.practices.get_mut(&practice.id).expect("the texts");
    texts.source = "00000000".to_owned();
    assert_eq!(translation.translated(practice).title, practice.title, "made from other English texts");
    let english = trainspotter::translation::Texts::of(practice);
    let texts = translation.practices.get_mut(&practice.id).expect("the texts");
    texts.source.clone_from(&english.source);
    texts.steps.push("one too many".to_owned());
    assert_eq!(translation.translated(practice).title, practice.title, "another shape");
}

#[test]
fn vendors_are_compared_in_the_language_in_use() {
    let context = Context::on("2026-11-24".parse().expect("a date"));
    let titles = |language: &str| {
        let engine = Engine::new(Ruleset::shipped()).speaking(Translation::shipped(language));
        let compared = engine.compare(&["slack".to_owned()], &context).expect("the vendor");
        let cells = compared.rows.into_iter().flat_map(|row| row.cells).flatten();
        cells.map(|cell| format!("{} {}", cell.title, cell.who_note)).collect::<Vec<_>>()
    };
    let (english, german) = (titles("en"), titles("de"));
    assert!(english.len() >= 5 && english.len() == german.len());
    assert!(english.iter().zip(&german).all(|(one, other)| one != other), "{german:?}");
}
