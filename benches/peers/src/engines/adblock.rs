//! The engine of the Brave browser, with parsing of the address and without.

use super::{Engine, Requests};
use crate::made_up::Rules;
use ::adblock::lists::{FilterSet, ParseOptions};
use ::adblock::request::Request;
use std::collections::HashMap;

/// From the address to the answer.
pub struct Adblock(::adblock::Engine);

/// The answer alone, for requests that were parsed before.
pub struct AdblockChecked<'a>(pub &'a Adblock);

pub(super) fn request(address: &str) -> Option<Request> {
    Request::new(address, "https://page.example/", "xmlhttprequest", "GET").ok()
}

impl Adblock {
    /// Builds the engine as a browser does.
    pub fn new(rules: &Rules) -> Adblock {
        Adblock::built(rules, false)
    }

    fn built(rules: &Rules, debug: bool) -> Adblock {
        let mut set = FilterSet::new(debug);
        set.add_filter_list(rules.filters().join("\n"), ParseOptions::default());
        Adblock(::adblock::Engine::new_with_filter_set(set))
    }

    /// The rules that it finds, by an engine that remembers their text; for comparing answers.
    pub fn answers(rules: &Rules, requests: &Requests) -> Vec<Option<u32>> {
        let engine = Adblock::built(rules, true);
        let filters = rules.filters();
        let numbers: HashMap<&str, u32> =
            { filters.iter().zip(0..) }.map(|(text, number)| (text.as_str(), number)).collect();
        let found = |request| engine.0.check_network_request(request).filter?.raw_line;
        requests.prepared.iter().map(|request| numbers.get(found(request)?.as_str()).copied()).collect()
    }
}

impl Engine for Adblock {
    const NAME: &'static str = "adblock-rust, parse + check";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        self.0.check_network_request(&request(&requests.addresses[number])?).should_block().then_some(0)
    }
}

impl Engine for AdblockChecked<'_> {
    const NAME: &'static str = "adblock-rust, check alone";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        self.0.0.check_network_request(requests.prepared.get(number)?).should_block().then_some(0)
    }
}
