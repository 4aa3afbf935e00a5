//! Sums up captures: which app did what, and what that means.
//!
//! Memory grows with the apps, tenants and activities seen, up to a limit, not with the captures. Parts
//! that were summed up side by side are merged, and the order in which that happens does not matter.

mod entries;
mod timeline;

pub use entries::{Recognised, Short, entries};
pub use timeline::Timeline;

use crate::activity::Activity;
use crate::context::Context;
use crate::engine::{Engine, Sighting};
use crate::har::Entry;
use crate::location::Location;
use crate::matcher::AppRef;
use crate::rule::Account;
use crate::signal::Signal;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Hosts listed as unmatched, at most.
const MOST_HOSTS: usize = 1_000;
/// Pairs of app and tenant told apart, at most; what comes after is counted under no tenant.
const MOST_TENANTS: usize = 1_000;
/// Kinds of sightings told apart, at most; what comes after is counted under no tenant. The kinds without a
/// tenant are as many as the rules have and are not limited.
const MOST_KINDS: usize = 8_000;
/// Requests kept as evidence for each way in which an activity was recognised.
const SAMPLES: usize = 3;
/// Longest address kept as evidence, in bytes; no form shows more than a third of it.
const LONGEST_SAMPLE: usize = 1 << 10;

/// A place in the captures: which file, which member of an archive, which entry.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct At {
    /// Number of the file in the order given.
    pub file: u32,
    /// Number of the member of an archive; 0 where there is none.
    pub member: u32,
    /// Number of the entry.
    pub entry: u64,
}

/// One request kept as evidence. It never holds what was sent or answered.
#[derive(Clone, Debug)]
pub struct Sample {
    pub(crate) at: At,
    pub(crate) offset: u64,
    pub(crate) method: Option<String>,
    pub(crate) url: String,
    pub(crate) resource_type: Option<String>,
    pub(crate) status: Option<u16>,
    pub(crate) started: Option<String>,
    pub(crate) messages: u64,
}

/// What distinguishes one kind of sighting from another.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(crate) struct Kind {
    pub app: AppRef,
    pub tenant: Option<String>,
    pub activity: Option<Activity>,
    signal: &'static str,
    indicator: Option<String>,
    account: Option<Account>,
}

/// All sightings of one kind.
#[derive(Clone, Debug)]
pub(crate) struct Sightings {
    pub count: u64,
    pub first: At,
    /// The first signal of the kind: judging it judges all of them.
    pub signal: Signal,
    pub times: Timeline,
    pub samples: Vec<Sample>,
}

/// A running audit.
#[derive(Debug)]
pub struct Audit<'e> {
    pub(crate) engine: &'e Engine,
    pub(crate) context: &'e Context,
    pub(crate) kinds: HashMap<Kind, Sightings>,
    tenants: HashSet<(AppRef, String)>,
    /// Sightings of tenants beyond the limit.
    pub(crate) tenants_left_out: u64,
    pub(crate) unmatched: u64,
    /// Unmatched hosts with their requests: of more than the limit, the first in alphabetical order.
    pub(crate) hosts: BTreeMap<String, u64>,
}

