//! `trainspotter compare`

use super::lines::{self, Refusal};
use super::read::one_line;
use super::{Failure, Format, document};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::Ruleset;
use trainspotter::practice::Evidence;
use trainspotter::reader::{Comparison, Document, Expected, Outcome, Reader};

#[derive(Args)]
pub(super) struct Options {
    /// Id of a practice, as `rules list` shows it.
    #[arg(value_name = "RULE_ID", required_unless_present = "pairs")]
    rule: Option<String>,
    /// The page as it is now: text, Markdown or HTML; - for standard input.
    #[arg(value_name = "FILE", required_unless_present = "pairs")]
    file: Option<PathBuf>,
    /// Compare pairs: NDJSON {"id","passage","document"} on standard input, {"id","outcome"} on standard output.
    #[arg(long, conflicts_with_all = ["rule", "file", "format"])]
    pairs: bool,
    /// Output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Deserialize)]
struct Pair {
    #[serde(default)]
    id: Value,
    passage: String,
    document: String,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    outcome: Outcome,
}

#[derive(Serialize)]
struct Checked<'a> {
    url: &'a str,
    locator: &'a str,
    checked: String,
    #[serde(flatten)]
    comparison: Comparison,
    #[serde(skip_serializing_if = "Option::is_none")]
    sentence: Option<&'a str>,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let reader = Reader::shipped();
    if options.pairs {
        pairs(&reader)?;
        return Ok(ExitCode::SUCCESS);
    }
    let (Some(id), Some(file)) = (&options.rule, &options.file) else { return Ok(ExitCode::from(2)) };
    let rules = Ruleset::shipped();
    let practice = rules.practices().map(|(_, practice)| practice).find(|practice| practice.id == *id);
    let practice =
        practice.ok_or_else(|| Failure(format!("there is no rule \"{id}\"; `trainspotter rules list` names them")))?;
    let document = document::open(file)?;
    let expected = Expected::from(practice.training);
    let locators = practice.evidence.iter().map(|evidence| (evidence.locator.as_str(), expected));
    let found = reader.locate_all(locators, &document);
    let pairs = practice.evidence.iter().zip(found);
    let all: Vec<Checked<'_>> = pairs.map(|(evidence, comparison)| checked(evidence, comparison, &document)).collect();
    let mut out = io::stdout().lock();
    match options.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &serde_json::json!({"schema": 1, "rule": id, "evidence": all}))?;
            out.write_all(b"\n")?;
        }
        Format::Text => {
            for one in &all {
                let outcome = outcome_name(one.comparison.outcome);
                writeln!(out, "{outcome:<10} \"{}\"\n           {} (checked {})", one.locator, one.url, one.checked)?;
                if let Some(sentence) = one.sentence {
                    writeln!(out, "           now: {}", one_line(sentence))?;
                }
            }
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn checked<'a>(evidence: &'a Evidence, comparison: Comparison, document: &'a Document) -> Checked<'a> {
    let sentence = comparison.found.clone().and_then(|range| document.text.get(range));
    Checked {
        url: &evidence.url,
        locator: &evidence.locator,
        checked: evidence.checked.to_string(),
        comparison,
        sentence,
    }
}

fn outcome_name(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Unchanged => "unchanged",
        Outcome::Reworded => "reworded",
        Outcome::Changed => "changed",
        Outcome::Removed => "removed",
    }
}

fn pairs(reader: &Reader) -> Result<(), Failure> {
    lines::answer("a pair is a passage and a page", |_, line, out| {
        let pair: Pair = match serde_json::from_slice(line) {
            Ok(pair) => pair,
            Err(error) => {
                let code = if error.is_data() { "wrong-pair" } else { "not-json" };
                let example = "{\"id\":1,\"passage\":\"We may train.\",\"document\":\"We train.\"}";
                return Ok(Err(Refusal { code, message: format!("{error}; write e.g. {example}") }));
            }
        };
        // A passage that was copied with its marks and links says the same without them.
        let passage = document::parse(pair.passage.clone().into_bytes(), false).map_or(pair.passage, |read| read.text);
        match document::parse(pair.document.into_bytes(), false) {
            Ok(document) => {
                let outcome = reader.compare(&passage, &document).outcome;
                serde_json::to_writer(out, &Answer { id: pair.id, outcome })?;
                Ok(Ok(()))
            }
            // An empty page: whatever was there is gone.
            Err(_) if passage.trim().is_empty() => {
                Ok(Err(Refusal { code: "wrong-pair", message: "neither passage nor document holds text".to_owned() }))
            }
            Err(_) => {
                serde_json::to_writer(out, &Answer { id: pair.id, outcome: Outcome::Removed })?;
                Ok(Ok(()))
            }
        }
    })
}
