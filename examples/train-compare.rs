//! Fits the weights by which two versions of a passage are told apart, and writes them with their provenance.
//!
//! `cargo run --release --features train --example train-compare`
//!
//! Fits to the pairs of this repository, except those held out. Prints how many of them it gets
//! right when it has not seen their vendor. The same pairs give the same table.

use std::collections::BTreeSet;
use std::fs;
use trainspotter::reader::markdown::from_markdown;
use trainspotter::reader::observe::OBSERVED;
use trainspotter::reader::train_compare::{Case, Sample, fit, pairs, sample};
use trainspotter::reader::{Outcome, Reader};

const FOLDER: &str = "tests/cases/reader/pairs";
const TABLE: &str = "src/reader/weighing.txt";
/// The first file tries single words one by one; the others are how policies are rewritten, so they count more.
const FILES: [(&str, f32); 3] = [("pairs.jsonl", 1.0), ("drafted.jsonl", 2.0), ("further.jsonl", 2.0)];

fn main() -> Result<(), String> {
    let reader = Reader::shipped();
    let mut cases: Vec<Case> = Vec::new();
    for (name, weight) in FILES {
        cases.extend(pairs(FOLDER, name, weight, from_markdown)?);
    }
    let samples: Vec<(&Case, Sample)> = cases.iter().filter_map(|case| Some((case, sample(&reader, case)?))).collect();
    let vendors: BTreeSet<&str> = samples.iter().map(|(case, _)| case.pair.page.as_str()).collect();
    let (mut right, mut smoothed) = (0, 0);
    for vendor in vendors {
        let others: Vec<Sample> =
            samples.iter().filter(|(case, _)| case.pair.page != vendor).map(|(_, sample)| *sample).collect();
        let weights = fit(&others);
        let own: Vec<_> = samples.iter().filter(|(case, _)| case.pair.page == vendor).collect();
        let good = own.iter().filter(|(_, (observed, changed, _))| (weights.sum(observed) > 0.0) == *changed).count();
        let missed = own.iter().filter(|(_, (observed, changed, _))| *changed && weights.sum(observed) <= 0.0).count();
        println!("{vendor}: {good} of {} right when not seen", own.len());
        right += good;
        smoothed += missed;
    }
    println!("all: {right} of {}; {smoothed} changes called reworded", samples.len());
    let weights = fit(&samples.iter().map(|(_, sample)| *sample).collect::<Vec<_>>());
    let changed = cases.iter().filter(|case| case.pair.outcome == Outcome::Changed).count();
    let mut table = format!(
        "# Written by examples/train-compare.rs from {} pairs of this repository ({changed} changed); no other text.\n\
         # Not seen, by vendor: {right} of {} right. A name, and what it weighs; above nought, the meaning changed.\n\
         bias {:.2}\n",
        cases.len(),
        samples.len(),
        weights.bias
    );
    for ((name, ..), weight) in OBSERVED.iter().zip(weights.each) {
        table += &format!("{name} {weight:.2}\n");
    }
    fs::write(TABLE, table).map_err(|error| format!("{TABLE}: {error}"))
}
