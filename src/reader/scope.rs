//! Who trains what on what, denied or not, with which exception: read off the order of the cues.
//!
//! No parser. A clause ends at a stop, a semicolon, a contrast word, or a comma before a new
//! subject; what stands in it before the training word is taken to govern it. That is right for
//! nearly all sentences that lawyers write, and the model weighs it against everything else.

use super::lexicon::{Cue, Mark};

/// What is done.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Act {
    /// Nothing that looks like training.
    #[default]
    Nothing,
    /// Something is improved or developed, nothing about models.
    Improve,
    /// The word for training, no model near it.
    BareTrain,
    /// Something with AI in its name is improved or developed.
    ImproveAi,
    /// Models are improved or developed.
    ImproveModel,
    /// Models are trained.
    Train,
}

/// Under which condition.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Exception {
    /// None is named.
    #[default]
    None,
    /// Unless somebody opts out.
    UnlessOptOut,
    /// Only with, or not without, consent.
    Consent,
    /// Some other exception.
    Other,
}

/// One act of training or improving in a passage.
#[derive(Clone, Copy, Debug, Default)]
pub struct Event {
    /// What is done.
    pub act: Act,
    /// Whether a negation governs it.
    pub denied: bool,
    /// Who does it: the nearest actor before it, where there is one.
    pub actor: Option<Cue>,
    /// Data of users is named in the clause.
    pub user_data: bool,
    /// Any data is named in the clause.
    pub data: bool,
    /// Whose models: the possessive before the model's name.
    pub owner: Option<Cue>,
    /// It stands in the clause of an opt-out.
    pub opt_out: bool,
    /// Somebody is forbidden to do it.
    pub forbidden: bool,
    /// Mark at which it stands.
    pub at: usize,
}

impl Event {
    /// Whether something learns, be it called training or improving models.
    pub fn trains(&self) -> bool {
        self.act >= Act::BareTrain
    }
}

/// What the cues of a passage say together.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    /// All acts, in order.
    pub events: Vec<Event>,
    /// The condition.
    pub exception: Exception,
}

impl Scope {
    /// The act that says most: the strongest, the first of them.
    pub fn main(&self) -> Event {
        let mut main = Event::default();
        for event in &self.events {
            if event.act > main.act {
                main = *event;
            }
        }
        main
    }
}

/// Marks this far apart still belong to one act.
const NEAR: usize = 9;

fn is_actor(cue: Cue) -> bool {
    matches!(cue, Cue::We | Cue::You | Cue::Third | Cue::They | Cue::Name)
}

/// Whether a clause ends before mark `at`.
fn breaks(marks: &[Mark], at: usize) -> bool {
    match marks[at].cue {
        Cue::Stop | Cue::Question | Cue::Contrast | Cue::Unless => true,
        Cue::Break => {
            let ahead = marks[at + 1..].iter().map(|mark| mark.cue).filter(|cue| *cue != Cue::Common).take(2);
            let ahead: Vec<Cue> = ahead.collect();
            // ", it may": a small word for a subject; ", may" goes on with the old one.
            let small = marks.get(at + 1).is_some_and(|mark| mark.cue == Cue::Common);
            if small && matches!(ahead.first(), Some(Cue::May | Cue::Will)) {
                return true;
            }
            matches!(
                ahead[..],
                [Cue::We | Cue::They | Cue::You | Cue::Third, Cue::May | Cue::Will | Cue::Use | Cue::Neg]
            )
        }
        _ => false,
    }
}

fn clauses(marks: &[Mark]) -> Vec<(usize, usize)> {
    let mut clauses = Vec::new();
    let mut from = 0;
    for at in 0..marks.len() {
        // "Unless you opt out, your data is used": what stands in front ends at the comma.
        let in_front = marks[from].cue == Cue::Unless && (from == 0 || marks[from - 1].cue == Cue::Stop);
        if breaks(marks, at) || (in_front && marks[at].cue == Cue::Break) {
            if at > from {
                clauses.push((from, at));
            }
            from = at;
        }
    }
    clauses.push((from, marks.len()));
    clauses
}

