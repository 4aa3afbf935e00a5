//! A form of a value, compiled ahead of time into a table that is walked byte by byte.
//!
//! Rules write forms as regular expressions. They are compiled where rules are checked, never where
//! signals are judged: a compiler for them would be a third of the module that wakes with the browser.

/// The state from which nothing can fit any more.
const DEAD: u16 = 0;
/// Where every value begins.
const START: u16 = 1;

/// A deterministic automaton over classes of bytes. The default fits nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Form {
    /// The class of each byte.
    pub(crate) classes: Vec<u8>,
    /// Number of classes.
    pub(crate) width: u16,
    /// The next state, by state and class.
    pub(crate) next: Vec<u16>,
    /// Whether a value may end in a state.
    pub(crate) accepting: Vec<bool>,
}

impl Form {
    /// Whether the whole value has this form. Linear, without allocation.
    pub(crate) fn matches(&self, value: &str) -> bool {
        let mut state = START;
        for byte in value.bytes() {
            let class = self.classes.get(usize::from(byte)).map_or(0, |class| usize::from(*class));
            let place = usize::from(state) * usize::from(self.width) + class;
            state = self.next.get(place).copied().unwrap_or(DEAD);
            if state == DEAD {
                return false;
            }
        }
        self.accepting.get(usize::from(state)).copied().unwrap_or(false)
    }
}

#[cfg(feature = "check")]
pub(crate) use compiling::{Refusal, compile};

#[cfg(feature = "check")]
mod compiling {
    use super::{DEAD, Form};
    use regex_automata::dfa::{Automaton, StartKind, dense};
    use regex_automata::nfa::thompson;
    use regex_automata::util::{primitives::StateID, start};
    use regex_automata::{Anchored, MatchKind};
    use std::collections::HashMap;

    /// Largest table of one form, in bytes. One with 30,000 states would be larger than all other rules together.
    const SIZE_LIMIT: usize = 1 << 16;

    /// Why an expression has no table.
    pub(crate) enum Refusal {
        /// It needs more than so many bytes.
        TooLarge(usize),
        /// It is no expression, or uses what a table cannot hold.
        Wrong(String),
    }

    /// Makes the table of a regular expression for whole values.
    pub(crate) fn compile(text: &str) -> Result<Form, Refusal> {
        regex_syntax::parse(text).map_err(|error| Refusal::Wrong(error.to_string()))?;
        let config = dense::Config::new()
            .start_kind(StartKind::Anchored)
            .match_kind(MatchKind::All)
            .dfa_size_limit(Some(SIZE_LIMIT))
            .determinize_size_limit(Some(16 * SIZE_LIMIT));
        let steps = thompson::Config::new().nfa_size_limit(Some(16 * SIZE_LIMIT)).shrink(false);
        let built = dense::Builder::new().configure(config).thompson(steps).build(&format!("^(?:{text})$"));
        let automaton = built.map_err(|error| {
            let too_large = error.is_size_limit_exceeded() || error.to_string().contains("NFA");
            if too_large { Refusal::TooLarge(SIZE_LIMIT) } else { Refusal::Wrong(error.to_string()) }
        })?;
        table(&automaton)
    }

    fn table(automaton: &dense::DFA<Vec<u32>>) -> Result<Form, Refusal> {
        let wrong = |why: &dyn std::fmt::Display| Refusal::Wrong(why.to_string());
        let whole = start::Config::new().anchored(Anchored::Yes);
        let start = automaton.start_state(&whole).map_err(|error| wrong(&error))?;
        // States in the order in which they are reached, so that the same expression always gives the same table.
        let mut numbers: HashMap<StateID, u16> = HashMap::from([(start, 1)]);
        let mut states = vec![start];
        let mut rows: Vec<[u16; 256]> = vec![[DEAD; 256]];
        let mut accepting = vec![false];
        let mut at = 0;
        while let Some(state) = states.get(at).copied() {
            at += 1;
            let mut row = [DEAD; 256];
            for byte in 0..=u8::MAX {
                let next = automaton.next_state(state, byte);
                if automaton.is_dead_state(next) || automaton.is_quit_state(next) {
                    continue;
                }
                let fresh = u16::try_from(states.len() + 1).map_err(|error| wrong(&error))?;
                row[usize::from(byte)] = *numbers.entry(next).or_insert_with(|| {
                    states.push(next);
                    fresh
                });
            }
            rows.push(row);
            accepting.push(automaton.is_match_state(automaton.next_eoi_state(state)));
        }
        Ok(packed(&rows, accepting))
    }

    /// Bytes that lead to the same states from everywhere share a class.
    fn packed(rows: &[[u16; 256]], accepting: Vec<bool>) -> Form {
        let mut columns: Vec<Vec<u16>> = Vec::new();
        let mut classes = Vec::with_capacity(256);
        for byte in 0..256 {
            let column: Vec<u16> = rows.iter().map(|row| row[byte]).collect();
            let class = columns.iter().position(|known| *known == column).unwrap_or_else(|| {
                columns.push(column);
                columns.len() - 1
            });
            classes.push(u8::try_from(class).unwrap_or(u8::MAX));
        }
        let next = (0..rows.len()).flat_map(|state| columns.iter().map(move |column| column[state])).collect();
        Form { classes, width: u16::try_from(columns.len()).unwrap_or(u16::MAX), next, accepting }
    }
}
