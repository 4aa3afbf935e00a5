//! What a sensor has to watch on one page: the vendor knowledge that leaves the rules.

use crate::engine::Engine;
use crate::location::Location;
use crate::pattern::PathPattern;
use crate::rule::{Named, SurfaceEvent, SwitchRole};
use serde::Serialize;

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
    /// Paths of requests that some rule writes out.
    pub paths: Vec<String>,
    /// How paths of requests begin that may fit some pattern. A request whose path is in neither list is none of ours.
    pub fronts: Vec<String>,
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
        let of_page_host = |(_, app): &(_, &crate::rule::App)| {
            app.pages.iter().flat_map(|pages| &pages.hosts).any(|host| host.matches(&page.host))
        };
        let (_, app) = self.page_app(&page).or_else(|| self.ruleset().apps().find(of_page_host))?;
        let sources = || app.tenant.iter().flat_map(|rule| &rule.from);
        let mut query: Vec<String> = sources().filter_map(|source| source.query.clone()).collect();
        query.extend(app.indicators.iter().flat_map(|indicator| indicator.query.keys().cloned()));
        query.sort();
        query.dedup();
        let mut hosts: Vec<String> = crate::matcher::hosts(app).map(ToString::to_string).collect();
        hosts.sort();
        hosts.dedup();
        let tenants = sources().filter(|source| source.query.is_none()).map(|source| TenantPlace {
            hosts: source.hosts.iter().map(ToString::to_string).collect(),
            segment: source.path.as_ref().and_then(PathPattern::tenant_segment),
        });
        // Other apps may have pages on this host too, and pages move between them without loading again.
        let here = |app: &crate::rule::App| {
            let own = app.pages.iter().flat_map(|pages| &pages.hosts).chain(&app.request_hosts);
            { own }.any(|host| host.matches(&page.host))
        };
        let of_page = self.apps_on(&page.host).filter(|app| here(app));
        let patterns: Vec<&PathPattern> =
            of_page.flat_map(|app| &app.indicators).flat_map(|indicator| &indicator.paths).collect();
        let mut paths: Vec<String> = patterns.iter().filter_map(|path| path.literal()).map(str::to_owned).collect();
        let mut fronts: Vec<String> =
            patterns.iter().filter(|path| path.literal().is_none()).map(|path| path.plain_front().to_owned()).collect();
        for list in [&mut paths, &mut fronts] {
            list.sort();
            list.dedup();
        }
        Some(WatchList {
            paths,
            fronts,
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
