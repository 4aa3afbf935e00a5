//! Looks for the few words by which evidence locates its passage.

use super::align::Index;
use super::compare::{Comparison, Outcome};
use super::difference::Difference;
use super::document::Document;
use super::features::Passage;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::turn::{Expected, Place, turned};
use super::words::words;
use std::collections::BTreeSet;
use std::ops::Range;

/// Weighed words of a locator that must stand in one sentence.
const LOCATED: f32 = 0.6;

impl Reader {
    /// Whether the words that locate a piece of evidence still stand on a page, and still mean what they did.
    ///
    /// That is all that a rule keeps of a page: `unchanged` says that these words stand there, and that
    /// nothing in their sentence turns them round as far as `expected` tells.
    pub fn locate(&self, locator: &str, expected: Expected, document: &Document) -> Comparison {
        self.locate_in(locator, expected, &Index::new(document), &mut Scratch::default())
    }

    /// The same for several, each with what it is expected to say: the page is taken apart once.
    pub fn locate_all<'a>(
        &self,
        locators: impl Iterator<Item = (&'a str, Expected)>,
        document: &Document,
    ) -> Vec<Comparison> {
        let index = Index::new(document);
        let mut scratch = Scratch::default();
        locators.map(|(locator, expected)| self.locate_in(locator, expected, &index, &mut scratch)).collect()
    }

    fn locate_in(&self, locator: &str, expected: Expected, index: &Index<'_>, scratch: &mut Scratch) -> Comparison {
        let mut outcome = Outcome::Unchanged;
        let mut found: Option<Range<usize>> = None;
        let mut differences = BTreeSet::new();
        // "A ... B": every part must be there.
        for part in locator.split(['\u{2026}', '|']).flat_map(|part| part.split("...")) {
            let mut mine = Vec::new();
            words(part, 0..part.len(), &mut mine);
            if mine.is_empty() {
                continue;
            }
            let places = index.places(&mine);
            let (range, turns, exact) = if places.is_empty() {
                let near = index.best(&mine, 1).filter(|near| near.covered >= LOCATED);
                let Some(near) = near else {
                    return Comparison { outcome: Outcome::Removed, found: None, differences: Vec::new() };
                };
                let sentence = index.text().get(near.range.clone()).unwrap_or_default();
                (near.range, self.reworded(part, sentence, expected, scratch), false)
            } else {
                let (range, turns) = self.least_turned(part, &places, index, expected, scratch);
                (range, turns, true)
            };
            if !turns.is_empty() {
                outcome = Outcome::Changed;
            } else if !exact && outcome == Outcome::Unchanged {
                outcome = Outcome::Reworded;
            }
            differences.extend(turns);
            found.get_or_insert(range);
        }
        let outcome = if found.is_none() { Outcome::Removed } else { outcome };
        Comparison { outcome, found, differences: differences.into_iter().collect() }
    }

    /// Of several places the first that nothing turns round, or else the first.
    fn least_turned(
        &self,
        locator: &str,
        places: &[Place<'_>],
        index: &Index<'_>,
        expected: Expected,
        scratch: &mut Scratch,
    ) -> (Range<usize>, BTreeSet<Difference>) {
        let mut first = None;
        for place in places {
            let mut turns = turned(self, locator, place, expected, scratch);
            // "We never:" before the list turns its items round as well.
            if let Some(lead) = index.lead(place.sentence.start) {
                let front = format!("{} ", lead.trim_end_matches([':', '\u{ff1a}']));
                let text = format!("{front}{}", index.text().get(place.sentence.clone()).unwrap_or_default());
                let shift = |at: usize| at - place.sentence.start + front.len();
                let words = shift(place.words.start)..shift(place.words.end);
                let whole = Place { text: &text, words, sentence: 0..text.len(), next: None, introduced: true };
                turns = turned(self, locator, &whole, expected, scratch);
            }
            if turns.is_empty() {
                return (place.sentence.clone(), turns);
            }
            first.get_or_insert((place.sentence.clone(), turns));
        }
        first.unwrap_or_default()
    }

    /// What a sentence that no longer has the words one by one says otherwise: only what turns it
    /// round, for a locator is a part of its sentence.
    fn reworded(
        &self,
        locator: &str,
        sentence: &str,
        expected: Expected,
        scratch: &mut Scratch,
    ) -> BTreeSet<Difference> {
        let (mut own, mut now) = (Passage::default(), Passage::default());
        own.parse(self.lexicon(), locator);
        now.parse(self.lexicon(), sentence);
        let denies = |passage: &Passage| {
            [Cue::Neg, Cue::Not, Cue::Restrict, Cue::Barred, Cue::Undertake].iter().any(|cue| passage.has(*cue))
        };
        let mut differences = BTreeSet::new();
        // The rest of its sentence may have denied it all along, where the rule says that it was denied.
        let was = denies(&own) || expected == Expected::Denial && denies(&now);
        if was != denies(&now) {
            differences.insert(Difference::Negation);
        }
        if own.has(Cue::OptOut) && !now.has(Cue::OptOut) {
            differences.insert(Difference::OptOut);
        }
        let judged = self.judge(sentence, scratch);
        if expected == Expected::Denial && judged.label.is_claim() {
            differences.insert(Difference::Statement);
        }
        differences
    }
}
