//! Which practices rest on a page: evidence by address.

use crate::date::PartialDate;
use crate::practice::Training;
use crate::ruleset::Ruleset;
use serde::Serialize;

/// A piece of evidence that is found on a page.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source<'a> {
    /// Id of the practice.
    pub practice: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Words of the page that locate the passage.
    pub locator: &'a str,
    /// What the practice says of training, where no case says otherwise.
    pub training: Training,
    /// When somebody last saw that it says so.
    pub checked: PartialDate,
}

/// The evidence found at an address: scheme, `www.`, fragment and a last slash do not count, and of the
/// query only what the evidence names.
pub fn sources<'a>(rules: &'a Ruleset, url: &str) -> Vec<Source<'a>> {
    let (page, query) = parts(url);
    let mut found = Vec::new();
    for (_, practice) in rules.practices() {
        for evidence in &practice.evidence {
            let (place, wanted) = parts(&evidence.url);
            if place == page
                && wanted.split('&').all(|one| one.is_empty() || query.split('&').any(|other| other == one))
            {
                found.push(Source {
                    practice: &practice.id,
                    title: &practice.title,
                    locator: &evidence.locator,
                    training: practice.training,
                    checked: evidence.checked,
                });
            }
        }
    }
    found
}

/// Host with path, and query.
fn parts(url: &str) -> (&str, &str) {
    let url = url.split('#').next().unwrap_or_default();
    let url = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")).unwrap_or(url);
    let (place, query) = url.split_once('?').unwrap_or((url, ""));
    (place.strip_prefix("www.").unwrap_or(place).trim_end_matches('/'), query)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_source_finds_its_practice() {
        let rules = Ruleset::shipped();
        let mut count = 0;
        for (_, practice) in rules.practices() {
            for evidence in &practice.evidence {
                let plain = evidence.url.split('#').next().expect("an address");
                let joint = if plain.contains('?') { '&' } else { '?' };
                let found = sources(&rules, &format!("{plain}{joint}from=mail#part"));
                assert!(found.iter().any(|source| source.practice == practice.id), "{}", evidence.url);
                count += 1;
            }
        }
        assert!(count > 100, "only {count}");
        assert!(sources(&rules, "https://vendor.example/").is_empty());
    }
}
