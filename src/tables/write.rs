//! Makes the tables of a rule set. The same rules always give the same bytes.

use super::{AppRef, DEEPEST, HEADER, Kinds, NONE, Tables};
use crate::rule::App;
use std::collections::BTreeMap;

/// There are more rules than the tables can number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct TooLarge;

/// By name of the host: who means it, and who its subdomains.
type Hosts = BTreeMap<String, [BTreeMap<u32, u32>; 2]>;
/// By app, kind of key and text: indicators and their paths.
type Paths = BTreeMap<(u32, bool, String), Vec<[u32; 2]>>;

impl Tables {
    /// The tables of apps, in the order of the files.
    pub(crate) fn of<'a>(apps: impl Iterator<Item = (AppRef, &'a App)>) -> Result<Tables, TooLarge> {
        let mut hosts = Hosts::new();
        let mut paths = Paths::new();
        let mut places: Vec<[u32; 3]> = Vec::new();
        for (at, app) in apps {
            let number = small(places.len())?;
            let pages = app.pages.iter().flat_map(|pages| &pages.hosts).map(|host| (host, Kinds::PAGE));
            let requests = app.request_hosts.iter().map(|host| (host, Kinds::REQUEST));
            let named = app.indicators.iter().flat_map(|indicator| &indicator.hosts);
            for (host, kind) in pages.chain(requests).chain(named.map(|host| (host, Kinds::INDICATOR))) {
                let means = hosts.entry(host.name().to_owned()).or_default();
                *means[usize::from(host.is_wildcard())].entry(number).or_default() |= kind.0;
            }
            let depths = of_paths(app, number, &mut paths)?;
            places.push([small(at.file)?, small(at.app)?, depths]);
        }
        let bytes = Writer::default().write(hosts, paths, &places)?;
        let length = bytes.len();
        Tables::open(bytes.into(), 0, length).ok_or(TooLarge)
    }

    /// The tables as they are kept in an image.
    pub(crate) fn bytes(&self) -> &[u8] {
        let start = self.parts.header;
        let text_length = super::u32_at(&self.bytes, start + 4 * 5) as usize;
        &self.bytes[start..self.parts.texts + text_length]
    }
}

/// Puts the paths of an app where they are looked for; the depths of their fronts, one bit each.
fn of_paths(app: &App, number: u32, paths: &mut Paths) -> Result<u32, TooLarge> {
    let mut depths = 0;
    for (indicator, entry) in app.indicators.iter().enumerate() {
        for (place, path) in entry.paths.iter().enumerate() {
            let key = match path.literal() {
                Some(literal) => (number, false, literal.to_owned()),
                None => {
                    let (depth, front) = path.literal_front(DEEPEST);
                    depths |= 1 << depth;
                    (number, true, front)
                }
            };
            paths.entry(key).or_default().push([small(indicator)?, small(place)?]);
        }
    }
    Ok(depths)
}

fn small(number: usize) -> Result<u32, TooLarge> {
    // An entry of a host keeps its kinds beside the number of the app.
    u32::try_from(number).ok().filter(|number| *number < 1 << (31 - Kinds::BITS)).ok_or(TooLarge)
}

#[derive(Default)]
struct Writer {
    nodes: Vec<[u32; 6]>,
    entries: Vec<u32>,
    lists: Vec<[u32; 5]>,
    references: Vec<[u32; 2]>,
    texts: Vec<u8>,
}

impl Writer {
    fn write(mut self, hosts: Hosts, paths: Paths, apps: &[[u32; 3]]) -> Result<Vec<u8>, TooLarge> {
        self.hosts(hosts)?;
        let longest = paths.keys().map(|(_, _, text)| text.len()).max().unwrap_or(0);
        self.paths(paths)?;
        let counts = [self.nodes.len(), self.entries.len(), apps.len()];
        let [nodes, entries, app_count] = counts.map(small);
        let header: [u32; HEADER] = [
            nodes?,
            entries?,
            app_count?,
            small(self.lists.len())?,
            small(self.references.len())?,
            small(self.texts.len())?,
            small(longest)?,
            0,
        ];
        let numbers = header
            .iter()
            .chain(self.nodes.as_flattened())
            .chain(&self.entries)
            .chain(apps.as_flattened())
            .chain(self.lists.as_flattened())
            .chain(self.references.as_flattened());
        let mut bytes: Vec<u8> = numbers.flat_map(|number| number.to_le_bytes()).collect();
        bytes.append(&mut self.texts);
        Ok(bytes)
    }

    fn hosts(&mut self, mut hosts: Hosts) -> Result<(), TooLarge> {
        // The tree has a node for every end of a host that has two labels or more.
        for name in hosts.keys().cloned().collect::<Vec<_>>() {
            let mut rest = name.as_str();
            while let Some((_, parent)) = rest.split_once('.').filter(|(_, parent)| parent.contains('.')) {
                hosts.entry(parent.to_owned()).or_default();
                rest = parent;
            }
        }
        let numbers: BTreeMap<&str, u32> =
            hosts.keys().zip(1_u32..).map(|(name, number)| (name.as_str(), number)).collect();
        for (name, [exact, wild]) in &hosts {
            let (start, length) = self.text(name)?;
            let parent = name.split_once('.').and_then(|(_, parent)| numbers.get(parent)).copied().unwrap_or(NONE);
            let mut ends = [0; 3];
            ends[0] = small(self.entries.len())?;
            for (end, list) in [(1, exact), (2, wild)] {
                self.entries.extend(list.iter().map(|(app, kinds)| app << Kinds::BITS | kinds));
                ends[end] = small(self.entries.len())?;
            }
            self.nodes.push([start, length, parent, ends[0], ends[1], ends[2]]);
        }
        Ok(())
    }

    fn paths(&mut self, paths: Paths) -> Result<(), TooLarge> {
        for ((app, is_front, text), found) in paths {
            let (start, length) = self.text(&text)?;
            let first = small(self.references.len())?;
            self.lists.push([app << 1 | u32::from(is_front), start, length, first, small(found.len())?]);
            self.references.extend(found);
        }
        Ok(())
    }

    fn text(&mut self, text: &str) -> Result<(u32, u32), TooLarge> {
        let start = small(self.texts.len())?;
        self.texts.extend(text.bytes());
        Ok((start, small(text.len())?))
    }
}
