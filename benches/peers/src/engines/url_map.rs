//! A standard URL parser and maps: what one would write first.

use super::{Engine, Requests, fronts};
use crate::made_up::Rules;
use rustc_hash::FxHashMap;

/// Rules by host, then by the front of the path; the map hashes faster than the standard library's.
pub struct UrlMap(FxHashMap<String, FxHashMap<String, u32>>);

impl UrlMap {
    /// Fills the maps.
    pub fn new(rules: &Rules) -> UrlMap {
        let mut map: FxHashMap<String, FxHashMap<String, u32>> = FxHashMap::default();
        for (rule, number) in rules.list.iter().zip(0..) {
            map.entry(rule.host.clone()).or_default().insert(rule.path.clone().unwrap_or_default(), number);
        }
        UrlMap(map)
    }
}

impl Engine for UrlMap {
    const NAME: &'static str = "url + HashMap";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        let url = url::Url::parse(&requests.addresses[number]).ok()?;
        let known = self.0.get(url.host_str()?)?;
        fronts(url.path()).find_map(|front| known.get(front).copied())
    }
}
