//! In what two versions of a passage differ, as far as it matters.
//!
//! Two ways that complement each other: the cues of both say whether consent, denial, data, plans
//! differ; and what is left when cues and small words are taken away shows what no cue names.

use super::decide::Judgement;
use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::scope::{Act, Event, Exception};
use super::token::{Token, hash_word};
use super::wording::{is_listed, residue, stem};
use serde::Serialize;
use std::collections::BTreeSet;

/// In what two passages differ.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Difference {
    /// What is said about training.
    Statement,
    /// Denied or not.
    Negation,
    /// May, does, will.
    Modality,
    /// Consent, or an exception.
    Condition,
    /// Whether or how to opt out.
    OptOut,
    /// Which data.
    Data,
    /// Who else takes part.
    ThirdParties,
    /// De-identified or not.
    DeIdentification,
    /// Which plans, settings or regions.
    Plan,
    /// For which end, or which models.
    Purpose,
    /// Numbers, such as days.
    Numbers,
    /// From when, or until when.
    Time,
    /// A word that carries meaning came, went or was replaced.
    Wording,
}

/// A passage, judged and taken apart.
pub(super) struct Version<'a> {
    pub(super) text: &'a str,
    pub(super) judged: Judgement,
    pub(super) passage: Passage,
}

impl<'a> Version<'a> {
    pub(super) fn new(reader: &Reader, text: &'a str, scratch: &mut Scratch) -> Version<'a> {
        let judged = reader.judge(text, scratch);
        let mut passage = Passage::default();
        passage.parse(reader.lexicon(), text);
        Version { text, judged, passage }
    }

    fn has(&self, cue: Cue) -> bool {
        self.passage.has(cue)
    }

    /// Whether it speaks of training, or of a way out.
    pub(super) fn is_about_training(&self) -> bool {
        let acts = self.passage.scope.events.iter().any(|event| event.act >= Act::BareTrain);
        acts || !matches!(self.judged.label, Label::None | Label::ImproveAmbiguous)
    }

    /// The words of a mark.
    pub(super) fn words_of(&self, from: u32, to: u32) -> &'a str {
        let (first, last) = (self.passage.tokens.get(from as usize), self.passage.tokens.get(to as usize - 1));
        let place = first.zip(last).map(|(first, last)| first.start as usize..last.end as usize);
        place.and_then(|place| self.text.get(place)).unwrap_or_default()
    }
}

/// What differs, as far as it matters.
pub(super) fn differences(old: &Version<'_>, new: &Version<'_>) -> Vec<Difference> {
    let mut found = BTreeSet::new();
    let mut differ = |difference: Difference, differs: bool| {
        if differs {
            found.insert(difference);
        }
    };
    let other = |cues: &[Cue]| cues.iter().any(|cue| old.has(*cue) != new.has(*cue));
    let (one, two) = (old.passage.scope.main(), new.passage.scope.main());
    let sure = old.judged.confidence.min(new.judged.confidence) > 0.5;
    differ(Difference::Statement, old.judged.label != new.judged.label && sure);
    let refused = (one.denied || one.forbidden, two.denied || two.forbidden);
    differ(Difference::Negation, denials(old) % 2 != denials(new) % 2 || refused.0 != refused.1 || swapped(old, new));
    let way_out = opts_out(old) && opts_out(new);
    differ(Difference::Modality, !refused.0 && !way_out && may(old) != may(new));
    differ(
        Difference::Condition,
        condition(old) != condition(new) || consent(old) != consent(new) || other(&[Cue::ByDefault]),
    );
    differ(Difference::OptOut, opts_out(old) != opts_out(new) || means(old) != means(new));
    let kinds = [Cue::Public, Cue::PublicPost, Cue::Feedback, Cue::Raw];
    differ(Difference::Data, data(old) != data(new) || other(&[Cue::Data]) || other(&kinds));
    differ(Difference::ThirdParties, other(&[Cue::Third]));
    differ(Difference::DeIdentification, other(&[Cue::Deid]) || safeguards(old) != safeguards(new));
    differ(Difference::Plan, other(&[Cue::Plan, Cue::Own]) || place(old) != place(new));
    let act = trains(&one) != trains(&two) && new.judged.label != old.judged.label;
    differ(Difference::Data, portion(old) != portion(new));
    let granted = other(&[Cue::Grant]) && !(consent(old) && consent(new));
    let ends = other(&[Cue::Safety, Cue::Market]) || granted || models(old) != models(new);
    differ(Difference::Purpose, act || ends);
    differ(Difference::Numbers, numbers(old.text) != numbers(new.text));
    let (gone, come) = residue(old, new);
    // A denial that lost a limiting word denies more, which nobody has to be told of.
    let wider = refused == (true, true) && come.is_empty() && !gone.iter().any(|stem| is_listed(old, stem));
    differ(Difference::Time, times(old) != times(new) && !times(old).is_empty() && !times(new).is_empty());
    differ(Difference::Wording, !come.is_empty() || !gone.is_empty() && !wider);
    // The same act by the same side, and nothing else differs: the judgement of the whole wavers, not the page.
    if found.len() == 1 && trains(&one) == trains(&two) && side(&one) == side(&two) {
        found.remove(&Difference::Statement);
    }
    found.into_iter().collect()
}

