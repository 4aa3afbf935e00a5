//! The flat tables that say which apps know a host and which of their patterns may fit a path.
//!
//! Prepared ahead of time; opening them puts each entry where its hash says, nothing more. Hosts stand in a
//! tree of their labels from the right, so that a foreign host is refused after one look; their text is
//! compared. Paths stand by whole literal paths, and by the literal front of those that are patterns: by
//! their hash alone, as whoever finds a pattern here asks it whether it really fits.

mod gate;
mod hash;
mod read;
#[cfg(feature = "check")]
mod write;

use gate::Gate;
pub(crate) use hash::checksum;
use hash::{hash, hash_of_host};
use std::ops::Range;
use std::sync::Arc;

/// That a number is none; every other is one more than it stands for.
const NONE: u32 = 0;
/// Deepest literal front that has an entry of its own; a longer one is found by its beginning.
const DEEPEST: usize = 31;

/// How an app knows a host.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Kinds(u32);

impl Kinds {
    /// A page of the app is there.
    pub(crate) const PAGE: Kinds = Kinds(1);
    /// The app's own client talks to it.
    pub(crate) const REQUEST: Kinds = Kinds(2);
    /// An indicator names it, and it may be somebody else's.
    #[cfg(feature = "check")]
    pub(crate) const INDICATOR: Kinds = Kinds(4);
    const BITS: u32 = 3;

    fn has(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

/// Where an app stands in the files.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub(crate) struct AppRef {
    pub file: usize,
    pub app: usize,
}

/// Number of an app in the tables.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct AppNumber(u32);

/// One path of an indicator, by their places in the rules.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Reference {
    pub indicator: usize,
    pub path: usize,
}

/// A host that some app means, or a parent of one.
#[derive(Clone, Copy, Debug, Default)]
struct Host {
    /// Its name among the texts; nothing stands here if it has no length.
    start: u32,
    length: u32,
    /// The place of its parent, plus one.
    parent: u32,
    /// Where entries begin of who means it, where of who means its subdomains, and where they end.
    exact: u32,
    wild: u32,
    end: u32,
}

/// An app: where it stands, and how deep the fronts of its patterns are, one bit for each depth.
#[derive(Clone, Copy, Debug)]
struct App {
    file: u32,
    app: u32,
    depths: u32,
}

/// The patterns of an app that are found by one path.
#[derive(Clone, Copy, Debug, Default)]
struct List {
    hash: u32,
    /// The number of the app, plus one.
    owner: u32,
    first: u32,
    count: u32,
}

/// The tables of one rule set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables(Arc<Flat>);

#[derive(Debug, Default)]
struct Flat {
    gate: Gate,
    hosts: Vec<Host>,
    entries: Vec<u32>,
    apps: Vec<App>,
    lists: Vec<List>,
    references: Vec<[u32; 2]>,
    texts: Vec<u8>,
    /// Length of the longest path that is looked for.
    longest: usize,
}

/// Whether a path is looked for as a whole, or as the front of one.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Part {
    Whole,
    Front,
}

/// The hash by which paths of an app are found.
fn path_hash(app: u32, part: Part, path: &[u8]) -> u32 {
    let seed = if part == Part::Front { hash::FRONT } else { hash::LITERAL };
    (hash(seed ^ u64::from(app), path) >> 32) as u32
}

/// The slots to look at, beginning with what a hash says. A table is never full.
#[inline(always)]
fn slots(hash: u32, count: usize) -> impl Iterator<Item = usize> {
    let mask = count.wrapping_sub(1);
    (0..count).map(move |step| (hash as usize).wrapping_add(step) & mask)
}

impl Flat {
    fn text(&self, host: &Host) -> &[u8] {
        let start = host.start as usize;
        self.texts.get(start..start + host.length as usize).unwrap_or_default()
    }

    /// The place of a host.
    #[inline]
    fn host(&self, name: &[u8], hash: u64) -> Option<usize> {
        slots(hash as u32, self.hosts.len())
            .map_while(|place| self.hosts.get(place).filter(|host| host.length != 0).map(|host| (place, host)))
            .find(|(_, host)| host.length as usize == name.len() && self.text(host).eq_ignore_ascii_case(name))
            .map(|(place, _)| place)
    }

    #[inline]
    fn list(&self, app: AppNumber, part: Part, path: &[u8]) -> List {
        let hash = path_hash(app.0, part, path);
        let at = |slot: usize| self.lists.get(slot).copied().unwrap_or_default();
        let found = slots(hash, self.lists.len()).map(at).find(|list| {
            let free = list.owner == NONE;
            free || (list.hash == hash && list.owner == app.0 + 1)
        });
        found.unwrap_or_default()
    }

