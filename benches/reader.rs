//! How well the reader judges: cross-validation over vendors, and the cases of this repository.
//!
//! `cargo bench --features train --bench reader -- [PASSAGES.jsonl]`; the file may also be named in
//! `TRAINSPOTTER_PASSAGES`. Its passages are only measured on; without it that part is skipped.

use std::collections::BTreeMap;
use std::{env, fs};
use trainspotter::reader::decide::decide;
use trainspotter::reader::features::{Feature, Passage};
use trainspotter::reader::lexicon::Lexicon;
use trainspotter::reader::measure::Matrix;
use trainspotter::reader::model::{Model, pack};
use trainspotter::reader::train::{Case, Settings, cases_in, featurize, fit};

const FOLDS: usize = 8;

fn main() -> Result<(), String> {
    let mut arguments = env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let path = arguments.next().or_else(|| env::var("TRAINSPOTTER_PASSAGES").ok());
    let verbose = env::var("VERBOSE").is_ok();
    let lexicon = Lexicon::shipped();
    let own = cases_in("tests/cases/reader/train")?;
    let held_out = cases_in("tests/cases/reader/held-out")?;
    println!("own cases: {} to train on, {} held out", own.len(), held_out.len());
    let own_features = featurize(&lexicon, &own);
    let trained = pairs(&own, &own_features);
    let (matrix, errors) = judge(&lexicon, &trained, &held_out);
    println!("\nown held-out cases, trained on the own cases alone\n{matrix}");
    show(verbose, &errors);
    let Some(path) = path else {
        println!("no labelled passages named (argument or TRAINSPOTTER_PASSAGES): no cross-validation over vendors");
        return Ok(());
    };
    let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let passages = trainspotter::reader::train::parse(&text, &path)?;
    let (matrix, errors) = judge(&lexicon, &trained, &passages);
    println!("{path}, trained on the own cases alone\n{matrix}");
    show(env::var("VERBOSE").as_deref() == Ok("own"), &errors);
    let (matrix, english, errors) = cross_validate(&lexicon, &passages, &trained);
    println!("{path}, cross-validation over vendors ({FOLDS} folds), with the own cases\n{matrix}");
    println!("of it English\n{english}");
    show(verbose, &errors);
    Ok(())
}

fn pairs<'a>(cases: &'a [Case], features: &'a [Vec<Feature>]) -> Vec<(&'a Case, &'a [Feature])> {
    cases.iter().zip(features.iter().map(Vec::as_slice)).collect()
}

fn show(verbose: bool, errors: &[String]) {
    if verbose {
        errors.iter().for_each(|line| println!("{line}"));
    }
}

fn judge(lexicon: &Lexicon, trained: &[(&Case, &[Feature])], cases: &[Case]) -> (Matrix, Vec<String>) {
    let (weights, bias) = fit(trained, &Settings::default());
    let bytes = pack(&weights, bias);
    let (mut matrix, mut errors) = (Matrix::default(), Vec::new());
    let Some(model) = Model::read(&bytes) else { return (matrix, errors) };
    let (mut passage, mut features) = (Passage::default(), Vec::new());
    for case in cases {
        passage.parse(lexicon, &case.text);
        passage.features(&mut features);
        let judged = decide(&passage, &model.scores(&features));
        let truth = case.truth(judged.label);
        matrix.add(truth, judged.label);
        if truth != judged.label {
            let main = passage.scope.main();
            errors.push(format!(
                "{} {} is {}, called {} ({:.2}) {:?}/{}: {}",
                case.id,
                case.vendor,
                truth.name(),
                judged.label.name(),
                judged.confidence,
                main.act,
                main.denied,
                case.text
            ));
        }
    }
    (matrix, errors)
}

/// A vendor stands in one half only; vendors are dealt to folds by size, so that folds are alike.
fn cross_validate(lexicon: &Lexicon, passages: &[Case], own: &[(&Case, &[Feature])]) -> (Matrix, Matrix, Vec<String>) {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    passages.iter().for_each(|case| *sizes.entry(&case.vendor).or_default() += 1);
    let mut vendors: Vec<(&str, usize)> = sizes.into_iter().collect();
    vendors.sort_by_key(|(vendor, size)| (std::cmp::Reverse(*size), *vendor));
    let features = featurize(lexicon, passages);
    let (mut whole, mut english, mut all) = (Matrix::default(), Matrix::default(), Vec::new());
    for fold in 0..FOLDS {
        let out: Vec<&str> = vendors.iter().skip(fold).step_by(FOLDS).map(|(vendor, _)| *vendor).collect();
        let is_out = |case: &Case| out.contains(&case.vendor.as_str());
        let mut trained: Vec<(&Case, &[Feature])> =
            pairs(passages, &features).into_iter().filter(|(case, _)| !is_out(case)).collect();
        trained.extend_from_slice(own);
        for language in [true, false] {
            let kept = passages.iter().filter(|case| is_out(case) && (case.language == "en") == language);
            let tested: Vec<Case> = kept.cloned().collect();
            let (matrix, errors) = judge(lexicon, &trained, &tested);
            whole.merge(&matrix);
            if language {
                english.merge(&matrix);
            }
            all.extend(errors);
        }
    }
    (whole, english, all)
}