/// Whether something learns, be it called training or improving models.
fn trains(event: &Event) -> bool {
    event.act >= Act::BareTrain
}

/// Who acts: the vendor, the user, somebody else.
fn side(event: &Event) -> u8 {
    match event.actor {
        Some(Cue::You) => 1,
        Some(Cue::Third | Cue::They) => 2,
        _ => 0,
    }
}

/// How often something is denied: twice is not at all.
fn denials(version: &Version<'_>) -> usize {
    let passage = &version.passage;
    let denies = |cue: Cue, words: &str| match cue {
        Cue::Neg | Cue::Not | Cue::Undertake | Cue::Barred => true,
        Cue::Restrict => words
            .split_whitespace()
            .any(|word| ["not", "nor", "no", "prohibited", "forbidden", "nobody"].contains(&word)),
        _ => false,
    };
    let marks = passage.marks.iter();
    let count = marks.filter(|mark| denies(mark.cue, &version.words_of(mark.from, mark.to).to_lowercase())).count();
    count - usize::from(count > 0 && does_not_apply_if(passage))
}

/// "Deleted and not used" has become "not deleted and used": what each denies, the other says.
fn swapped(old: &Version<'_>, new: &Version<'_>) -> bool {
    let (before, after) = (verbs(old), verbs(new));
    let turned = |one: &[(String, bool)], other: &[(String, bool)]| {
        one.iter().any(|(verb, denied)| {
            *denied && other.contains(&(verb.clone(), false)) && !other.contains(&(verb.clone(), true))
        })
    };
    turned(&before, &after) && turned(&after, &before)
}

/// The words of a passage that are not small, each with whether a denial stands directly before it.
fn verbs(version: &Version<'_>) -> Vec<(String, bool)> {
    let mut denied = false;
    let mut verbs = Vec::new();
    for mark in version.passage.marks.iter().filter(|mark| mark.cue != Cue::Common) {
        if mark.cue == Cue::Neg {
            denied = true;
            continue;
        }
        verbs.push((stem(version.words_of(mark.from, mark.to)), denied));
        denied = false;
    }
    verbs
}

/// "This does not apply if": an exception in a sentence of its own.
fn does_not_apply_if(passage: &Passage) -> bool {
    let has = |token: Option<&Token>, words: &[&str]| {
        token.is_some_and(|token| words.iter().any(|word| token.hash == hash_word(word)))
    };
    (0..passage.tokens.len()).any(|at| {
        has(passage.tokens.get(at), &["apply", "case", "happen"])
            && at > 0
            && (at.saturating_sub(3)..at).any(|before| has(passage.tokens.get(before), &["not"]))
            && has(passage.tokens.get(at + 1), &["if", "when", "where", "to"])
    })
}

/// Under which condition: what is excepted, and whether consent or an opt-out decides.
fn condition(version: &Version<'_>) -> (bool, bool, bool) {
    let words = version.text.to_lowercase();
    let regardless =
        ["whether or not", "regardless", "irrespective", "even if"].iter().any(|word| words.contains(word));
    let has = |cues: &[Cue]| cues.iter().any(|cue| version.has(*cue));
    let exception = version.passage.scope.exception;
    let consent = exception == Exception::Consent || version.has(Cue::Consent) && has(&[Cue::Only, Cue::OnlyIf]);
    let excepted = has(&[Cue::Unless, Cue::OnlyIf, Cue::Without, Cue::Only]) || does_not_apply_if(&version.passage);
    (consent, excepted, regardless)
}

/// Whether all of something is meant, or some.
fn portion(version: &Version<'_>) -> (bool, bool) {
    let lower = version.text.to_lowercase();
    let has = |wanted: &[&str]| lower.split(|c: char| !c.is_alphanumeric()).any(|word| wanted.contains(&word));
    (
        has(&["all", "every", "everything", "entire", "whole"]),
        has(&["some", "certain", "sample", "part", "parts", "portion"]),
    )
}

/// Words that place an act before or after something.
fn times(version: &Version<'_>) -> BTreeSet<String> {
    let words = version.text.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words.filter(|word| ["before", "after", "during", "until"].contains(&word.as_str())).collect()
}

/// Whether it says what may be done, rather than what is.
fn may(version: &Version<'_>) -> bool {
    version.has(Cue::May) || version.has(Cue::Right)
}

/// Whether consent is spoken of, be it asked for or taken as given.
fn consent(version: &Version<'_>) -> bool {
    version.has(Cue::Consent) || version.text.to_lowercase().contains("consent")
}

