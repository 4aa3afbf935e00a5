//! The flat tables that say which apps know a host and which of their patterns may fit a path.
//!
//! Prepared ahead of time, read in place: one block of bytes, no pointer, nothing to parse when the engine
//! wakes. Hosts stand in a tree of their labels from the right, so that a foreign host is refused after one
//! look; paths stand by whole literal paths, and by the literal front of those that are patterns. A hash only
//! says where to look: the text is compared before anything counts.

mod hash;
mod slots;
#[cfg(feature = "check")]
mod write;

pub(crate) use hash::checksum;
use hash::{hash, hash_of_host};
use slots::Slots;

/// That a number is none; every other is one more than it stands for.
const NONE: u32 = 0;
/// Deepest literal front that has an entry of its own; a longer one is found by its beginning.
const DEEPEST: usize = 31;
/// Numbers in the header.
const HEADER: usize = 8;
const NODE: usize = 24;
const ENTRY: usize = 4;
const APP: usize = 12;
const LIST: usize = 20;
const REFERENCE: usize = 8;

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

/// Where each part begins.
#[derive(Clone, Copy, Debug, Default)]
struct Parts {
    #[cfg(feature = "check")]
    header: usize,
    nodes: usize,
    entries: usize,
    apps: usize,
    lists: usize,
    references: usize,
    texts: usize,
    longest: usize,
}

/// The tables of one rule set.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tables {
    bytes: std::sync::Arc<[u8]>,
    parts: Parts,
    hosts: Slots,
    paths: Slots,
}

impl Tables {
    /// Opens tables that stand at `at` in `bytes`; `None` if the header does not fit.
    pub(crate) fn open(bytes: std::sync::Arc<[u8]>, at: usize, length: usize) -> Option<Tables> {
        let mut header = [0_u32; HEADER];
        for (place, number) in header.iter_mut().enumerate() {
            *number = u32_at(&bytes, at + 4 * place);
        }
        let [node_count, entry_count, app_count, list_count, reference_count, text_length, longest, ..] = header;
        let size = |count: u32, one: usize| usize::try_from(count).unwrap_or(usize::MAX).saturating_mul(one);
        let nodes = at + 4 * HEADER;
        let entries = nodes.saturating_add(size(node_count, NODE));
        let apps = entries.saturating_add(size(entry_count, ENTRY));
        let lists = apps.saturating_add(size(app_count, APP));
        let references = lists.saturating_add(size(list_count, LIST));
        let texts = references.saturating_add(size(reference_count, REFERENCE));
        let end = texts.saturating_add(size(text_length, 1));
        let longest = size(longest, 1);
        if end != at + length || end > bytes.len() {
            return None;
        }
        let parts = Parts {
            #[cfg(feature = "check")]
            header: at,
            nodes,
            entries,
            apps,
            lists,
            references,
            texts,
            longest,
        };
        let mut tables = Tables { bytes, parts, hosts: Slots::default(), paths: Slots::default() };
        // Where to look is not kept: it is made faster than it would be fetched.
        tables.hosts = Slots::of((0..node_count).map(|node| hash_of_host(tables.host_of(node))));
        tables.paths = Slots::of((0..list_count).map(|list| {
            let (owner, path) = tables.path_of(list);
            let seed = if owner & 1 == 1 { hash::FRONT } else { hash::LITERAL };
            hash(seed ^ u64::from(owner >> 1), path)
        }));
        Some(tables)
    }

    fn host_of(&self, node: u32) -> &[u8] {
        let field = |field| self.number(self.parts.nodes, NODE, node, field);
        self.text(field(0), field(1))
    }

    /// The number of the app and the kind of key, and the path.
    fn path_of(&self, list: u32) -> (u32, &[u8]) {
        let field = |field| self.number(self.parts.lists, LIST, list, field);
        (field(0), self.text(field(1), field(2)))
    }

    #[inline(always)]
    fn number(&self, part: usize, size: usize, place: u32, field: usize) -> u32 {
        u32_at(&self.bytes, part + size * place as usize + 4 * field)
    }

    fn text(&self, start: u32, length: u32) -> &[u8] {
        let start = self.parts.texts + start as usize;
        self.bytes.get(start..start + length as usize).unwrap_or_default()
    }

    #[inline]
    fn node(&self, suffix: &[u8]) -> u32 {
        self.hosts.find(hash_of_host(suffix), |node| self.host_of(node).eq_ignore_ascii_case(suffix))
    }

