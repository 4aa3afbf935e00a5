//! From what was counted to what is reported.

use super::redact::Redactor;
use super::{
    ActivityCount, AppReport, HostCount, Input, Known, Read, Report, Reported, RequestEvidence, RulesUsed,
    TimelineReport, TimelineRow, Unmatched, hex,
};
use crate::activity::Activity;
use crate::audit::{Audit, Kind, Sample, Sightings, Timeline};
use crate::context::Context;
use crate::engine::Engine;
use crate::har;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Requests shown as evidence of a finding, at most.
const REQUESTS: usize = 8;
/// Of these, for one activity, at most.
const REQUESTS_OF_ONE: usize = 2;
/// Unmatched hosts listed by their requests, at most.
const BUSIEST: usize = 20;

/// App and tenant.
type Place<'a> = (&'a str, Option<&'a str>);
/// Everything seen of each app and tenant, in the order in which it was first seen.
type Places<'a> = BTreeMap<Place<'a>, Vec<(&'a Kind, &'a Sightings)>>;

impl Audit<'_> {
    /// The report so far. `inputs` are the files read, in any order.
    pub fn report(&self, mut inputs: Vec<Read>, keep_ids: bool) -> Report {
        inputs.sort_by_key(|read| (read.file, read.member));
        let number = |sample: &Sample| {
            let key = (sample.at.file, sample.at.member);
            inputs.binary_search_by_key(&key, |read| (read.file, read.member)).unwrap_or_default()
        };
        let mut kinds: Vec<(&Kind, &Sightings)> = self.kinds.iter().collect();
        kinds.sort_by_key(|(_, sightings)| sightings.first);
        let mut places = Places::new();
        for (kind, sightings) in kinds {
            let app = self.engine.ruleset().app(kind.app);
            places.entry((&app.id, kind.tenant.as_deref())).or_default().push((kind, sightings));
        }
        let apps = places.values().filter_map(|kinds| self.app(kinds, keep_ids, &number)).collect();
        let mut busiest: Vec<HostCount> =
            self.hosts.iter().map(|(host, requests)| HostCount { host: host.clone(), requests: *requests }).collect();
        busiest.sort_by_key(|host| std::cmp::Reverse(host.requests));
        busiest.truncate(BUSIEST);
        Report {
            schema: 1,
            rules: self.rules_used(),
            context: Known {
                plans: self.context.plans.clone(),
                accounts: self.context.accounts.clone(),
                region: self.context.region.clone(),
            },
            apps,
            timeline: timeline(&places),
            unmatched: Unmatched { requests: self.unmatched, hosts: self.hosts.keys().cloned().collect(), busiest },
            tenants_left_out: self.tenants_left_out,
            ids_kept: keep_ids,
            published: false,
            inputs: inputs.into_iter().map(|read| read.input).collect(),
        }
    }

    fn app(
        &self,
        kinds: &[(&Kind, &Sightings)],
        keep_ids: bool,
        number: &dyn Fn(&Sample) -> usize,
    ) -> Option<AppReport> {
        let (first, _) = kinds.first()?;
        let app = self.engine.ruleset().app(first.app);
        let redactor = Redactor::new(app, keep_ids);
        let mut activities = BTreeMap::new();
        let mut findings: BTreeMap<String, Reported> = BTreeMap::new();
        for (kind, sightings) in kinds {
            if let Some(activity) = kind.activity {
                *activities.entry(activity).or_default() += sightings.count;
            }
            for mut finding in self.engine.classify(&sightings.signal, self.context).findings {
                finding.tenant.clone_from(&kind.tenant);
                let requests = sightings.samples.iter().take(REQUESTS_OF_ONE).map(|sample| RequestEvidence {
                    activity: kind.activity,
                    input: number(sample),
                    entry: sample.at.entry,
                    offset: sample.offset,
                    method: sample.method.clone(),
                    url: redactor.address(&sample.url),
                    resource_type: sample.resource_type.clone(),
                    status: sample.status,
                    started: sample.started.clone(),
                    messages: sample.messages,
                });
                let fed_by = kind.activity.map(|activity| ActivityCount { activity, count: sightings.count });
                let practice = self.engine.ruleset().practice(&finding.practice);
                let rule = practice.map(|(_, practice)| digest(practice)).unwrap_or_default();
                let more =
                    Reported { fed_by: fed_by.into_iter().collect(), requests: requests.collect(), rule, finding };
                match findings.get_mut(&more.finding.practice) {
                    Some(known) => known.merge(more),
                    None => drop(findings.insert(more.finding.practice.clone(), more)),
                }
            }
        }
        let mut findings: Vec<Reported> = findings.into_values().collect();
        findings.sort_by_key(|reported| std::cmp::Reverse(reported.finding.level));
        let file = &self.engine.ruleset().files()[first.app.file];
        Some(AppReport {
            app: app.id.clone(),
            name: app.name.clone(),
            vendor: file.rules.vendor.name.clone(),
            tenant: first.tenant.clone(),
            tenant_kind: app.tenant.as_ref().map(|rule| rule.kind),
            signals: kinds.iter().map(|(_, sightings)| sightings.count).sum(),
            activities: activities.into_iter().map(|(activity, count)| ActivityCount { activity, count }).collect(),
            findings,
        })
    }

    fn rules_used(&self) -> RulesUsed {
        let ruleset = self.engine.ruleset();
        let mut files = BTreeMap::new();
        for file in ruleset.files() {
            files.insert(file.name.clone(), digest(&*file.rules));
        }
        let mut all = Sha256::new();
        for (name, digest) in &files {
            all.update(format!("{digest}  {name}\n"));
        }
        RulesUsed {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            schema: crate::rule::SCHEMA_VERSION,
            practices: ruleset.practices().count(),
            now: self.context.now.to_string(),
            sha256: hex(&all.finalize()),
            files,
        }
    }
}

