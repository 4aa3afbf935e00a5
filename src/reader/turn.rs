//! What stands around the words of a rule's locator: whether it turns them round.
//!
//! A rule keeps a few words of a page, not their sentence. "We use your files to train" still stands
//! word by word in "It is not true that we use your files to train". What was around the words when
//! the rule was written is not known, so only that counts which cannot have been there: words before
//! the beginning of a sentence, a denial round a claim that the rule rests on, and the other way round.

use super::difference::Difference;
use super::features::Passage;
use super::lexicon::Cue;
use super::read::{Reader, Scratch};
use super::scope::{Act, Event, Exception};
use super::words::{Word, words};
use crate::practice::Training;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

/// What the practice that a locator belongs to says, as far as words around the locator may contradict it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Expected {
    /// That it trains, unless somebody acts.
    Claim,
    /// That it does not.
    Denial,
    /// Only with consent.
    Consent,
    /// Something else, or nothing about training.
    #[default]
    Unsaid,
}

impl From<Training> for Expected {
    fn from(training: Training) -> Expected {
        match training {
            Training::Yes => Expected::Claim,
            Training::No => Expected::Denial,
            Training::OptIn => Expected::Consent,
            _ => Expected::Unsaid,
        }
    }
}

/// Where a locator stands: its own bytes, its sentence, and the sentence after it.
pub(super) struct Place<'a> {
    pub(super) text: &'a str,
    pub(super) words: Range<usize>,
    pub(super) sentence: Range<usize>,
    pub(super) next: Option<Range<usize>>,
    /// Whether what introduces a list was put in front of its item: that may have stood there all along.
    pub(super) introduced: bool,
}

impl<'a> Place<'a> {
    fn part(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    fn before(&self) -> &'a str {
        self.part(self.sentence.start..self.words.start)
    }

    fn after(&self) -> &'a str {
        self.part(self.words.end..self.sentence.end.max(self.words.end))
    }
}

/// Confidence from which the judgement of a whole sentence counts against the rule.
const SURE: f32 = 0.6;

/// What around a locator turns it round; nothing, if nothing does.
pub(super) fn turned(
    reader: &Reader,
    locator: &str,
    place: &Place<'_>,
    expected: Expected,
    scratch: &mut Scratch,
) -> BTreeSet<Difference> {
    let sentence = place.part(place.sentence.clone());
    let (mut own, mut front, mut whole) = (Passage::default(), Passage::default(), Passage::default());
    own.parse(reader.lexicon(), locator);
    front.parse(reader.lexicon(), place.before());
    whole.parse(reader.lexicon(), sentence);
    let mut found = BTreeSet::new();
    let begins = begins(locator) && !place.introduced;
    found.extend(
        phrases("before", place.before())
            .filter(|(turn, _)| begins || *turn == Difference::Negation)
            .map(|(turn, _)| turn),
    );
    found.extend(phrases("after", place.after()).map(|(turn, _)| turn));
    if let Some(next) = place.next.clone() {
        // "This no longer applies.": only right at the beginning of what follows.
        found.extend(phrases("after", place.part(next)).filter(|(_, at)| *at <= NEXT_AT).map(|(turn, _)| turn));
    }
    if begins {
        found.extend(condition_in(&front));
        if whole.asks() && !own.asks() {
            found.insert(Difference::Statement);
        }
    }
    let denies = |cue: Cue| matches!(cue, Cue::Neg | Cue::Not | Cue::Restrict | Cue::Barred);
    let mut last = front.marks.iter().rev().map(|mark| mark.cue).filter(|cue| *cue != Cue::Common);
    let (last, second) = (last.next().is_some_and(denies), last.next().is_some_and(denies));
    // "We never" directly in front of the words, or "no longer" in front of "not".
    let own_denial = own.marks.first().is_some_and(|mark| denies(mark.cue));
    if last && own_denial || (begins || expected != Expected::Denial) && (last || second) && !denied(&own) {
        found.insert(Difference::Negation);
    }
    let (mine, there) = (act(&own), act_in(&whole, place));
    if let Some((mine, there)) = mine.zip(there) {
        let (alone, inside) = (mine.denied || mine.forbidden, there.denied || there.forbidden);
        let differs = match expected {
            Expected::Claim => inside && !alone,
            Expected::Denial => !inside && !alone && there.act >= Act::ImproveModel,
            Expected::Consent | Expected::Unsaid => begins && alone != inside,
        };
        if differs || alone && !inside {
            found.insert(Difference::Negation);
        }
        let label = reader.judge(sentence, scratch);
        let denial = alone && matches!(expected, Expected::Denial | Expected::Consent);
        if label.confidence >= SURE && (denial && label.label.is_claim()) {
            found.insert(Difference::Statement);
        }
        // "Only with your consent" round a claim, "unless you opt out" round a denial.
        let exception = whole.scope.exception;
        let turns = match expected {
            Expected::Claim => exception == Exception::Consent && !alone,
            Expected::Denial | Expected::Consent => exception == Exception::UnlessOptOut && denial,
            Expected::Unsaid => false,
        };
        if turns && own.scope.exception == Exception::None {
            found.insert(Difference::Condition);
        }
        // "..., but we do train on your files."
        if denial && contrasted(&whole) && !contrasted(&own) {
            found.insert(Difference::Statement);
        }
    }
    found
}

