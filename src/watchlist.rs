//! What a sensor has to watch on one page: the vendor knowledge that leaves the rules.

use crate::engine::Engine;
use crate::location::Location;
use crate::pattern::{HostPattern, PathPattern};
use crate::rule::{App, Indicator, Named, SurfaceEvent, SwitchRole};
use crate::ruleset::sorted;
use serde::Serialize;

/// A pattern that every path fits.
const EVERY_PATH: &str = "/**";

/// What to watch on the pages of an app.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchList {
    /// Id of the app.
    pub app: String,
    /// Its name.
    pub app_name: String,
    /// Hosts whose requests are worth a signal, as host patterns.
    pub hosts: Vec<String>,
    /// What rules may know of requests, by the hosts these go to.
    pub requests: Vec<WatchedRequests>,
    /// Names of query parameters that a signal may keep; all others are cut off in the page.
    pub query: Vec<String>,
    /// Where a page address names its tenant.
    pub tenants: Vec<TenantPlace>,
    /// Named places in the page.
    pub surfaces: Vec<WatchedSurface>,
    /// The vendor's own switches.
    pub settings: Vec<WatchedSetting>,
}

/// Where a page address names its tenant.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TenantPlace {
    /// Hosts, as host patterns.
    pub hosts: Vec<String>,
    /// Number of the path segment, from 0; absent when the host is the tenant.
    pub segment: Option<usize>,
}

/// Requests to some hosts. One whose path is in neither list is none of ours.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WatchedRequests {
    /// Hosts, as host patterns.
    pub hosts: Vec<String>,
    /// Paths that some rule writes out.
    pub paths: Vec<String>,
    /// How paths begin that may fit some pattern.
    pub fronts: Vec<String>,
    /// Whether the rules say the same of every request.
    pub alike: bool,
}

/// A named place in the page.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchedSurface {
    /// Id in the rules.
    pub id: String,
    /// CSS selectors.
    pub selectors: Vec<String>,
    /// Roles and accessible names.
    pub named: Vec<Named>,
    /// What is reported.
    pub on: SurfaceEvent,
}

/// A switch of the vendor's own.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchedSetting {
    /// Id in the rules.
    pub id: String,
    /// ARIA role.
    pub role: SwitchRole,
    /// Accessible names.
    pub names: Vec<String>,
    /// Chosen values that count as on, for a `combobox`.
    pub on_values: Vec<String>,
    /// Chosen values that count as off, for a `combobox`.
    pub off_values: Vec<String>,
}

impl Engine {
    /// What to watch on a page; `None` if it is on no host of an app.
    ///
    /// The path is not asked: single-page apps move between paths without loading again.
    pub fn watchlist(&self, page_url: &str) -> Option<WatchList> {
        let page = Location::parse(page_url).ok()?;
        let of_page_host =
            |(_, app): &(_, &App)| app.pages.iter().flat_map(|pages| &pages.hosts).any(|host| host.matches(&page.host));
        let (_, app) = self.page_app(&page).or_else(|| self.ruleset().apps().find(of_page_host))?;
        let sources = || app.tenant.iter().flat_map(|rule| &rule.from);
        let of_indicators = app.indicators.iter().flat_map(|indicator| indicator.query.keys().cloned());
        let query = sorted(sources().filter_map(|source| source.query.clone()).chain(of_indicators));
        let hosts = names(crate::matcher::hosts(app));
        let tenants = sources().filter(|source| source.query.is_none()).map(|source| TenantPlace {
            hosts: source.hosts.iter().map(ToString::to_string).collect(),
            segment: source.path.as_ref().and_then(PathPattern::tenant_segment),
        });
        // Other apps may have pages on this host too, and pages move between them without loading again.
        let here = |app: &App| {
            let own = app.pages.iter().flat_map(|pages| &pages.hosts).chain(&app.request_hosts);
            { own }.any(|host| host.matches(&page.host))
        };
        let requests = requests(self.apps_on(&page.host).filter(|app| here(app)));
        Some(WatchList {
            requests,
            app: app.id.clone(),
            app_name: app.name.clone(),
            hosts,
            query,
            tenants: tenants.collect(),
            surfaces: app
                .surfaces
                .iter()
                .map(|surface| WatchedSurface {
                    id: surface.id.clone(),
                    selectors: surface.selectors.clone(),
                    named: surface.named.clone(),
                    on: surface.on,
                })
                .collect(),
            settings: app
                .settings
                .iter()
                .map(|setting| WatchedSetting {
                    id: setting.id.clone(),
                    role: setting.role,
                    names: setting.names.clone(),
                    on_values: setting.on_values.clone(),
                    off_values: setting.off_values.clone(),
                })
                .collect(),
        })
    }
}

