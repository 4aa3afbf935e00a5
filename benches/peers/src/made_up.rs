//! The made-up rules of the benchmarks, in the form that each engine is told.

#[path = "../../rules/mod.rs"]
mod rules;

pub use rules::{ACTIVITIES, Kind, Rule};

use std::collections::HashMap;
use trainspotter::image;

/// Different addresses that stay in the caches.
pub const WARM: usize = 509;
/// Different addresses that do not.
pub const COLD: usize = 28_000;
/// Addresses of 100 that a rule means: pages load far more than what apps do.
pub const MEANT_OF_100: usize = 5;

/// Both kinds of rules, with their names in results and files.
pub const KINDS: [(Kind, &str); 2] = [(Kind::Host, "host"), (Kind::HostAndPath, "path")];

/// A set of rules of one kind.
pub struct Rules {
    /// An answer is a number in this list.
    pub list: Vec<Rule>,
    /// The same, prepared as the extension loads them.
    pub image: Vec<u8>,
    /// By id of an app: the number of its first rule.
    pub first_of: HashMap<String, u32>,
}

impl Rules {
    /// Makes `count` rules.
    pub fn new(kind: Kind, count: usize) -> Rules {
        let list = rules::rules(kind, count);
        let ruleset = rules::ruleset(&list);
        let mut first_on: HashMap<&str, u32> = HashMap::new();
        for (rule, number) in list.iter().zip(0..) {
            first_on.entry(&rule.host).or_insert(number);
        }
        let apps = ruleset.files().iter().flat_map(|file| &file.rules.apps);
        let first_of = apps.map(|app| (app.id.clone(), first_on[app.pages[0].hosts[0].name()])).collect();
        Rules { image: image::write(&ruleset).expect("an image"), first_of, list }
    }

    /// Addresses, of which `meant` of 100 are meant by a rule.
    pub fn addresses(&self, count: usize, meant: usize) -> Vec<String> {
        rules::addresses(&self.list, count, meant)
    }

    /// The rules as a filter list for content blockers.
    pub fn filters(&self) -> Vec<String> {
        let filter = |rule: &Rule| format!("|https://{}{}/", rule.host, rule.path.as_deref().unwrap_or_default());
        self.list.iter().map(filter).collect()
    }
}