/// Whether a sentence says that the one before it no longer holds.
pub(super) fn withdraws(next: &str) -> bool {
    phrases("after", next).any(|(_, at)| at <= NEXT_AT)
}

/// Words of the next sentence within which it must say that the passage no longer holds.
const NEXT_AT: usize = 3;

/// Whether the words begin a sentence: then nothing stood in front of them.
fn begins(locator: &str) -> bool {
    locator.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Conditions that were put in front of a sentence.
fn condition_in(front: &Passage) -> Option<Difference> {
    let has = |cues: &[Cue]| cues.iter().any(|cue| front.has(*cue));
    if has(&[Cue::Unless, Cue::OnlyIf, Cue::Only, Cue::Consent, Cue::OptOut, Cue::Effect, Cue::Without]) {
        Some(Difference::Condition)
    } else if has(&[Cue::Neg, Cue::Not, Cue::Restrict, Cue::Barred])
        && !front.marks.iter().any(|mark| mark.cue == Cue::Break)
    {
        Some(Difference::Negation)
    } else {
        front.has(Cue::Plan).then_some(Difference::Plan)
    }
}

fn denied(passage: &Passage) -> bool {
    [Cue::Neg, Cue::Not, Cue::Restrict, Cue::Barred, Cue::Undertake].iter().any(|cue| passage.has(*cue))
}

fn act(passage: &Passage) -> Option<Event> {
    let main = passage.scope.main();
    (main.act >= Act::Improve).then_some(main)
}

/// The act of the sentence that stands within the locator.
fn act_in(whole: &Passage, place: &Place<'_>) -> Option<Event> {
    let inside = |event: &&Event| {
        let token = whole.marks.get(event.at).and_then(|mark| whole.tokens.get(mark.from as usize));
        token.is_some_and(|token| {
            let at = place.sentence.start + token.start as usize;
            place.words.contains(&at)
        })
    };
    whole.scope.events.iter().filter(inside).copied().max_by_key(|event| event.act)
}

/// After a "but", training that is not denied.
fn contrasted(passage: &Passage) -> bool {
    let contrast = passage.marks.iter().position(|mark| mark.cue == Cue::Contrast);
    contrast.is_some_and(|at| {
        let acts = passage.scope.events.iter().filter(|event| event.at > at && event.trains());
        acts.clone().count() > 0 && acts.into_iter().all(|event| !event.denied && !event.forbidden && !event.opt_out)
    })
}

/// Words that turn a passage round.
struct Phrase {
    /// Whether they do so in front of it, or behind.
    place: &'static str,
    turn: Difference,
    text: &'static str,
    words: Vec<Word>,
}

/// The phrases of `turns.txt`, in its order.
static TURNS: LazyLock<Vec<Phrase>> = LazyLock::new(|| {
    let mut turns = Vec::new();
    for line in include_str!("turns.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((head, phrases)) = line.split_once(':') else { continue };
        let Some((turn, place)) = head.split_once(' ') else { continue };
        let turn = if turn == "time" { Difference::Time } else { Difference::Negation };
        for text in phrases.split('|') {
            let mut list = Vec::new();
            words(text, 0..text.len(), &mut list);
            // An empty one stands everywhere.
            if !list.is_empty() {
                turns.push(Phrase { place, turn, text, words: list });
            }
        }
    }
    turns
});

/// The turning phrases that stand in a text, and after how many words.
pub(super) fn phrases(place: &'static str, text: &str) -> impl Iterator<Item = (Difference, usize)> {
    let mut list: Vec<Word> = Vec::new();
    words(text, 0..text.len(), &mut list);
    let here = TURNS.iter().filter(move |phrase| phrase.place == place);
    here.filter_map(move |phrase| Some((phrase.turn, stands(phrase, text, &list)?)))
}

/// After how many words a phrase stands in a text. A number may begin as the phrase's does: "until 20" is "until 2026".
fn stands(phrase: &Phrase, text: &str, list: &[Word]) -> Option<usize> {
    let same = |one: &Word, other: &Word| {
        let (one_text, other_text) = (text.get(one.range.clone()), phrase.text.get(other.range.clone()));
        let year = other_text == Some("20") && one_text.is_some_and(|year| year.len() == 4 && year.starts_with("20"));
        one.hash == other.hash || year
    };
    let mut windows = list.windows(phrase.words.len());
    windows.position(|window| window.iter().zip(&phrase.words).all(|(one, other)| same(one, other)))
}
