//! Interleaved rounds: each way once per round, so that what slows the machine slows all alike.

use serde::Serialize;
use std::time::Instant;

/// One thing that is measured in several ways.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// By which the table finds it.
    pub id: String,
    /// Of every sample.
    pub unit: &'static str,
    /// One list of samples for each way, in the order of the rounds: the n-th of all were measured together.
    pub series: Vec<Series>,
}

/// The samples of one way.
#[derive(Debug, Serialize)]
pub struct Series {
    /// Who.
    pub name: &'static str,
    /// In the unit of the comparison.
    pub samples: Vec<f64>,
}

/// A way of doing something, with its name.
pub type Way<'a> = (&'static str, Box<dyn Fn() + 'a>);

/// Measures each way `rounds` times, in nanoseconds for each of `items`, after three passes that do not count.
///
/// Where one pass is shorter than `least` seconds it is repeated, which also keeps caches warm.
pub fn measure(id: String, items: usize, rounds: usize, least: f64, ways: &[Way<'_>]) -> Comparison {
    let time = |way: &Way<'_>, passes: usize| {
        let start = Instant::now();
        (0..passes).for_each(|_| way.1());
        start.elapsed().as_secs_f64()
    };
    let fastest = |way: &Way<'_>| (0..3).map(|_| time(way, 1)).fold(f64::INFINITY, f64::min).max(1e-9);
    let passes: Vec<usize> = ways.iter().map(|way| (least / fastest(way)).ceil().max(1.0) as usize).collect();
    let mut series: Vec<Series> = ways.iter().map(|(name, _)| Series { name, samples: Vec::new() }).collect();
    for _ in 0..rounds {
        for ((way, passes), series) in ways.iter().zip(&passes).zip(&mut series) {
            series.samples.push(time(way, *passes) * 1e9 / (*passes * items) as f64);
        }
    }
    Comparison { id, unit: "ns", series }
}
