//! Makes the tables of a rule set. The same rules always give the same bytes.

use super::{AppRef, DEEPEST, Flat, Kinds, List, Part, Tables, path_hash};
use crate::packed::{Packed, Packer, Unpacker};
use crate::rule::App;
use std::collections::BTreeMap;

/// There are more rules than the tables can number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TooLarge;

/// By name of the host: who means it, and who its subdomains.
type Hosts = BTreeMap<String, [BTreeMap<u32, u32>; 2]>;
/// By app and hash: indicators and their paths, in the order of the rules.
type Lists = BTreeMap<(u32, u32), Vec<[u32; 2]>>;

impl Tables {
    /// The tables of apps, in the order of the files.
    pub(crate) fn of<'a>(apps: impl Iterator<Item = (AppRef, &'a App)>) -> Result<Tables, TooLarge> {
        let mut hosts = Hosts::new();
        let mut lists = Lists::new();
        let mut places: Vec<[u32; 3]> = Vec::new();
        let mut longest = 0;
        for (at, app) in apps {
            let number = small(places.len())?;
            let pages = app.pages.iter().flat_map(|pages| &pages.hosts).map(|host| (host, Kinds::PAGE));
            let requests = app.request_hosts.iter().map(|host| (host, Kinds::REQUEST));
            let named = app.indicators.iter().flat_map(|indicator| &indicator.hosts);
            for (host, kind) in pages.chain(requests).chain(named.map(|host| (host, Kinds::INDICATOR))) {
                let means = hosts.entry(host.name().to_owned()).or_default();
                *means[usize::from(host.is_wildcard())].entry(number).or_default() |= kind.0;
            }
            let depths = of_paths(app, number, &mut lists, &mut longest)?;
            places.push([small(at.file)?, small(at.app)?, depths]);
        }
        with_parents(&mut hosts);
        let mut out = Packer::default();
        out.count(longest);
        write_hosts(&hosts, &mut out);
        out.count(places.len());
        places.iter().flatten().for_each(|number| out.number(*number));
        write_lists(lists.iter().map(|((app, hash), found)| (*app, *hash, found.as_slice())), &mut out);
        Tables::unpack(&mut Unpacker::of(&out.numbers, &out.texts, &[])).ok_or(TooLarge)
    }
}

/// The tree has a node for every end of a host that has two labels or more.
fn with_parents(hosts: &mut Hosts) {
    for name in hosts.keys().cloned().collect::<Vec<_>>() {
        let mut rest = name.as_str();
        while let Some((_, parent)) = rest.split_once('.').filter(|(_, parent)| parent.contains('.')) {
            hosts.entry(parent.to_owned()).or_default();
            rest = parent;
        }
    }
}

/// Puts the paths of an app where they are looked for; the depths of their fronts, one bit each.
fn of_paths(app: &App, number: u32, lists: &mut Lists, longest: &mut usize) -> Result<u32, TooLarge> {
    let mut depths = 0;
    for (indicator, entry) in app.indicators.iter().enumerate() {
        for (place, path) in entry.paths.iter().enumerate() {
            let (part, text) = match path.literal() {
                Some(literal) => (Part::Whole, literal.to_owned()),
                None => {
                    let (depth, front) = path.literal_front(DEEPEST);
                    depths |= 1 << depth;
                    (Part::Front, front)
                }
            };
            *longest = text.len().max(*longest);
            let hash = path_hash(number, part, text.as_bytes());
            lists.entry((number, hash)).or_default().push([small(indicator)?, small(place)?]);
        }
    }
    Ok(depths)
}

fn small(number: usize) -> Result<u32, TooLarge> {
    // An entry of a host keeps its kinds beside the number of the app.
    u32::try_from(number).ok().filter(|number| *number < 1 << (31 - Kinds::BITS)).ok_or(TooLarge)
}

fn write_hosts(hosts: &Hosts, out: &mut Packer) {
    out.count(hosts.len());
    for (name, means) in hosts {
        out.text(name);
        for apps in means {
            out.count(apps.len());
            apps.iter().for_each(|(app, kinds)| out.number(app << Kinds::BITS | kinds));
        }
    }
}

fn write_lists<'l>(lists: impl ExactSizeIterator<Item = (u32, u32, &'l [[u32; 2]])>, out: &mut Packer) {
    out.count(lists.len());
    let mut before = 0;
    for (app, hash, found) in lists {
        out.number(app + 1 - before);
        before = app + 1;
        out.four_bytes(hash);
        out.count(found.len());
        found.as_flattened().iter().for_each(|number| out.number(*number));
    }
}

/// Writes tables as they were read.
pub(super) fn pack(flat: &Flat, out: &mut Packer) {
    let entries = |from: u32, to: u32| -> BTreeMap<u32, u32> {
        let places = flat.entries.get(from as usize..to as usize).unwrap_or_default();
        places.iter().map(|entry| (entry >> Kinds::BITS, entry & ((1 << Kinds::BITS) - 1))).collect()
    };
    let hosts: Hosts = flat
        .hosts
        .iter()
        .filter(|host| host.length != 0)
        .map(|host| {
            let name = String::from_utf8_lossy(flat.text(host)).into_owned();
            (name, [entries(host.exact, host.wild), entries(host.wild, host.end)])
        })
        .collect();
    let mut lists: Vec<&List> = flat.lists.iter().filter(|list| list.owner != super::NONE).collect();
    lists.sort_by_key(|list| (list.owner, list.hash));
    out.count(flat.longest);
    write_hosts(&hosts, out);
    out.count(flat.apps.len());
    flat.apps.iter().flat_map(|app| [app.file, app.app, app.depths]).for_each(|number| out.number(number));
    let found = |list: &List| {
        let first = list.first as usize;
        flat.references.get(first..first + list.count as usize).unwrap_or_default()
    };
    write_lists(lists.iter().map(|list| (list.owner - 1, list.hash, found(list))), out);
}
