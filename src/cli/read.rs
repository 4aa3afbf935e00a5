//! `trainspotter read`

use super::lines::{self, Refusal};
use super::{Failure, Format, document};
use clap::Args;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::reader::{Clause, Label, Reader, Reading, Scratch};

#[derive(Args)]
pub(super) struct Options {
    /// A policy as text, Markdown or HTML; - for standard input.
    #[arg(value_name = "FILE", required_unless_present = "passages")]
    file: Option<PathBuf>,
    /// Judge passages instead: NDJSON {"id","text"} on standard input, {"id","label","confidence"} on standard output.
    #[arg(long, conflicts_with_all = ["file", "format"])]
    passages: bool,
    /// Output.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Deserialize)]
struct Question {
    #[serde(default)]
    id: Value,
    text: String,
}

#[derive(Serialize)]
struct Answer {
    id: Value,
    label: Label,
    confidence: f32,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'static str>,
}

#[derive(Serialize)]
struct Report<'a> {
    schema: u32,
    #[serde(flatten)]
    reading: &'a Reading,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let reader = Reader::shipped();
    let Some(file) = &options.file else {
        passages(&reader)?;
        return Ok(ExitCode::SUCCESS);
    };
    let reading = reader.read(&document::open(file)?);
    let mut out = io::stdout().lock();
    match options.format {
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &Report { schema: 1, reading: &reading })?;
            out.write_all(b"\n")?;
        }
        Format::Text => show(&reading, &mut out)?,
    }
    Ok(ExitCode::SUCCESS)
}

fn passages(reader: &Reader) -> Result<(), Failure> {
    let mut scratch = Scratch::default();
    lines::answer("a passage is a sentence or a paragraph", |_, line, out| {
        let question: Question = match serde_json::from_slice(line) {
            Ok(question) => question,
            Err(error) => {
                let code = if error.is_data() { "wrong-passage" } else { "not-json" };
                let message = format!("{error}; write e.g. {{\"id\":1,\"text\":\"We may use your content.\"}}");
                return Ok(Err(Refusal { code, message }));
            }
        };
        let judged = reader.passage(&question.text, &mut scratch);
        let answer = Answer {
            id: question.id,
            label: judged.map_or(Label::None, |judged| judged.label),
            confidence: judged.map_or(0.0, |judged| (judged.confidence * 1_000.0).round() / 1_000.0),
            language: if judged.is_none() { Some("cannot-judge") } else { None },
        };
        serde_json::to_writer(out, &answer)?;
        Ok(Ok(()))
    })
}

fn show(reading: &Reading, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", reading.conclusion.sentence())?;
    if !reading.opt_out.is_empty() {
        writeln!(out, "It says how to opt out.")?;
    }
    for clause in &reading.clauses {
        writeln!(out, "\n{} ({:.0} %)", clause.label.name(), clause.confidence * 100.0)?;
        writeln!(out, "  {}", line_of(clause))?;
    }
    writeln!(
        out,
        "\n{} sentences read, {} of them about training or improvement.",
        reading.sentences,
        reading.clauses.len()
    )?;
    if reading.not_judged > 0 {
        writeln!(out, "Not judged, because of their language or length: {}.", reading.not_judged)?;
    }
    Ok(())
}

/// On one line, without the signs that could steer a terminal.
pub(super) fn line_of(clause: &Clause) -> String {
    let lead = clause.lead.as_deref().map(|lead| format!("[{lead}] ")).unwrap_or_default();
    one_line(&format!("{lead}{}", clause.text))
}

/// Without signs that steer a terminal or turn the direction of what follows.
pub(super) fn one_line(text: &str) -> String {
    let steers = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if steers(c) { ' ' } else { c }).collect()
}
