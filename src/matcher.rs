//! From a location to the app and the indicator, by the flat tables.
//!
//! The order is the order of the rules: the most particular host first, then the order of the files, then of
//! the indicators; a path that is written out goes before a pattern. The rules of an app are only read when
//! the tables have found a pattern of it that may fit.

use crate::location::Location;
use crate::pattern::HostPattern;
use crate::rule::{App, Indicator};
use crate::ruleset::Ruleset;
pub(crate) use crate::tables::AppRef;
use crate::tables::{AppNumber, Kinds, OnHost, Reference, Tables};

/// The ways in which a page is one of an app's own. A host that only an indicator names is somebody else's.
const OWN: [Kinds; 2] = [Kinds::PAGE, Kinds::REQUEST];

impl Tables {
    /// Apps that know a host, the most particular host first. An app may come more than once.
    pub(crate) fn apps_on(&self, host: &str) -> impl Iterator<Item = AppRef> {
        self.on_host(host.as_bytes()).map(|(app, _)| self.place(app))
    }

    /// The indicator of an app that opening a page shows, if the rules say so of its address.
    pub(crate) fn page<'r>(&self, ruleset: &'r Ruleset, at: AppRef, page: &Location<'_>) -> Option<&'r Indicator> {
        ruleset.app(at).indicators.iter().filter(|indicator| indicator.page).find(|indicator| {
            fits(indicator, page, None) && indicator.paths.iter().any(|path| path.matches(page.path).is_some())
        })
    }

    /// The first of the apps that know its host with an indicator for the request.
    pub(crate) fn request<'r>(
        &self,
        ruleset: &'r Ruleset,
        mut known: OnHost<'_>,
        location: &Location<'_>,
        method: Option<&str>,
        page: Option<&Location<'_>>,
    ) -> Option<(AppRef, &'r Indicator)> {
        known.find_map(|(app, _)| {
            let indicator = self.indicator(ruleset, app, location, method)?;
            let own = page.is_none_or(|page| self.knows(app, page.host.as_bytes(), &OWN));
            own.then(|| (self.place(app), indicator))
        })
    }

    fn indicator<'r>(
        &self,
        ruleset: &'r Ruleset,
        number: AppNumber,
        location: &Location<'_>,
        method: Option<&str>,
    ) -> Option<&'r Indicator> {
        let path = location.path;
        let app = || ruleset.app(self.place(number));
        let of = |at: Reference| app().indicators.get(at.indicator);
        let is_it = |at: &Reference| {
            let pattern = of(*at).and_then(|indicator| indicator.paths.get(at.path));
            pattern.is_some_and(|pattern| pattern.literal() == Some(path))
        };
        let mut literal = self.literal(number, path.as_bytes()).filter(is_it).filter_map(of);
        if let Some(found) = literal.find(|indicator| fits(indicator, location, method)) {
            return Some(found);
        }
        let fitting = self.patterns(number, path.as_bytes()).filter(|at| {
            let indicator = of(*at);
            indicator.is_some_and(|indicator| {
                indicator.paths.get(at.path).is_some_and(|pattern| pattern.matches(path).is_some())
                    && fits(indicator, location, method)
            })
        });
        fitting.min().and_then(of)
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
