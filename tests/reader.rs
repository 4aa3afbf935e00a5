//! The reader on the cases of this repository that it was not trained on, and on bad input.

use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::time::{Duration, Instant};
use trainspotter::reader::{Conclusion, Document, Label, Reader, Scratch};

fn held_out() -> Vec<Value> {
    let folder = format!("{}/tests/cases/reader/held-out", env!("CARGO_MANIFEST_DIR"));
    let paths = fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path());
    let text: String = paths.map(|path| fs::read_to_string(path).expect("a file")).collect();
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

#[test]
fn cases_that_it_never_saw() {
    let reader = Reader::shipped();
    let mut scratch = Scratch::default();
    let (mut right, mut reversed, mut claims) = (0, Vec::new(), BTreeMap::from([(true, 0), (false, 0)]));
    let mut languages = BTreeMap::<&str, (usize, usize)>::new();
    let cases = held_out();
    for case in &cases {
        let text = case["text"].as_str().expect("a text");
        let found = reader.passage(text, &mut scratch).expect("a language that it knows").label;
        let named = |label: &Value| label.as_str() == Some(found.name());
        let good = named(&case["label"]) || case["alt_labels"].as_array().is_some_and(|list| list.iter().any(named));
        right += usize::from(good);
        let language = languages.entry(case["language"].as_str().unwrap_or("en")).or_default();
        *language = (language.0 + usize::from(good), language.1 + 1);
        let denial = case["label"] == "no-training";
        let claim = case["label"].as_str().is_some_and(|label| label.starts_with("trains") && label != "trains-optin");
        if (denial && found.is_claim()) || (claim && found == Label::NoTraining) {
            reversed.push(text);
        }
        if found.is_claim() {
            *claims.entry(good).or_default() += 1;
        }
    }
    assert!(cases.len() >= 230, "only {} cases", cases.len());
    assert!(right * 100 >= cases.len() * 88, "{right} of {} right", cases.len());
    assert_eq!(languages.keys().copied().collect::<Vec<_>>(), ["en", "es", "fr", "ja"]);
    for (language, (right, all)) in languages {
        assert!(all >= 20 && right * 100 >= all * 90, "{language}: {right} of {all} right");
    }
    assert_eq!(reversed, Vec::<&str>::new(), "denials called claims, or claims denials");
    assert!(claims[&true] >= 35 && claims[&false] * 12 <= claims[&true], "right and wrong claims: {claims:?}");
}

#[test]
fn a_document_comes_to_a_conclusion() {
    let cases = [
        (
            "We may use your conversations to train our models, unless you opt out.\nYou can opt out of training in Settings.",
            Conclusion::TrainsByDefault,
        ),
        ("We do not use your content to train our models.", Conclusion::Denies),
        ("We use your recordings to train our models only with your consent.", Conclusion::OnlyWithConsent),
        ("We keep invoices for ten years. Cookies remember your language.", Conclusion::SaysNothing),
        (
            "We use your content to train our AI models.\nWe never use your content to train our AI models.",
            Conclusion::Contradictory,
        ),
        ("Мы не используем ваши данные для обучения моделей.", Conclusion::CannotJudge),
        ("You may not:\n- use output to train models;\n- train AI on our content.", Conclusion::SaysNothing),
        ("We never use customer data to:\n- train AI models;\n- show ads.", Conclusion::Denies),
    ];
    let reader = Reader::shipped();
    for (text, wanted) in cases {
        let reading = reader.read(&Document::from_text(text));
        assert_eq!(reading.conclusion, wanted, "{text}: {:?}", reading.clauses);
        assert_eq!(
            reading.proof.is_empty(),
            matches!(wanted, Conclusion::SaysNothing | Conclusion::CannotJudge),
            "{text}"
        );
        for clause in &reading.clauses {
            assert!(text[clause.start..clause.end].contains(&clause.text), "offsets of {}", clause.text);
        }
    }
    let first = reader.read(&Document::from_text(cases[0].0));
    assert_eq!(first.opt_out.len(), 1);
}

#[test]
fn the_plainest_sentences_are_understood() {
    let claims = [
        "We train our algorithms on your photos.",
        "We train our machine learning models on user data.",
        "Our language models are trained on your chats.",
        "Acme trains its AI on customer content.",
        "We train our models with your inputs and outputs.",
        "We may train our models on your recordings.",
        "Your prompts are used for training our models.",
    ];
    let denials = [
        "We never train our algorithms on your photos.",
        "Our language models are not trained on your chats.",
        "Acme does not train its AI on customer content.",
        "We will not train our models on your recordings.",
    ];
    all_are(&claims, Label::Trains);
    all_are(&denials, Label::NoTraining);
}

fn all_are(texts: &[&str], label: Label) {
    let reader = Reader::shipped();
    let mut scratch = Scratch::default();
    for text in texts {
        assert_eq!(reader.passage(text, &mut scratch).expect("a known language").label, label, "{text}");
    }
}

