//! What is wrong with a rule file: where, what, and what to do.

use serde::Serialize;
use std::fmt;

/// One mistake in a rule file.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Problem {
    /// Name of the file.
    pub file: String,
    /// Place in the file as a JSON pointer; empty for the whole file.
    pub pointer: String,
    /// Stable code, for programs.
    pub code: &'static str,
    /// A sentence that says what is wrong and what to do.
    pub message: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(file: &str, pointer: impl Into<String>, code: &'static str, message: impl Into<String>) -> Problem {
        Problem { file: file.to_owned(), pointer: pointer.into(), code, message: message.into() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}{}: {} [{}]",
            self.file,
            if self.pointer.is_empty() { "" } else { "#" },
            self.pointer,
            self.message,
            self.code
        )
    }
}
