//! What is wrong in settings: which key, where, what, and what to do.

use serde::Serialize;

/// Most problems that are listed; what comes after is counted.
const MOST: usize = 200;

/// One refused or unknown part of the settings.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct SettingsProblem {
    /// The top-level key that it belongs to; empty for the whole.
    pub key: String,
    /// Place as a JSON pointer, from the top of the policy or of the person's own settings.
    pub pointer: String,
    /// `managed` or `user`: whose it is.
    pub origin: Origin,
    /// Stable code, for programs.
    pub code: &'static str,
    /// A sentence that says what is wrong and what to do.
    pub message: String,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Origin {
    /// The policy of the organisation. Locked.
    Managed,
    /// The person.
    User,
    /// The `defaults` of the policy.
    Preset,
    /// Trainspotter.
    Default,
}

/// Collects problems of one origin.
pub(super) struct Problems {
    origin: Origin,
    list: Vec<SettingsProblem>,
    more: usize,
}

impl Problems {
    pub(super) fn of(origin: Origin) -> Problems {
        Problems { origin, list: Vec::new(), more: 0 }
    }

    pub(super) fn add(&mut self, pointer: &str, code: &'static str, message: String) {
        if self.list.len() >= MOST {
            self.more += 1;
            return;
        }
        let key = pointer.split('/').nth(1).unwrap_or("").replace("~1", "/").replace("~0", "~");
        self.list.push(SettingsProblem { key, pointer: pointer.to_owned(), origin: self.origin, code, message });
    }

    pub(super) fn into_list(mut self) -> Vec<SettingsProblem> {
        if self.more > 0 {
            let message = format!("{} more problems are not listed; mend these first", self.more);
            let (key, pointer) = (String::new(), String::new());
            self.list.push(SettingsProblem { key, pointer, origin: self.origin, code: "more-problems", message });
        }
        self.list
    }
}
