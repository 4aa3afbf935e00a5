//! The texts of practices in another language than English.
//!
//! Rules are written and reviewed in English. A translation stands beside them, practice by practice, and
//! carries a fingerprint of the English it was made from: when that changes, the practice is shown in
//! English until somebody has looked at its translation again. Labels of a vendor's own menus, names and
//! quotations stay as the vendor writes them.

use crate::practice::Practice;
use crate::ruleset::Ruleset;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The extension loads the one file it needs; the command line has them all.
#[cfg(feature = "cli")]
static SHIPPED: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/extension/translations");

/// Practices of one language: `extension/translations/<language>.json`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Translation {
    /// Language tag, as in the name of the file.
    pub language: String,
    /// By id of the practice.
    pub practices: BTreeMap<String, Texts>,
}

/// Every text of a practice that a person is shown, in the order of the rule.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Texts {
    /// Fingerprint of the English texts.
    pub source: String,
    /// A few words that name the practice.
    pub title: String,
    /// What the vendor does.
    pub summary: String,
    /// Whom it concerns.
    pub scope_note: String,
    /// What is known about the date since which it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since_note: Option<String>,
    /// The vendor's claim about identifiability.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
    /// Why we are as sure as we are.
    pub confidence: String,
    /// Who may stop it.
    pub who_note: String,
    /// Steps to stop it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<String>,
    /// What that does.
    pub does: String,
    /// What that does not do.
    pub does_not: String,
    /// Notes of the cases.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cases: Vec<String>,
    /// Notes of the exceptions.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<String>,
    /// What sources disagree about, each followed by what its sides say.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disagreements: Vec<Vec<String>>,
    /// What each piece of evidence supports.
    pub supports: Vec<String>,
}

impl Texts {
    /// The English texts of a practice.
    pub fn of(practice: &Practice) -> Texts {
        let notes = |cases: &[crate::practice::Case]| cases.iter().map(|case| case.note.clone()).collect();
        let opt_out = &practice.opt_out;
        let mut texts = Texts {
            source: String::new(),
            title: practice.title.clone(),
            summary: practice.summary.clone(),
            scope_note: practice.scope_note.clone(),
            since_note: practice.since_note.clone(),
            claim: practice.identifiability.claim.clone(),
            confidence: practice.confidence.why.clone(),
            who_note: opt_out.who_note.clone(),
            steps: opt_out.steps.clone(),
            does: opt_out.does.clone(),
            does_not: opt_out.does_not.clone(),
            cases: notes(&practice.cases),
            exceptions: notes(&practice.exceptions),
            disagreements: practice
                .disagreements
                .iter()
                .map(|entry| {
                    std::iter::once(&entry.about).chain(entry.sides.iter().map(|side| &side.says)).cloned().collect()
                })
                .collect(),
            supports: practice.evidence.iter().map(|evidence| evidence.supports.clone()).collect(),
        };
        texts.source = format!("{:08x}", texts.all().fold(FNV_OFFSET, fnv));
        texts
    }

    fn all(&self) -> impl Iterator<Item = &str> {
        let single = [&self.title, &self.summary, &self.scope_note, &self.confidence, &self.who_note];
        let single = single.into_iter().chain([&self.does, &self.does_not]);
        let optional = self.since_note.iter().chain(&self.claim);
        let lists = self.steps.iter().chain(&self.cases).chain(&self.exceptions);
        let lists = lists.chain(self.disagreements.iter().flatten()).chain(&self.supports);
        single.chain(optional).chain(lists).map(String::as_str)
    }

    /// Whether these texts have the same parts as others: no text is missing, none too many, none empty.
    fn is_whole_beside(&self, other: &Texts) -> bool {
        let shape = |texts: &Texts| {
            let sides: Vec<usize> = texts.disagreements.iter().map(Vec::len).collect();
            let lists = [texts.steps.len(), texts.cases.len(), texts.exceptions.len(), texts.supports.len()];
            (texts.since_note.is_some(), texts.claim.is_some(), lists, sides)
        };
        shape(self) == shape(other) && self.all().all(|text| !text.trim().is_empty())
    }

    fn put_into(&self, practice: &mut Practice) {
        practice.title.clone_from(&self.title);
        practice.summary.clone_from(&self.summary);
        practice.scope_note.clone_from(&self.scope_note);
        practice.since_note.clone_from(&self.since_note);
        practice.identifiability.claim.clone_from(&self.claim);
        practice.confidence.why.clone_from(&self.confidence);
        let opt_out = &mut practice.opt_out;
        opt_out.who_note.clone_from(&self.who_note);
        opt_out.steps.clone_from(&self.steps);
        opt_out.does.clone_from(&self.does);
        opt_out.does_not.clone_from(&self.does_not);
        let cases = practice.cases.iter_mut().zip(&self.cases);
        for (case, note) in cases.chain(practice.exceptions.iter_mut().zip(&self.exceptions)) {
            case.note.clone_from(note);
        }
        for (entry, said) in practice.disagreements.iter_mut().zip(&self.disagreements) {
            if let Some((about, sides)) = said.split_first() {
                entry.about.clone_from(about);
                for (side, says) in entry.sides.iter_mut().zip(sides) {
                    side.says.clone_from(says);
                }
            }
        }
        for (evidence, supports) in practice.evidence.iter_mut().zip(&self.supports) {
            evidence.supports.clone_from(supports);
        }
    }
}

/// Where the hash begins.
pub(crate) const FNV_OFFSET: u32 = 0x811c_9dc5;

/// One round of the 32-bit FNV-1a hash: stable over versions and platforms, which the standard hasher is not.
pub(crate) fn fnv(hash: u32, text: &str) -> u32 {
    text.bytes().chain([0]).fold(hash, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

impl Translation {
    /// Reads a translation.
    ///
    /// # Errors
    /// The text is not JSON of this form.
    #[cfg(feature = "check")]
    pub fn parse(text: &str) -> Result<Translation, serde_json::Error> {
        serde_json::from_str(text)
    }

    /// The translation into a language that ships with this version.
    #[cfg(feature = "cli")]
    pub fn shipped(language: &str) -> Option<Translation> {
        Translation::parse(SHIPPED.get_file(format!("{language}.json"))?.contents_utf8()?).ok()
    }

    /// Languages that ship with this version, besides English.
    #[cfg(feature = "cli")]
    pub fn languages() -> impl Iterator<Item = &'static str> {
        SHIPPED.files().filter_map(|file| file.path().file_stem()?.to_str())
    }

    /// The practice in this language; as it is where there is no translation of exactly these English texts.
    pub fn translated<'p>(&self, practice: &'p Practice) -> Cow<'p, Practice> {
        let Some(texts) = self.practices.get(&practice.id) else { return Cow::Borrowed(practice) };
        let english = Texts::of(practice);
        if texts.source != english.source || !texts.is_whole_beside(&english) {
            return Cow::Borrowed(practice);
        }
        let mut translated = practice.clone();
        texts.put_into(&mut translated);
        Cow::Owned(translated)
    }

    /// The English texts of every practice that has no translation of exactly these texts: what is left to do.
    pub fn missing(&self, rules: &Ruleset) -> BTreeMap<String, Texts> {
        let due = rules.practices().map(|(_, practice)| (practice.id.clone(), Texts::of(practice))).filter(
            |(id, english)| {
                let done = self.practices.get(id);
                done.is_none_or(|texts| texts.source != english.source || !texts.is_whole_beside(english))
            },
        );
        due.collect()
    }
}