    fn references(&self, list: List) -> impl Iterator<Item = Reference> {
        let places = list.first as usize..list.first as usize + list.count as usize;
        let found = self.references.get(places).unwrap_or_default();
        found.iter().map(|[indicator, path]| Reference { indicator: *indicator as usize, path: *path as usize })
    }
}

impl Tables {
    /// Whether any app knows the host, and who.
    #[inline]
    pub(crate) fn on_host(&self, host: &[u8]) -> OnHost<'_> {
        let nobody = OnHost { flat: &self.0, next: 0..0, parent: NONE };
        let Some((mut start, mut hash)) = self.0.gate.longest_end(host) else { return nobody };
        let known = loop {
            if let Some(known) = self.0.host(&host[start..], hash).and_then(|place| self.0.hosts.get(place)) {
                break known;
            }
            // The gate was mistaken: the next shorter end it is, or none.
            let Some(dot) = host[start..].iter().position(|byte| *byte == b'.') else { return nobody };
            start += dot + 1;
            hash = hash_of_host(&host[start..]);
        };
        let next = match start {
            0 => known.exact..known.wild,
            // A dot in front of a name makes no subdomain of it.
            1 => 0..0,
            _ => known.wild..known.end,
        };
        OnHost { flat: &self.0, next, parent: known.parent }
    }

    /// Whether the app knows the host in one of these ways.
    pub(crate) fn knows(&self, app: AppNumber, host: &[u8], kinds: &[Kinds]) -> bool {
        self.on_host(host).any(|(other, how)| other == app && kinds.iter().any(|kind| how.has(*kind)))
    }

    /// Where the app stands in the files.
    pub(crate) fn place(&self, app: AppNumber) -> AppRef {
        let known = self.0.apps.get(app.0 as usize);
        known.map_or(AppRef { file: 0, app: 0 }, |known| AppRef { file: known.file as usize, app: known.app as usize })
    }

    /// Patterns of the app that may be this very path, in the order of the rules.
    pub(crate) fn literal(&self, app: AppNumber, path: &[u8]) -> impl Iterator<Item = Reference> {
        let near = path.len() <= self.0.longest;
        self.0.references(if near { self.0.list(app, Part::Whole, path) } else { List::default() })
    }

    /// Patterns of the app whose literal front may be a front of this path, deeper fronts later.
    pub(crate) fn patterns(&self, app: AppNumber, path: &[u8]) -> impl Iterator<Item = Reference> {
        let depths = self.0.apps.get(app.0 as usize).map_or(0, |app| app.depths);
        fronts(path, self.0.longest)
            .filter(move |(depth, _)| depths & (1 << depth) != 0)
            .flat_map(move |(_, end)| self.0.references(self.0.list(app, Part::Front, &path[..end])))
    }
}

/// The fronts of a path that end with a segment, shortest first, with their depth.
fn fronts(path: &[u8], longest: usize) -> impl Iterator<Item = (usize, usize)> {
    // A pattern of no segments at all fits even what does not begin as a path does.
    let begins = path.first() == Some(&b'/');
    let mut end = Some(0);
    (0..=DEEPEST).map_while(move |depth| {
        let this = end?;
        let rest = path.get(this + 1..).unwrap_or_default();
        // Fronts longer than all that is known need not be found, however long the path goes on.
        let near = &rest[..rest.len().min(longest + 1)];
        let next = near.iter().position(|byte| *byte == b'/').map_or(path.len(), |slash| this + 1 + slash);
        end = (begins && this < path.len() && next <= longest).then_some(next);
        Some((depth, this))
    })
}

/// Apps that know a host, the most particular host first.
#[derive(Clone)]
pub(crate) struct OnHost<'t> {
    flat: &'t Flat,
    next: Range<u32>,
    parent: u32,
}

impl Iterator for OnHost<'_> {
    type Item = (AppNumber, Kinds);

    #[inline]
    fn next(&mut self) -> Option<(AppNumber, Kinds)> {
        loop {
            if let Some(place) = self.next.next() {
                let entry = self.flat.entries.get(place as usize)?;
                return Some((AppNumber(entry >> Kinds::BITS), Kinds(entry & ((1 << Kinds::BITS) - 1))));
            }
            if self.parent == NONE {
                return None;
            }
            let parent = self.flat.hosts.get(self.parent as usize - 1)?;
            self.next = parent.wild..parent.end;
            self.parent = parent.parent;
        }
    }
}