/// Whether opting out is spoken of, be it how or with what effect.
fn opts_out(version: &Version<'_>) -> bool {
    version.has(Cue::OptOut) || version.has(Cue::Effect) && version.text.to_lowercase().contains("opt")
}

/// By which means one opts out: the words for settings, and whether one has to write.
fn means(version: &Version<'_>) -> (bool, bool) {
    let opts_out = opts_out(version);
    (opts_out && version.has(Cue::Setting), opts_out && version.text.contains('@'))
}

/// Words for data that say no more than "data".
const GENERAL: &[&str] = &[
    "data",
    "information",
    "content",
    "contents",
    "personal data",
    "personal information",
    "customer data",
    "user data",
    "user content",
    "customer content",
    "your data",
    "your content",
    "your information",
    "material",
    "materials",
    "daten",
    "inhalte",
    "données",
    "contenus",
    "contenu",
    "datos",
    "contenido",
    "información",
    "データ",
    "情報",
    "コンテンツ",
];

/// The kinds of data that are named; beside these also those that say little more than "data".
fn data(version: &Version<'_>) -> BTreeSet<String> {
    let (mut kinds, mut general) = (BTreeSet::new(), BTreeSet::new());
    for mark in version.passage.marks.iter().filter(|mark| mark.cue == Cue::Data) {
        let word = version.words_of(mark.from, mark.to).to_lowercase();
        if !GENERAL.contains(&word.as_str()) {
            // "prompt" and "prompts" are one kind.
            kinds.insert(word.strip_suffix('s').unwrap_or(&word).to_owned());
        } else if word.contains(' ') {
            general.insert(word);
        }
    }
    // "How you use our products" is data as well.
    let words = version.text.to_lowercase();
    if ["how you use", "how you interact", "your use of the", "your use of our"]
        .iter()
        .any(|usage| words.contains(usage))
    {
        kinds.insert("usage".to_owned());
    }
    if !kinds.is_empty() {
        kinds.append(&mut general);
    }
    kinds
}

/// Kinds of models that are more than "models". "Language models" says no more than "AI" does today.
const KINDS: &[&str] = &["generative", "predictive", "discriminative", "recommender", "speech", "foundation"];
/// Ends without an end.
const OPEN: &[&str] = &["other purpose", "any purpose", "any lawful purpose", "purposes such as", "our discretion"];

fn models<'a>(version: &Version<'a>) -> BTreeSet<&'static str> {
    let words = version.text.to_lowercase();
    KINDS.iter().chain(OPEN).copied().filter(|kind| words.contains(kind)).collect()
}

/// How data is made less personal: in the mass, without names, or only under other names, which can be undone.
fn safeguards(version: &Version<'_>) -> (bool, bool, bool) {
    let text = version.text.to_lowercase();
    let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
    let unnamed = has(&["anonym", "identif", "names", "disassociat"]) && version.has(Cue::Deid);
    (has(&["aggregat", "pooled", "combined"]), unnamed, has(&["pseudonym"]))
}

/// Where a statement holds. In capitals, for "us" is a word too.
const REGIONS: &[&str] = &[
    "EU",
    "EEA",
    "UK",
    "US",
    "USA",
    "U.S",
    "Europe",
    "European",
    "Kingdom",
    "States",
    "Switzerland",
    "Swiss",
    "California",
    "Canada",
    "Brazil",
    "Japan",
    "India",
    "Korea",
    "Australia",
    "China",
];

/// For whom it holds, or who decides.
const WHO: &[&str] =
    &["everyone", "everybody", "administrator", "owner", "parent", "minor", "guest", "student", "adult"];

/// Where and for whom a statement holds.
fn place<'a>(version: &Version<'a>) -> BTreeSet<&'a str> {
    let words = version.text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '(' | ')' | '/'));
    let lower = version.text.to_lowercase();
    let regions = words.map(|word| word.trim_matches(['.', '\'', '"'])).filter(|word| REGIONS.contains(word));
    regions.chain(WHO.iter().copied().filter(|who| lower.contains(who))).collect()
}

/// Numbers other than those of lists and sections.
fn numbers(text: &str) -> BTreeSet<&str> {
    let pieces: Vec<&str> = text.split_whitespace().collect();
    let mut numbers = BTreeSet::new();
    for pair in pieces.windows(2) {
        let [before, piece] = pair else { continue };
        let number = piece.trim_end_matches(['.', ',', ';', ':', ')', '%']);
        let names = ["section", "sections", "article", "clause", "see", "and", "or"];
        if !number.is_empty()
            && number.chars().all(|c| c.is_ascii_digit())
            && !names.contains(&before.to_lowercase().as_str())
            && !piece.ends_with(')')
        {
            numbers.insert(number);
        }
    }
    numbers
}