fn act(marks: &[Mark], at: usize, end: usize) -> Act {
    let near = |wanted: &[Cue], before: usize, after: usize| {
        let from = at.saturating_sub(before);
        marks[from..(at + 1 + after).min(end)].iter().any(|mark| wanted.contains(&mark.cue))
    };
    match marks[at].cue {
        Cue::Train => {
            // "training data" is a thing, not an act.
            let is_noun = marks.get(at + 1).is_some_and(|next| next.cue == Cue::Data && next.from == marks[at].from);
            if is_noun {
                Act::BareTrain
            } else if near(&[Cue::Model, Cue::Ai, Cue::AiFeature], NEAR / 2, NEAR)
                || near(&[Cue::Algo, Cue::Tech], 0, 4)
            {
                Act::Train
            } else {
                Act::BareTrain
            }
        }
        Cue::Improve | Cue::Develop => {
            let next = marks[at + 1..(at + 1 + NEAR).min(end)].iter().map(|mark| mark.cue);
            let object =
                next.take_while(|cue| !matches!(cue, Cue::Train | Cue::Purpose | Cue::Use)).collect::<Vec<_>>();
            if object.contains(&Cue::Model) {
                Act::ImproveModel
            } else if object.iter().any(|cue| matches!(cue, Cue::Ai | Cue::AiFeature | Cue::Algo)) {
                Act::ImproveAi
            } else {
                Act::Improve
            }
        }
        _ => Act::Nothing,
    }
}

/// "train our models", "train their own models".
fn owner(after: &[Mark]) -> Option<Cue> {
    let model =
        after.iter().take(NEAR).position(|mark| matches!(mark.cue, Cue::Model | Cue::Ai | Cue::Algo | Cue::Tech))?;
    let owners = after[..model].iter().rev().map(|mark| mark.cue);
    owners.take(5).find(|cue| matches!(cue, Cue::We | Cue::They | Cue::Its | Cue::Yours | Cue::Third | Cue::Own))
}

fn exception(marks: &[Mark]) -> Exception {
    let mut found = Exception::None;
    for (at, mark) in marks.iter().enumerate() {
        let after = &marks[at + 1..(at + 1 + 14).min(marks.len())];
        let first = after.iter().map(|mark| mark.cue).find(|cue| matches!(cue, Cue::OptOut | Cue::Consent));
        let new = match mark.cue {
            Cue::Unless => match first {
                Some(Cue::OptOut) => Exception::UnlessOptOut,
                Some(_) => Exception::Consent,
                None => Exception::Other,
            },
            Cue::OnlyIf if first == Some(Cue::Consent) => Exception::Consent,
            Cue::Without if first == Some(Cue::Consent) => Exception::Consent,
            _ => continue,
        };
        if found == Exception::None || (found == Exception::Other && new != Exception::None) {
            found = new;
        }
    }
    found
}

/// Reads the cues of a passage.
pub fn scope(marks: &[Mark]) -> Scope {
    let mut scope = Scope { events: Vec::new(), exception: exception(marks) };
    let mut forbidden = false;
    for (from, end) in clauses(marks) {
        let clause = &marks[from..end];
        let has = |cue: Cue| clause.iter().any(|mark| mark.cue == cue);
        let (user_data, data, opt_out) =
            (has(Cue::Yours) && (has(Cue::Data) || has(Cue::Feedback)), has(Cue::Data), has(Cue::OptOut));
        // In German and Japanese the negation follows; there a clause has one verb, so any counts.
        let mut denied = false;
        let mut actor = None;
        for at in from..end {
            match marks[at].cue {
                Cue::Neg | Cue::Not => denied = true,
                // "Nothing here limits our right to": twice denied is claimed.
                Cue::Hinder => denied = !denied,
                Cue::Restrict => forbidden = true,
                // "We may not use" denies, "users may not use" forbids.
                Cue::Barred if matches!(actor, Some(Cue::We | Cue::Name)) => denied = true,
                Cue::Barred => forbidden = true,
                // "You agree not to" forbids, "we agree not to" denies.
                Cue::Undertake if actor == Some(Cue::You) => forbidden = true,
                Cue::Undertake => denied = true,
                cue if is_actor(cue) => actor = Some(cue),
                _ => {}
            }
            let act = act(marks, at, end);
            if act != Act::Nothing {
                let owner = owner(&marks[at..end]);
                scope.events.push(Event { act, denied, actor, user_data, data, owner, opt_out, forbidden, at });
            }
        }
        let late = clause.iter().rposition(|mark| matches!(mark.cue, Cue::Neg | Cue::Not)).map(|at| from + at);
        for event in scope.events.iter_mut().filter(|event| event.at >= from && !event.denied) {
            // "Ihre Daten werden zum Training nicht verwendet", "is not done", "are excluded".
            event.denied = late.is_some_and(|late| late > event.at && late - event.at <= 6);
        }
    }
    scope
}
