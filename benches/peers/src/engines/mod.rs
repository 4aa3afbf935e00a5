//! The engines that are asked, each built from the same rules.

mod adblock;
mod flat;
mod ours;
mod regex_set;
mod url_map;

pub use self::adblock::{Adblock, AdblockChecked};
pub use flat::Flat;
pub use ours::Ours;
pub use regex_set::RegexSet;
pub use url_map::UrlMap;

use ::adblock::request::Request;
use trainspotter::Signal;

/// Addresses in the form that each engine is handed.
pub struct Requests {
    /// As they are.
    pub addresses: Vec<String>,
    signals: Vec<Signal>,
    prepared: Vec<Request>,
}

impl Requests {
    /// Prepares addresses.
    pub fn new(addresses: Vec<String>) -> Requests {
        let signal = |url: &String| Signal::Request { url: url.clone(), method: None, resource_type: None, page: None };
        let signals = addresses.iter().map(signal).collect();
        let prepared = addresses.iter().filter_map(|url| adblock::request(url)).collect();
        Requests { addresses, signals, prepared }
    }
}

/// What all of them can do.
pub trait Engine {
    /// How it is called in results.
    const NAME: &'static str;

    /// The rule that knows the `number`-th request; what is timed.
    fn ask(&self, requests: &Requests, number: usize) -> Option<u32>;

    /// Asks about all; how many are known.
    fn pass(&self, requests: &Requests) -> usize {
        (0..requests.addresses.len()).filter(|number| self.ask(requests, *number).is_some()).count()
    }
}

/// The fronts of a path that end with a segment, the empty one first.
fn fronts(path: &str) -> impl Iterator<Item = &str> {
    path.bytes().enumerate().filter(|(_, byte)| *byte == b'/').map(|(at, _)| &path[..at])
}
