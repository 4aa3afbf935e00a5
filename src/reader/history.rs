//! What changed about training between two versions of a document.

use super::align::Index;
use super::compare::{Difference, Outcome};
use super::document::Document;
use super::label::Label;
use super::read::{Clause, Reader};
use serde::Serialize;
use std::ops::Range;

/// What happened to a clause.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// It is new.
    Added,
    /// Other words, the same meaning.
    Reworded,
    /// Another meaning.
    Changed,
    /// It is gone.
    Removed,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClauseChange {
    /// What happened.
    pub happened: Happened,
    /// What the clause said, or for a new one says.
    pub label: Label,
    /// The old words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// The new words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<String>,
    /// In what they differ.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
}

impl Reader {
    /// The changes between two versions, in the order of the old one, new clauses last.
    ///
    /// Clauses that only speak of improvement are left out: they name no training.
    pub fn changes(&self, old: &Document, new: &Document) -> Vec<ClauseChange> {
        let (before, after) = (self.read(old).clauses, self.read(new).clauses);
        let index = Index::new(new);
        let speaks = |clause: &&Clause| clause.label != Label::ImproveAmbiguous;
        let mut changes: Vec<ClauseChange> = Vec::new();
        let mut known: Vec<Range<usize>> = Vec::new();
        for clause in before.iter().filter(speaks) {
            let compared = self.compare_in(&clause.text, &index);
            let happened = match compared.outcome {
                Outcome::Unchanged => None,
                Outcome::Reworded => Some(Happened::Reworded),
                Outcome::Changed => Some(Happened::Changed),
                Outcome::Removed => Some(Happened::Removed),
            };
            let now = compared.found.clone().and_then(|range| new.text.get(range)).map(str::to_owned);
            known.extend(compared.found);
            let Some(happened) = happened else { continue };
            let change = ClauseChange {
                happened,
                label: clause.label,
                before: Some(clause.text.clone()),
                after: now,
                differences: compared.differences,
            };
            // A page often repeats a sentence; its change is one.
            if !changes.contains(&change) {
                changes.push(change);
            }
        }
        let is_known =
            |clause: &&Clause| known.iter().any(|range| range.start < clause.end && clause.start < range.end);
        for clause in after.iter().filter(speaks).filter(|clause| !is_known(clause)) {
            let stood = old.text.contains(clause.text.as_str());
            let change = ClauseChange {
                happened: Happened::Added,
                label: clause.label,
                before: None,
                after: Some(clause.text.clone()),
                differences: Vec::new(),
            };
            if !stood && !changes.contains(&change) {
                changes.push(change);
            }
        }
        changes
    }
}
