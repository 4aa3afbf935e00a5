//! One automaton of all rules: what a general tool gives.

use super::{Engine, Requests};
use crate::made_up::{Rule, Rules};

/// One expression for each rule, searched together.
pub struct RegexSet(regex::RegexSet);

impl RegexSet {
    /// Rules up to which it can be searched: with ten times as many a pass takes minutes.
    pub const MOST_RULES: usize = 1_000;

    /// Compiles the rules.
    pub fn new(rules: &Rules) -> RegexSet {
        let expression = |rule: &Rule| {
            format!(
                "^https://{}/",
                regex::escape(&format!("{}{}", rule.host, rule.path.as_deref().unwrap_or_default()))
            )
        };
        let mut builder = regex::RegexSetBuilder::new(rules.list.iter().map(expression));
        RegexSet(builder.unicode(false).size_limit(1 << 30).dfa_size_limit(1 << 28).build().expect("expressions"))
    }
}

impl Engine for RegexSet {
    const NAME: &'static str = "RegexSet";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        let found = self.0.matches(&requests.addresses[number]);
        found.iter().next().and_then(|number| u32::try_from(number).ok())
    }
}