/// Host patterns as texts, sorted, without repetition.
fn names<'h>(hosts: impl Iterator<Item = &'h HostPattern>) -> Vec<String> {
    sorted(hosts.map(ToString::to_string))
}

/// What the indicators of apps may know, in groups of those that look at the same hosts.
fn requests<'a>(apps: impl Iterator<Item = &'a App>) -> Vec<WatchedRequests> {
    let mut groups: Vec<(Vec<String>, Vec<&Indicator>)> = Vec::new();
    for app in apps {
        let all = names(crate::matcher::hosts(app));
        for indicator in &app.indicators {
            let own = names(indicator.hosts.iter());
            let hosts = if own.is_empty() { &all } else { &own };
            match groups.iter_mut().find(|(known, _)| known == hosts) {
                // An app may know a host in more ways than one.
                Some((_, group)) if group.iter().any(|known| std::ptr::eq(*known, indicator)) => {}
                Some((_, group)) => group.push(indicator),
                None => groups.push((hosts.clone(), vec![indicator])),
            }
        }
    }
    let group = |(hosts, indicators): (Vec<String>, Vec<&Indicator>)| {
        let patterns = || indicators.iter().flat_map(|indicator| &indicator.paths);
        let mut fronts: Vec<String> = Vec::new();
        let open = patterns().filter(|path| path.literal().is_none()).map(|path| path.plain_front().to_owned());
        // Sorted, a front stands before all that begin with it.
        for front in sorted(open) {
            if !fronts.last().is_some_and(|shorter| front.starts_with(shorter.as_str())) {
                fronts.push(front);
            }
        }
        let written = patterns().filter_map(|path| path.literal());
        let written = written.filter(|path| !fronts.iter().any(|front| path.starts_with(front.as_str())));
        let paths = sorted(written.map(str::to_owned));
        let alike = matches!(indicators.as_slice(), [only] if only.query.is_empty())
            && patterns().all(|path| path.to_string() == EVERY_PATH);
        WatchedRequests { hosts, paths, fronts, alike }
    };
    groups.into_iter().map(group).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Context;
    use crate::date::PartialDate;
    use crate::ruleset::Ruleset;
    use crate::signal::Signal;

    fn on(host: &str, patterns: &[String]) -> bool {
        patterns.iter().any(|pattern| pattern.parse::<HostPattern>().unwrap().matches(host))
    }

    #[test]
    fn whatever_is_recognised_is_watched() {
        let engine = Engine::new(Ruleset::shipped());
        let context = Context::on(PartialDate::new(2026, 11, 25).unwrap());
        let mut seen = [0, 0];
        let practices: Vec<_> = engine.ruleset().practices().map(|(_, practice)| practice).collect();
        for signal in practices.iter().flat_map(|practice| &practice.examples).map(|example| &example.signal) {
            let Signal::Request { url, page: Some(page), .. } = signal else { continue };
            if engine.classify(signal, &context).activity.is_none() {
                continue;
            }
            let Some(list) = engine.watchlist(page) else { continue };
            let request = Location::parse(url).unwrap();
            let groups: Vec<_> = list.requests.iter().filter(|group| on(&request.host, &group.hosts)).collect();
            let watched = groups.iter().any(|group| {
                let front = |front: &String| request.path.starts_with(front.as_str());
                group.paths.iter().any(|path| path == request.path) || group.fronts.iter().any(front)
            });
            assert!(watched, "{url} on {page}");
            seen[0] += 1;
            seen[1] += usize::from(groups.iter().any(|group| group.fronts.iter().all(|front| !front.is_empty())));
        }
        assert!(seen[0] >= 40 && seen[1] >= 30, "{seen:?}");
    }
}