    /// Whether any app knows the host, and who.
    #[inline]
    pub(crate) fn on_host(&self, host: &[u8]) -> OnHost<'_> {
        let mut start = host.len();
        let mut found = (NONE, 0);
        let mut labels = 0;
        while start > 0 {
            let before = start - usize::from(labels > 0);
            start = host[..before].iter().rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1);
            labels += 1;
            // No rule names a top-level domain.
            if labels == 1 {
                continue;
            }
            let node = self.node(&host[start..]);
            if node == NONE {
                break;
            }
            found = (node, start);
        }
        let (node, start) = found;
        if node == NONE {
            return OnHost { tables: self, next: 0..0, parent: NONE };
        }
        let next = match start {
            0 => self.exact(node),
            // A dot in front of a name makes no subdomain of it.
            1 => 0..0,
            _ => self.wild(node),
        };
        OnHost { tables: self, next, parent: self.parent(node) }
    }

    fn parent(&self, node: u32) -> u32 {
        self.number(self.parts.nodes, NODE, node - 1, 2)
    }

    fn exact(&self, node: u32) -> std::ops::Range<u32> {
        self.number(self.parts.nodes, NODE, node - 1, 3)..self.number(self.parts.nodes, NODE, node - 1, 4)
    }

    fn wild(&self, node: u32) -> std::ops::Range<u32> {
        self.number(self.parts.nodes, NODE, node - 1, 4)..self.number(self.parts.nodes, NODE, node - 1, 5)
    }

    /// Whether the app knows the host in one of these ways.
    pub(crate) fn knows(&self, app: AppNumber, host: &[u8], kinds: &[Kinds]) -> bool {
        self.on_host(host).any(|(other, how)| other == app && kinds.iter().any(|kind| how.has(*kind)))
    }

    /// Where the app stands in the files.
    pub(crate) fn place(&self, app: AppNumber) -> AppRef {
        let part = |field| self.number(self.parts.apps, APP, app.0, field) as usize;
        AppRef { file: part(0), app: part(1) }
    }

    /// Patterns of the app that are this very path, in the order of the rules.
    pub(crate) fn literal(&self, app: AppNumber, path: &[u8]) -> impl Iterator<Item = Reference> {
        self.references(if path.len() > self.parts.longest { NONE } else { self.list(app, hash::LITERAL, path) })
    }

    /// Patterns of the app whose literal front is a front of this path, deeper fronts later.
    pub(crate) fn patterns(&self, app: AppNumber, path: &[u8]) -> impl Iterator<Item = Reference> {
        let depths = self.number(self.parts.apps, APP, app.0, 2);
        fronts(path, self.parts.longest)
            .filter(move |(depth, _)| depths & (1 << depth) != 0)
            .flat_map(move |(_, end)| self.references(self.list(app, hash::FRONT, &path[..end])))
    }

    fn list(&self, app: AppNumber, seed: u64, path: &[u8]) -> u32 {
        let owner = app.0 << 1 | u32::from(seed == hash::FRONT);
        self.paths.find(hash(seed ^ u64::from(app.0), path), |list| self.path_of(list) == (owner, path))
    }

    fn references(&self, list: u32) -> impl Iterator<Item = Reference> {
        let range = match list {
            NONE => 0..0,
            list => {
                let start = self.number(self.parts.lists, LIST, list - 1, 3);
                start..start + self.number(self.parts.lists, LIST, list - 1, 4)
            }
        };
        range.map(|place| {
            let part = |field| self.number(self.parts.references, REFERENCE, place, field) as usize;
            Reference { indicator: part(0), path: part(1) }
        })
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
pub(crate) struct OnHost<'t> {
    tables: &'t Tables,
    next: std::ops::Range<u32>,
    parent: u32,
}

impl Iterator for OnHost<'_> {
    type Item = (AppNumber, Kinds);

    #[inline]
    fn next(&mut self) -> Option<(AppNumber, Kinds)> {
        loop {
            if let Some(place) = self.next.next() {
                let entry = self.tables.number(self.tables.parts.entries, ENTRY, place, 0);
                return Some((AppNumber(entry >> Kinds::BITS), Kinds(entry)));
            }
            if self.parent == NONE {
                return None;
            }
            self.next = self.tables.wild(self.parent);
            self.parent = self.tables.parent(self.parent);
        }
    }
}

#[inline(always)]
fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes)
}