/// "Non-exclusive" denies nothing, and a consent that is given until somebody withdraws it is a default.
#[test]
fn a_licence_until_withdrawn_is_a_claim_in_every_language() {
    let claims = [
        "You grant us a worldwide and non-exclusive licence to use your drawings to train our models.",
        "Sie räumen uns eine nicht ausschließliche Lizenz ein, Ihre Inhalte zum Trainieren unserer Modelle zu verwenden.",
        "Vous nous accordez une licence mondiale et non exclusive d'utiliser vos dessins pour entraîner nos modèles.",
        "Usted nos otorga una licencia mundial y no exclusiva para usar sus dibujos con el fin de entrenar nuestros modelos.",
        "Salvo que usted revoque su consentimiento en los ajustes, usamos sus dibujos para entrenar nuestros modelos.",
        "Sauf si vous retirez votre consentement, nous utilisons vos dessins pour entraîner nos modèles.",
    ];
    all_are(&claims, Label::Trains);
}

#[test]
fn what_is_no_statement_of_a_vendor_claims_nothing() {
    let texts = [
        "Your code and prompts may be processed by our AI models when you use these features.",
        "Your tasks: design, train and improve machine learning models on large data sets.",
        "The search for data that can be used to train machine learning models goes on.",
        "Vendors may want rights to customer data for several purposes:\n- training language models;\n- tuning models to improve them.",
        "client = Client()\nresponse = client.models.create(model=\"x\", input=\"improve our models\")",
        "It should be clear to users whether we train on their content.",
        "The network said that it will train its AI models on the posts of its members.",
    ];
    let reader = Reader::shipped();
    for text in texts {
        let reading = reader.read(&Document::from_text(text));
        let claims: Vec<_> = reading.clauses.iter().filter(|clause| clause.label.is_claim()).collect();
        assert_eq!(claims, Vec::<&trainspotter::reader::Clause>::new(), "{text}");
    }
}

#[test]
fn sentences_in_an_unknown_language_are_counted() {
    let text = "We use your content to train our models.\nNão usamos os seus dados para treinar os nossos modelos.\n\
                Мы не используем ваши данные для обучения моделей.";
    let reading = Reader::shipped().read(&Document::from_text(text));
    assert_eq!((reading.sentences, reading.not_judged, reading.clauses.len()), (3, 2, 1), "{:?}", reading.clauses);
    assert_eq!(reading.conclusion, Conclusion::TrainsByDefault);
}

#[test]
fn what_cannot_be_judged_is_counted_and_not_passed_over() {
    let reader = Reader::shipped();
    let endless =
        reader.read(&Document::from_text(&"and we keep our books in order for you and your models ".repeat(20_000)));
    assert!(endless.clauses.is_empty() && endless.not_judged + 1 >= endless.sentences, "{endless:?}");
    assert_eq!(endless.conclusion, Conclusion::CannotJudge);
    let claim =
        reader.read(&Document::from_text(&"we may use your content to train our AI models and ".repeat(20_000)));
    assert_eq!(claim.conclusion, Conclusion::TrainsByDefault);
    let mixed = "This policy explains what we do with the data that you give us.\n\nWe keep it for as long as you have an account.\n\n\
                 Non utilizziamo i tuoi dati per addestrare i nostri modelli di intelligenza artificiale, mai.\n\nThank you for reading all of this.";
    let mixed = reader.read(&Document::from_text(mixed));
    assert_eq!((mixed.conclusion, mixed.not_judged, mixed.sentences), (Conclusion::SaysNothing, 1, 4));
    let plain =
        reader.read(&Document::from_text("We do not use your content to train our models. We keep it for a year."));
    assert_eq!(plain.not_judged, 0);
}

#[test]
fn hostile_text_takes_bounded_time() {
    let reader = Reader::shipped();
    let claim = "we may use your content to train our AI models and ";
    let texts = [
        claim.repeat(20_000),
        "x".repeat(1 << 20),
        "we train ".repeat(120_000),
        "\u{202e}\u{200f}We train our models on your data. ".repeat(20_000),
        "学習".repeat(200_000),
        ":\n- ".repeat(200_000),
    ];
    for text in texts {
        let started = Instant::now();
        let reading = reader.read(&Document::from_text(&text));
        // Unoptimised and on a busy machine; a quadratic step would take hours.
        assert!(started.elapsed() < Duration::from_secs(60), "{:?} for {} bytes", started.elapsed(), text.len());
        assert!(reading.sentences > 0 || reading.clauses.is_empty());
    }
}

#[test]
fn the_weights_belong_to_these_cases() {
    let folder = format!("{}/tests/cases/reader/train", env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    let (mut hash, mut count) = (0xcbf2_9ce4_8422_2325_u64, 0);
    for line in paths.iter().map(|path| fs::read_to_string(path).expect("a file")).collect::<String>().lines() {
        let case: Value = serde_json::from_str(line).expect("JSON");
        for byte in [&case["text"], &case["label"]].iter().flat_map(|part| part.as_str().expect("words").bytes()) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        count += 1;
    }
    let path = format!("{}/src/reader/weights.json", env!("CARGO_MANIFEST_DIR"));
    let provenance: Value = serde_json::from_str(&fs::read_to_string(path).expect("a file")).expect("JSON");
    let source = &provenance["sources"][0];
    assert_eq!(source["passages"], count, "train anew: ./build.sh train-reader");
    assert_eq!(source["fingerprint"], format!("{hash:016x}"), "train anew: ./build.sh train-reader");
}
