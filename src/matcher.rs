//! From a location to the app and the indicator: maps first, patterns last.
//!
//! Hosts are looked up by name and then by each parent domain; paths are looked up literally and only
//! then compared with the few patterns that are not literal. Built once per rule set, then only read.

use crate::location::Location;
use crate::pattern::HostPattern;
use crate::rule::{App, Indicator};
use crate::ruleset::Ruleset;
use std::collections::HashMap;

/// An app and the file it comes from.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct AppRef {
    pub file: usize,
    pub app: usize,
}

/// Where in an app's list an indicator stands, and which of its paths matched.
type Place = (usize, usize);

/// The prepared index of a rule set.
#[derive(Debug, Default)]
pub(crate) struct Matcher {
    exact: HashMap<String, Vec<usize>>,
    parents: HashMap<String, Vec<usize>>,
    apps: Vec<AppIndex>,
}

#[derive(Debug)]
struct AppIndex {
    at: AppRef,
    literal: HashMap<String, Vec<usize>>,
    patterns: Vec<Place>,
}

impl Matcher {
    pub(crate) fn new(ruleset: &Ruleset) -> Matcher {
        let mut matcher = Matcher::default();
        for (at, app) in ruleset.apps() {
            let number = matcher.apps.len();
            for host in hosts(app) {
                let map = if host.is_wildcard() { &mut matcher.parents } else { &mut matcher.exact };
                let numbers = map.entry(host.name().to_owned()).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
            }
            matcher.apps.push(AppIndex::new(at, app));
        }
        matcher
    }

    /// Apps that know a host, the most particular host first.
    pub(crate) fn apps_on(&self, host: &str) -> impl Iterator<Item = AppRef> {
        self.indexes_on(host).map(|index| index.at)
    }

    fn indexes_on<'m>(&'m self, host: &str) -> impl Iterator<Item = &'m AppIndex> {
        let mut numbers: Vec<usize> = self.exact.get(host).into_iter().flatten().copied().collect();
        let mut rest = host;
        while let Some((_, parent)) = rest.split_once('.') {
            numbers.extend(self.parents.get(parent).into_iter().flatten());
            rest = parent;
        }
        let mut seen = Vec::with_capacity(numbers.len());
        numbers.retain(|number| {
            if seen.contains(number) {
                false
            } else {
                seen.push(*number);
                true
            }
        });
        numbers.into_iter().map(|number| &self.apps[number])
    }

    /// The indicator of an app that opening a page shows, if the rules say so of its address.
    pub(crate) fn page<'r>(&self, ruleset: &'r Ruleset, at: AppRef, page: &Location<'_>) -> Option<&'r Indicator> {
        ruleset.app(at).indicators.iter().filter(|indicator| indicator.page).find(|indicator| {
            fits(indicator, page, None) && indicator.paths.iter().any(|path| path.matches(page.path).is_some())
        })
    }

    /// The first app on the host with an indicator for the request.
    pub(crate) fn request<'r>(
        &self,
        ruleset: &'r Ruleset,
        location: &Location<'_>,
        method: Option<&str>,
        page: Option<&Location<'_>>,
    ) -> Option<(AppRef, &'r Indicator)> {
        self.indexes_on(&location.host).find_map(|index| {
            let app = ruleset.app(index.at);
            if page.is_some_and(|page| !hosts(app).any(|host| host.matches(&page.host))) {
                return None;
            }
            index.indicator(app, location, method).map(|indicator| (index.at, indicator))
        })
    }
}

impl AppIndex {
    fn new(at: AppRef, app: &App) -> AppIndex {
        let mut index = AppIndex { at, literal: HashMap::new(), patterns: Vec::new() };
        for (number, indicator) in app.indicators.iter().enumerate() {
            for (place, path) in indicator.paths.iter().enumerate() {
                match path.literal() {
                    Some(literal) => index.literal.entry(literal.to_owned()).or_default().push(number),
                    None => index.patterns.push((number, place)),
                }
            }
        }
        index
    }

    fn indicator<'r>(&self, app: &'r App, location: &Location<'_>, method: Option<&str>) -> Option<&'r Indicator> {
        let literal = self.literal.get(location.path).into_iter().flatten().map(|number| &app.indicators[*number]);
        let patterns = self.patterns.iter().filter_map(|(number, place)| {
            let indicator = &app.indicators[*number];
            indicator.paths[*place].matches(location.path).map(|_| indicator)
        });
        literal.chain(patterns).find(|indicator| fits(indicator, location, method))
    }
}

fn fits(indicator: &Indicator, location: &Location<'_>, method: Option<&str>) -> bool {
    let host = indicator.hosts.is_empty() || indicator.hosts.iter().any(|host| host.matches(&location.host));
    let method = indicator.methods.is_empty()
        || method.is_none_or(|seen| indicator.methods.iter().any(|wanted| wanted.eq_ignore_ascii_case(seen)));
    let query = indicator
        .query
        .iter()
        .all(|(name, wanted)| location.query_value(name).is_some_and(|value| wanted == "*" || wanted == value));
    host && method && query
}

/// Every host of an app: pages, requests, and those that only an indicator names.
pub(crate) fn hosts(app: &App) -> impl Iterator<Item = &HostPattern> {
    let pages = app.pages.iter().flat_map(|pages| &pages.hosts);
    let of_indicators = app.indicators.iter().flat_map(|indicator| &indicator.hosts);
    pages.chain(&app.request_hosts).chain(of_indicators)
}
