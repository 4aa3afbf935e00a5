//! The figure of the bench: `chart BENCH.json BENCH.svg`.
//!
//! One line for each engine, on a scale where each step is ten times the last: a dot at the median, a bar over the
//! middle half of the rounds. Who reads no pictures finds the same in the title and the description.

mod draw;

use serde::Deserialize;
use std::fs;

#[derive(Deserialize)]
struct Bench {
    machine: Machine,
    results: Vec<Part>,
}

#[derive(Deserialize)]
struct Machine {
    date: String,
    cpu: String,
}

#[derive(Deserialize)]
struct Part {
    #[serde(default)]
    comparisons: Vec<Comparison>,
}

#[derive(Deserialize)]
struct Comparison {
    id: String,
    series: Vec<Series>,
}

#[derive(Deserialize)]
struct Series {
    name: String,
    samples: Vec<f64>,
}

/// What one panel shows: a comparison, at two sizes where it has them.
struct Panel {
    title: &'static str,
    unit: &'static str,
    /// Identifiers of the comparisons, and what tells them apart.
    shown: &'static [(&'static str, &'static str)],
    /// Series that say nothing here.
    without: &'static [&'static str],
}

const PANELS: [Panel; 4] = [
    Panel {
        title: "One request, native, caches cold",
        unit: "ns",
        shown: &[("native/cold/path/1000", "1,000 rules"), ("native/cold/path/100000", "100,000 rules")],
        without: &["adblock-rust, check alone"],
    },
    Panel {
        title: "One request, in a page of Chromium",
        unit: "ns",
        shown: &[("chromium/1000", "1,000 rules"), ("chromium/100000", "100,000 rules")],
        without: &["Trainspotter, one by one", "adblock-rust, one by one"],
    },
    Panel {
        title: "An extension's own script on a heavy page, in a second",
        unit: "ms",
        shown: &[("page/own", "")],
        without: &["none", "empty", "webRequest"],
    },
    Panel {
        title: "A large capture, from file to answer",
        unit: "ms",
        shown: &[("audit", "")],
        without: &["audit, JSON with checksums, one thread"],
    },
];

/// Median and the middle half of the samples.
#[derive(Clone, Copy)]
struct Spread {
    median: f64,
    low: f64,
    high: f64,
}

impl Spread {
    fn of(samples: &[f64]) -> Option<Spread> {
        let mut sorted = samples.to_vec();
        sorted.sort_by(f64::total_cmp);
        let cut = if sorted.len() < 8 { 0 } else { sorted.len() / 4 };
        let at = |place: usize| sorted.get(place).copied();
        Some(Spread { median: at(sorted.len() / 2)?, low: at(cut)?, high: at((sorted.len() - 1).checked_sub(cut)?)? })
    }
}

/// One line of a panel: who, and what for each of the comparisons shown.
struct Line {
    name: String,
    spreads: Vec<Option<Spread>>,
}

fn lines(panel: &Panel, bench: &Bench) -> Vec<Line> {
    let all = || bench.results.iter().flat_map(|part| &part.comparisons);
    let found: Vec<Option<&Comparison>> =
        { panel.shown.iter() }.map(|(id, _)| all().find(|one| one.id == *id)).collect();
    let mut lines: Vec<Line> = Vec::new();
    for series in found.iter().flatten().flat_map(|comparison| &comparison.series) {
        if panel.without.contains(&series.name.as_str()) || lines.iter().any(|line| line.name == series.name) {
            continue;
        }
        let of = |comparison: &Option<&Comparison>| {
            let same = comparison.as_ref()?.series.iter().find(|one| one.name == series.name)?;
            Spread::of(&same.samples)
        };
        lines.push(Line { name: series.name.clone(), spreads: found.iter().map(of).collect() });
    }
    let last = |line: &Line| line.spreads.iter().flatten().last().map_or(0.0, |spread| spread.median);
    lines.sort_by(|one, other| last(one).total_cmp(&last(other)));
    lines
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [from, to] = arguments.as_slice() else { return Err("usage: chart BENCH.json BENCH.svg".into()) };
    let bench: Bench = serde_json::from_str(&fs::read_to_string(from)?)?;
    let panels: Vec<(&Panel, Vec<Line>)> =
        { PANELS.iter() }.map(|panel| (panel, lines(panel, &bench))).filter(|(_, lines)| !lines.is_empty()).collect();
    fs::write(to, draw::figure(&panels, &format!("{}, {}", bench.machine.date, bench.machine.cpu))?)?;
    Ok(())
}
