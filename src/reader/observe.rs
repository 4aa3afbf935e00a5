//! What is looked at in two versions of a passage, as numbers.

use super::assertion::*;
use super::difference::{Difference, Version};
use super::facts::*;
use super::label::Label;
use super::lexicon::Cue;
use super::wording::compared;

/// What was looked at in two passages, each a number, most of them 0 or 1.
pub type Observations = [f32; OBSERVED.len()];

/// May weigh for the same meaning as well.
const ANY: f32 = f32::NEG_INFINITY;

/// What is looked at: a name for the table of weights, the difference that it shows, and what it
/// weighs at least: what changes who may do what with which data is never smoothed over.
pub const OBSERVED: &[(&str, Difference, f32)] = &[
    ("label", Difference::Statement, 0.3),
    ("claim-for-denial", Difference::Statement, 3.0),
    ("parity", Difference::Negation, 0.0),
    ("denied", Difference::Negation, 0.6),
    ("refused", Difference::Negation, 0.4),
    ("swapped", Difference::Negation, 3.5),
    ("switched", Difference::Condition, 3.5),
    ("assertion", Difference::Condition, 0.3),
    ("may", Difference::Modality, 0.6),
    ("may-in-place", Difference::Modality, 1.6),
    ("condition", Difference::Condition, 0.0),
    ("consent", Difference::Condition, 1.6),
    ("exclusive", Difference::Condition, 0.3),
    ("regardless", Difference::Condition, 2.5),
    ("default", Difference::Condition, 0.8),
    ("opt-out", Difference::OptOut, 0.6),
    ("means", Difference::OptOut, 1.9),
    ("kinds", Difference::Data, 1.2),
    ("data", Difference::Data, 0.4),
    ("portion", Difference::Data, 1.9),
    ("third", Difference::ThirdParties, 1.4),
    ("deid", Difference::DeIdentification, 0.8),
    ("safeguards", Difference::DeIdentification, 0.8),
    ("plan", Difference::Plan, 0.6),
    ("whose", Difference::Plan, 1.5),
    ("place", Difference::Plan, 1.6),
    ("act", Difference::Purpose, 0.4),
    ("ends", Difference::Purpose, 2.0),
    ("granted", Difference::Purpose, 0.2),
    ("numbers", Difference::Numbers, 1.8),
    ("times", Difference::Time, 0.6),
    ("telling-come", Difference::Wording, 0.6),
    ("telling-gone", Difference::Wording, 0.3),
    ("telling-both", Difference::Wording, 0.0),
    ("telling-recounted", Difference::Wording, 1.65),
    ("put-in", Difference::Wording, 1.5),
    ("left-out", Difference::Wording, 1.4),
    ("wider", Difference::Wording, ANY),
    ("rewritten", Difference::Wording, -1.8),
    ("longer", Difference::Wording, 0.7),
    ("shorter", Difference::Wording, 0.9),
];

/// Looks at two passages.
pub(super) fn observe(old: &Version<'_>, new: &Version<'_>) -> Observations {
    let other = |cues: &[Cue]| cues.iter().any(|cue| old.has(*cue) != new.has(*cue));
    let (one, two) = (old.passage.scope.main(), new.passage.scope.main());
    let confidence = old.judged.confidence.min(new.judged.confidence);
    let (was, is) = (old.judged.label, new.judged.label);
    let label = if was == is { 0.0 } else { (2.0 * confidence - 1.0).max(0.0) };
    let turned = was.is_claim() && is == Label::NoTraining || is.is_claim() && was == Label::NoTraining;
    let refused = (one.denied || one.forbidden, two.denied || two.forbidden);
    let (before, after) = (denials(old), denials(new));
    let wording = compared(old, new);
    // A denial that lost a limiting word denies more, which nobody has to be told of.
    let wider = (refused.0 || before % 2 == 1)
        && (refused.1 || after % 2 == 1)
        && (wording.telling.0, wording.come.len()) == (0, 0)
        && (wording.telling.1, wording.gone.len()) != (0, 0)
        && !wording.listed;
    let flag = |differs: bool| f32::from(u8::from(differs));
    let count = |number: usize| number.min(MOST) as f32;
    let both = |one: usize, other: usize| {
        (count(one.saturating_sub(other)), count(other.saturating_sub(one)), count(one.min(other)))
    };
    let telling = both(wording.telling.0, wording.telling.1);
    let others = both(wording.come.len(), wording.gone.len());
    // The sentence is still the same one: what differs was put in or left out.
    let in_place = flag(wording.shuffled <= IN_PLACE);
    let length = (new.text.len() as f32 / old.text.len().max(1) as f32).ln();
    // "Not except for" is "only for".
    let denies = flag(!only_turned(old, new));
    let limits = flag(!wider);
    let modality = flag(!refused.0 && may(old) != may(new));
    [
        label,
        flag(turned) * confidence,
        denies * flag(before % 2 != after % 2),
        denies * flag((before > 0) != (after > 0)),
        denies * flag(refused.0 != refused.1),
        in_place * flag(swapped(old, new)),
        flag(switched(old, new)),
        flag(assertion(old) != assertion(new)),
        modality,
        in_place * modality,
        flag(condition(old) != condition(new)),
        flag(consent(old) != consent(new)),
        flag(exclusive(old) != exclusive(new)),
        flag(regardless(old) != regardless(new)),
        flag(other(&[Cue::ByDefault])),
        flag(opts_out(old) != opts_out(new)),
        flag(means(old) != means(new)),
        flag(data(old) != data(new)),
        flag(other(&[Cue::Data])),
        flag(portion(old) != portion(new)),
        flag(other(&[Cue::Third])),
        flag(other(&[Cue::Deid])),
        flag(safeguards(old) != safeguards(new)),
        flag(other(&[Cue::Plan, Cue::Own])),
        flag(whose(old) != whose(new)),
        flag(place(old) != place(new)),
        flag(one.trains() != two.trains()),
        flag(other(&[Cue::Safety, Cue::Market]) || models(old) != models(new)),
        flag(other(&[Cue::Grant]) && !(consent(old) && consent(new))),
        flag(numbers(old.text) != numbers(new.text)),
        flag(times(old) != times(new) && !times(old).is_empty() && !times(new).is_empty()),
        telling.0,
        telling.1 * limits,
        telling.2,
        in_place * count(wording.recounted),
        in_place * others.0,
        in_place * others.1 * limits,
        flag(wider),
        1.0 - in_place,
        length.clamp(0.0, 2.0),
        (-length).clamp(0.0, 2.0) * limits,
    ]
}

/// Share of common words in another order up to which a sentence was edited, rather than written anew.
const IN_PLACE: f32 = 0.12;
/// Words beyond so many say no more.
const MOST: usize = 4;
