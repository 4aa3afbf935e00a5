//! Hides what must not be published: which tenant it was, and who else was visited.

use super::{HostCount, Report};
use crate::report::redact::HIDDEN;
use std::collections::BTreeMap;

/// First labels of hosts that name a service and nobody's tenant.
const SERVICES: [&str; 14] =
    ["www", "api", "app", "cdn", "static", "assets", "images", "img", "fonts", "media", "js", "web", "telemetry", "m"];

impl Report {
    /// The report as it may be published: tenants become numbers, letters that name them are left out, and
    /// hosts that no rule knows lose what may be a customer's name. A report that keeps ids stays as it is.
    pub fn for_publishing(mut self) -> Report {
        if self.ids_kept {
            return self;
        }
        self.published = true;
        let mut names: BTreeMap<(String, String), String> = BTreeMap::new();
        for app in &mut self.apps {
            let Some(tenant) = app.tenant.take() else { continue };
            let number = 1 + names.keys().filter(|(known, _)| *known == app.app).count();
            let kind = app.tenant_kind.map_or_else(|| "tenant".to_owned(), |kind| super::words::plain(&kind));
            let name = format!("{kind} {number}");
            app.tenant = Some(name.clone());
            names.insert((app.app.clone(), tenant), name);
        }
        for app in &mut self.apps {
            for reported in &mut app.findings {
                let finding = &mut reported.finding;
                finding.tenant.clone_from(&app.tenant);
                finding.signature.clear();
                finding.opt_out.letter = None;
                finding.opt_out.request = None;
                finding.opt_out.hand_over = None;
                if let Some(stance) = &mut finding.stance {
                    stance.tenant.clone_from(&app.tenant);
                }
            }
        }
        for row in &mut self.timeline.rows {
            if let Some(tenant) = row.tenant.take() {
                row.tenant = names.get(&(row.app.clone(), tenant)).cloned();
            }
        }
        self.context.plans = self.context.plans.into_iter().map(|(key, plan)| (without_tenant(key), plan)).collect();
        self.context.accounts =
            self.context.accounts.into_iter().map(|(key, kind)| (without_tenant(key), kind)).collect();
        let mut hosts: BTreeMap<String, u64> = BTreeMap::new();
        for HostCount { host, requests } in &self.unmatched.busiest {
            *hosts.entry(service(host)).or_default() += requests;
        }
        self.unmatched.busiest = hosts.into_iter().map(|(host, requests)| HostCount { host, requests }).collect();
        self.unmatched.busiest.sort_by_key(|host| std::cmp::Reverse(host.requests));
        self.unmatched.hosts = self.unmatched.hosts.iter().map(|host| service(host)).collect();
        self.unmatched.hosts.dedup();
        self
    }
}

fn without_tenant(key: String) -> String {
    match key.split_once('/') {
        Some((app, _)) => format!("{app}/{HIDDEN}"),
        None => key,
    }
}

fn service(host: &str) -> String {
    let labels = host.split('.').count();
    let numeric = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match host.split_once('.') {
        _ if numeric => HIDDEN.to_owned(),
        Some((first, rest)) if labels > 2 && !SERVICES.contains(&first) => format!("{HIDDEN}.{rest}"),
        _ => host.to_owned(),
    }
}
