//! Trains the reader's weights and writes them with their provenance.
//!
//! `cargo run --release --no-default-features --features train --example train-reader -- [PASSAGES.jsonl...]`
//!
//! Trains on the cases of this repository and on the labelled passages named, whose text stays
//! where it is. The same input gives the same bytes.

use std::{env, fs};
use trainspotter::reader::lexicon::Lexicon;
use trainspotter::reader::model::pack;
use trainspotter::reader::train::{Settings, cases_in, featurize, fingerprint, fit, parse};

const FOLDER: &str = "src/reader";

fn main() -> Result<(), String> {
    let lexicon = Lexicon::shipped();
    let mut cases = cases_in("tests/cases/reader/train")?;
    let mut sources =
        vec![source("tests/cases/reader/train", "cases of this repository", cases.len(), fingerprint(&cases))];
    for path in env::args().skip(1) {
        let text = fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
        let more = parse(&text, &path)?;
        let name = path.rsplit('/').next().unwrap_or_default();
        sources.push(source(
            name,
            "passages of real policies, labelled by hand; not part of this repository",
            more.len(),
            fingerprint(&more),
        ));
        cases.extend(more);
    }
    let features = featurize(&lexicon, &cases);
    let pairs: Vec<_> = cases.iter().zip(features.iter().map(Vec::as_slice)).collect();
    let settings = Settings::default();
    let (weights, bias) = fit(&pairs, &settings);
    let bytes = pack(&weights, bias);
    let provenance = serde_json::json!({
        "writtenBy": "examples/train-reader.rs",
        "sources": sources,
        "settings": format!("{settings:?}"),
        "bytes": bytes.len(),
    });
    let json = serde_json::to_string_pretty(&provenance).map_err(|error| error.to_string())? + "\n";
    let write =
        |name: &str, bytes: &[u8]| fs::write(format!("{FOLDER}/{name}"), bytes).map_err(|e| format!("{name}: {e}"));
    write("weights.bin", &bytes)?;
    write("weights.json", json.as_bytes())?;
    println!("{} passages, {} bytes", cases.len(), bytes.len());
    Ok(())
}

fn source(name: &str, what: &str, passages: usize, fingerprint: String) -> serde_json::Value {
    serde_json::json!({"name": name, "what": what, "passages": passages, "fingerprint": fingerprint})
}
