//! How a passage stands to what it speaks of: whether it denies it, and under which condition.

use super::difference::Version;
use super::features::Passage;
use super::lexicon::Cue;
use super::scope::Exception;
use super::token::{Token, hash_word};
use super::wording::stem;

/// How often something is denied: twice is not at all.
pub(super) fn denials(version: &Version<'_>) -> usize {
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
    count.saturating_sub(usize::from(count > 0 && (none_other_than(version) || does_not_apply_if(passage))))
}

/// "Not for any purpose other than": only for that one.
fn none_other_than(version: &Version<'_>) -> bool {
    version.passage.has(Cue::Neg) && version.text.to_lowercase().contains("other than")
}

/// Whether something is said of one thing alone.
pub(super) fn exclusive(version: &Version<'_>) -> bool {
    version.has(Cue::Only) || none_other_than(version)
}

/// How a passage stands to what it speaks of.
#[derive(Debug, Eq, PartialEq)]
pub(super) enum Assertion {
    /// It is so.
    Affirmed,
    /// It is not so.
    Denied,
    /// Not, unless; only if.
    Only,
    /// It is so, unless.
    Except,
}

pub(super) fn assertion(version: &Version<'_>) -> Assertion {
    let has = |cues: &[Cue]| cues.iter().any(|cue| version.has(*cue));
    let denied = denials(version) % 2 == 1;
    let excepted = has(&[Cue::Unless, Cue::Without]);
    if has(&[Cue::Only, Cue::OnlyIf]) || exclusive(version) || denied && excepted {
        Assertion::Only
    } else if denied {
        Assertion::Denied
    } else if excepted {
        Assertion::Except
    } else {
        Assertion::Affirmed
    }
}

/// "Not, except for this" has become "for this only", or the other way round.
pub(super) fn only_turned(old: &Version<'_>, new: &Version<'_>) -> bool {
    let excepts =
        |version: &Version<'_>| denials(version) % 2 == 1 && (version.has(Cue::Unless) || version.has(Cue::Without));
    let limits = |version: &Version<'_>| denials(version) == 0 && (version.has(Cue::Only) || version.has(Cue::OnlyIf));
    excepts(old) && limits(new) || limits(old) && excepts(new)
}

/// "Deleted and not used" has become "not deleted and used": what each denies, the other says.
pub(super) fn swapped(old: &Version<'_>, new: &Version<'_>) -> bool {
    let (before, after) = (verbs(old), verbs(new));
    let turned = |one: &[(String, bool)], other: &[(String, bool)]| {
        one.iter().any(|(verb, denied)| {
            *denied && other.contains(&(verb.clone(), false)) && !other.contains(&(verb.clone(), true))
        })
    };
    turned(&before, &after) && turned(&after, &before)
}

/// "On unless you switch it off" has become "off unless you switch it on".
pub(super) fn switched(old: &Version<'_>, new: &Version<'_>) -> bool {
    let (before, after) = (on_off(old), on_off(new));
    before.len() == after.len() && before != after
}

/// In which order something is on and off.
fn on_off(version: &Version<'_>) -> Vec<bool> {
    let lower = version.text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric());
    let pairs: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let state = |pair: &[&str]| match pair {
        ["is" | "it" | "switch", "on"] => Some(true),
        ["is" | "it" | "switch", "off"] => Some(false),
        _ => None,
    };
    pairs.windows(2).filter_map(state).collect()
}

/// The words of a passage that are not small, each with whether a denial stands directly before it.
fn verbs(version: &Version<'_>) -> Vec<(String, bool)> {
    let mut denied = false;
    let mut verbs = Vec::new();
    let thing = |cue: Cue| matches!(cue, Cue::Common | Cue::Third | Cue::We | Cue::You | Cue::Yours | Cue::Data);
    for mark in version.passage.marks.iter().filter(|mark| !thing(mark.cue)) {
        if mark.cue == Cue::Neg {
            denied = true;
            continue;
        }
        let word = version.words_of(mark.from, mark.to);
        if word.ends_with("ly") {
            continue;
        }
        verbs.push((stem(word), denied));
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

/// Whether it is said to hold in any case.
pub(super) fn regardless(version: &Version<'_>) -> bool {
    let words = version.text.to_lowercase();
    ["whether or not", "regardless", "irrespective", "even if"].iter().any(|word| words.contains(word))
}

/// Under which condition: what is excepted, and whether consent or an opt-out decides.
pub(super) fn condition(version: &Version<'_>) -> (bool, bool) {
    let has = |cues: &[Cue]| cues.iter().any(|cue| version.has(*cue));
    let exception = version.passage.scope.exception;
    let consent = exception == Exception::Consent || version.has(Cue::Consent) && has(&[Cue::Only, Cue::OnlyIf]);
    let excepted = has(&[Cue::Unless, Cue::OnlyIf, Cue::Without, Cue::Only]) || does_not_apply_if(&version.passage);
    (consent, excepted)
}