impl Report {
    /// The report on one capture that is in memory.
    pub fn of_capture(name: &str, capture: &[u8], engine: &Engine, context: &Context, keep_ids: bool) -> Report {
        let mut audit = Audit::new(engine, context);
        let (summary, result) = har::read(capture, |entry| audit.add(0, 0, entry));
        let mut input = Input::new(name, capture.len() as u64, summary, result);
        input.sha256 = Some(hex(&Sha256::digest(capture)));
        audit.report(vec![Read { file: 0, member: 0, input }], keep_ids)
    }
}

impl Reported {
    /// Takes in a finding on the same practice: the loudest stays, of equals the first.
    fn merge(&mut self, more: Reported) {
        if more.finding.level > self.finding.level {
            self.finding = more.finding;
            self.requests.splice(0..0, more.requests);
        } else {
            let known = |request: &RequestEvidence| {
                self.requests.iter().filter(|known| known.activity == request.activity).count() >= REQUESTS_OF_ONE
            };
            let fresh: Vec<_> = more.requests.into_iter().filter(|request| !known(request)).collect();
            self.requests.extend(fresh);
        }
        self.requests.truncate(REQUESTS);
        for count in more.fed_by {
            match self.fed_by.iter_mut().find(|known| known.activity == count.activity) {
                Some(known) => known.count += count.count,
                None => self.fed_by.push(count),
            }
        }
    }
}

/// SHA-256 of what judges in a piece of the rules, as the prepared image holds it: the layout of the file, its
/// examples, notes and history do not count.
fn digest(rules: &impl crate::packed::Packed) -> String {
    hex(&Sha256::digest(crate::packed::bytes(rules)))
}

fn timeline(places: &Places<'_>) -> TimelineReport {
    let mut lines: BTreeMap<(&str, Option<&str>, Activity), Timeline> = BTreeMap::new();
    for ((app, tenant), kinds) in places {
        for (kind, sightings) in kinds {
            if let Some(activity) = kind.activity {
                lines.entry((app, *tenant, activity)).or_default().merge(&sightings.times);
            }
        }
    }
    let mut all = Timeline::default();
    lines.values().for_each(|line| all.merge(line));
    let rows = lines.into_iter().filter_map(|((app, tenant, activity), mut line)| {
        line.widen(all.shift());
        let steps: Vec<_> = line.steps().collect();
        (!steps.is_empty()).then(|| TimelineRow {
            app: app.to_owned(),
            tenant: tenant.map(str::to_owned),
            activity,
            steps,
        })
    });
    TimelineReport { step_seconds: 1 << all.shift(), rows: rows.collect() }
}
