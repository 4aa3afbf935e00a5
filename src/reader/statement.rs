//! Whether a sentence of a document is a statement of somebody about somebody's data at all.
//!
//! Passages are judged as they are given; a document also has headings, code, advertisements for
//! jobs and research, in which the same words claim nothing.

use super::features::Passage;
use super::label::Label;
use super::lexicon::Cue;
use super::scope::Act;

/// One sign of code in this many bytes, and it is code; prose has one in hundreds.
const CODE: usize = 25;

/// A few words without an end, in front or in between capitals: it announces, it does not claim.
pub(super) fn is_heading(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let long = words.iter().filter(|word| word.chars().count() > 3);
    let capital = |word: &&&str| word.starts_with(|c: char| c.is_uppercase());
    let (all, capitals) = (long.clone().count(), long.filter(capital).count());
    let numbered =
        words.first().is_some_and(|word| word.ends_with('.') || word.starts_with(|c: char| c.is_ascii_digit()));
    words.len() <= 10 && text.ends_with(char::is_alphanumeric) && (numbered || capitals * 3 >= all * 2)
}

/// Program text, which calls things models and clients all the time.
pub(super) fn is_code(text: &str) -> bool {
    let signs =
        text.bytes().filter(|byte| matches!(byte, b'=' | b'{' | b'}' | b'[' | b']' | b'_' | b'<' | b'>' | b'`'));
    signs.count() * CODE > text.len()
}

/// Whether a sentence of a document can say this, taken together with what introduces it.
pub(super) fn can_say(passage: &Passage, label: Label) -> bool {
    let any = |cues: &[Cue]| cues.iter().any(|cue| passage.has(*cue));
    let act = passage.scope.main().act;
    match label {
        Label::Trains | Label::TrainsDeidentified => has_speaker(passage) && names_users_data(passage),
        Label::TrainsOptin | Label::NoTraining => act != Act::Nothing || any(&[Cue::Ai, Cue::Model]),
        // "Object" and "refuse" are words of programs, too.
        Label::OptoutInstructions => {
            act >= Act::BareTrain
                || passage.has(Cue::OptOut) && any(&[Cue::Yours, Cue::Data, Cue::Use, Cue::Train, Cue::Model, Cue::Ai])
        }
        Label::ThirdPartyTraining | Label::ImproveAmbiguous | Label::None => true,
    }
}

/// Whose data, or at least that data is used; a purpose ("Improve our models") leaves it to its heading.
fn names_users_data(passage: &Passage) -> bool {
    let any = |cues: &[Cue]| cues.iter().any(|cue| passage.has(*cue));
    let mut cues = passage.marks.iter().map(|mark| mark.cue).filter(|cue| *cue != Cue::Common);
    let is_purpose = matches!(
        cues.next(),
        Some(Cue::Train | Cue::Improve | Cue::Develop | Cue::Research | Cue::Purpose | Cue::Model | Cue::Ai)
    );
    let yours = any(&[Cue::Yours, Cue::Feedback, Cue::Grant, Cue::Legal]);
    let others = passage.scope.main().actor == Some(Cue::Third) && !passage.has(Cue::We);
    let research = passage.has(Cue::Science) && !yours;
    let used = any(&[Cue::Use, Cue::May, Cue::Will]) && any(&[Cue::Data, Cue::Deid, Cue::PublicPost, Cue::They]);
    !others && !research && (is_purpose || yours || used)
}

/// "Our models", "your data", "Acme uses": without any of these nobody speaks of anybody's data.
fn has_speaker(passage: &Passage) -> bool {
    let named = matches!(passage.scope.main().actor, Some(Cue::Name | Cue::We));
    named || [Cue::We, Cue::Yours].iter().any(|cue| passage.has(*cue))
}