impl<'e> Audit<'e> {
    /// Starts an audit.
    pub fn new(engine: &'e Engine, context: &'e Context) -> Audit<'e> {
        Audit {
            engine,
            context,
            kinds: HashMap::new(),
            tenants: HashSet::new(),
            tenants_left_out: 0,
            unmatched: 0,
            hosts: BTreeMap::new(),
        }
    }

    /// Takes in one entry of a capture.
    pub fn add(&mut self, file: u32, member: u32, entry: &Entry) {
        let signal = signal(entry);
        let Some(sighting) = self.engine.sight(signal.observed()) else {
            self.unmatched += 1;
            if let Ok(location) = Location::parse(&entry.url) {
                self.unmatched_host(&location.host, 1);
            }
            return;
        };
        let mut kind = Kind {
            app: sighting.at,
            tenant: sighting.tenant,
            activity: sighting.activity,
            signal: sighting.why.0,
            indicator: sighting.why.1.map(str::to_owned),
            account: sighting.account,
        };
        self.limit_tenants(&mut kind);
        let at = At { file, member, entry: entry.number };
        let engine = self.engine;
        let sightings = self.kinds.entry(kind).or_insert_with(|| Sightings {
            count: 0,
            first: at,
            signal: shortened(engine, signal),
            times: Timeline::default(),
            samples: Vec::new(),
        });
        sightings.count += 1;
        if let Some(second) = entry.started.as_deref().and_then(timeline::second) {
            sightings.times.add(second);
        }
        if sightings.samples.len() < SAMPLES {
            sightings.samples.push(sample(at, entry));
        }
    }

    /// Takes in what another audit with the same engine and context has summed up.
    pub fn merge(&mut self, other: Audit<'e>) {
        for (mut kind, more) in other.kinds {
            self.limit_tenants(&mut kind);
            match self.kinds.entry(kind) {
                std::collections::hash_map::Entry::Vacant(place) => drop(place.insert(more)),
                std::collections::hash_map::Entry::Occupied(mut place) => place.get_mut().merge(more),
            }
        }
        self.tenants_left_out += other.tenants_left_out;
        self.unmatched += other.unmatched;
        for (host, count) in other.hosts {
            self.unmatched_host(&host, count);
        }
    }

    fn unmatched_host(&mut self, host: &str, count: u64) {
        if let Some(known) = self.hosts.get_mut(host) {
            *known += count;
            return;
        }
        let beyond =
            self.hosts.len() >= MOST_HOSTS && self.hosts.last_key_value().is_some_and(|(last, _)| **last < *host);
        if !beyond {
            self.hosts.insert(host.to_owned(), count);
        }
        if self.hosts.len() > MOST_HOSTS {
            self.hosts.pop_last();
        }
    }

    fn limit_tenants(&mut self, kind: &mut Kind) {
        let Some(tenant) = &kind.tenant else { return };
        let key = (kind.app, tenant.clone());
        let known = self.tenants.contains(&key);
        if (known || self.tenants.len() < MOST_TENANTS)
            && (self.kinds.len() < MOST_KINDS || self.kinds.contains_key(kind))
        {
            if !known {
                self.tenants.insert(key);
            }
        } else {
            self.tenants_left_out += 1;
            kind.tenant = None;
        }
    }
}

impl Sightings {
    fn merge(&mut self, other: Sightings) {
        self.count += other.count;
        if other.first < self.first {
            self.first = other.first;
            self.signal = other.signal;
        }
        self.times.merge(&other.times);
        self.samples.extend(other.samples);
        self.samples.sort_by_key(|sample| sample.at);
        self.samples.truncate(SAMPLES);
    }
}

/// The signal that an entry of a capture is.
pub fn signal(entry: &Entry) -> Signal {
    if entry.resource_type.as_deref() == Some("document") {
        Signal::Page { url: entry.url.clone() }
    } else {
        Signal::Request {
            url: entry.url.clone(),
            method: entry.method.clone(),
            resource_type: entry.resource_type.clone(),
            page: entry.page.clone(),
        }
    }
}

/// The signal with addresses that are not longer than they have to be to say the same.
fn shortened(engine: &Engine, signal: Signal) -> Signal {
    let mut short = signal.clone();
    let clip = |address: &mut String| {
        address.truncate(address.floor_char_boundary(LONGEST_SAMPLE));
        address.shrink_to_fit();
    };
    match &mut short {
        Signal::Page { url } => clip(url),
        Signal::Request { url, page, .. } => {
            clip(url);
            page.as_mut().into_iter().for_each(clip);
        }
        _ => {}
    }
    let same = short == signal || engine.sight(signal.observed()).map(said) == engine.sight(short.observed()).map(said);
    if same { short } else { signal }
}

/// What a sighting says, without what it was read from.
fn said(of: Sighting<'_>) -> impl PartialEq + use<'_> {
    (of.at, of.tenant, of.activity, of.why, of.account)
}

fn sample(at: At, entry: &Entry) -> Sample {
    let end = entry.url.floor_char_boundary(LONGEST_SAMPLE);
    Sample {
        at,
        offset: entry.offset,
        method: entry.method.clone(),
        url: entry.url[..end].to_owned(),
        resource_type: entry.resource_type.clone(),
        status: entry.status,
        started: entry.started.clone(),
        messages: entry.messages,
    }
}
