//! `trainspotter classify`: constant memory, one line in, one line out.

use super::{ContextOptions, Failure};
use serde::Serialize;
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::process::ExitCode;
use trainspotter::activity::Activity;
use trainspotter::verdict::{Level, Verdict};
use trainspotter::{Classification, Signal};

/// Longest line that is read, in bytes. Longer ones are skipped without being held.
const LONGEST_LINE: usize = 8 << 20;

#[derive(Serialize)]
#[serde(untagged)]
enum Answer<'a> {
    Classified {
        line: u64,
        app: Option<&'a str>,
        tenant: Option<&'a str>,
        activity: Option<Activity>,
        findings: Vec<Short<'a>>,
    },
    Refused {
        line: u64,
        error: Refusal,
    },
}

#[derive(Serialize)]
struct Short<'a> {
    practice: &'a str,
    verdict: Verdict,
    level: Level,
    stale: bool,
}

#[derive(Serialize)]
struct Refusal {
    code: &'static str,
    message: String,
}

enum Line {
    Text,
    TooLong,
    End,
}

pub(super) fn run(options: &ContextOptions) -> Result<ExitCode, Failure> {
    let engine = options.engine()?;
    let context = options.context(&engine)?;
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut buffer = Vec::new();
    for line in 1.. {
        let parsed = match next_line(&mut input, &mut buffer)? {
            Line::End => break,
            Line::TooLong => Err(Refusal {
                code: "line-too-long",
                message: format!(
                    "the line is longer than {} MB; a signal is one URL and a few words",
                    LONGEST_LINE >> 20
                ),
            }),
            Line::Text => serde_json::from_slice::<Signal>(&buffer).map_err(|error| Refusal {
                code: if error.is_data() { "wrong-signal" } else { "not-json" },
                message: format!("{error}; write e.g. {{\"kind\":\"page\",\"url\":\"https://app.example.com/\"}}"),
            }),
        };
        match parsed {
            Ok(signal) => {
                let classified = engine.classify(&signal, &context);
                serde_json::to_writer(&mut out, &answer(line, &classified))?;
            }
            Err(error) => serde_json::to_writer(&mut out, &Answer::Refused { line, error })?,
        }
        out.write_all(b"\n")?;
        // A pipe stage must not sit on an answer while it waits for the next question.
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn answer(line: u64, classified: &Classification) -> Answer<'_> {
    let findings = classified.findings.iter().map(|finding| Short {
        practice: &finding.practice,
        verdict: finding.verdict,
        level: finding.level,
        stale: finding.stale,
    });
    Answer::Classified {
        line,
        app: classified.app.as_deref(),
        tenant: classified.tenant.as_deref(),
        activity: classified.activity,
        findings: findings.collect(),
    }
}

fn next_line(input: &mut impl BufRead, buffer: &mut Vec<u8>) -> io::Result<Line> {
    buffer.clear();
    let mut too_long = false;
    loop {
        let chunk = input.fill_buf()?;
        if chunk.is_empty() {
            let nothing = buffer.is_empty() && !too_long;
            return Ok(if nothing {
                Line::End
            } else if too_long {
                Line::TooLong
            } else {
                Line::Text
            });
        }
        let end = chunk.iter().position(|byte| *byte == b'\n');
        let taken = end.unwrap_or(chunk.len());
        if buffer.len() + taken > LONGEST_LINE {
            too_long = true;
            buffer.clear();
        } else if !too_long {
            buffer.extend_from_slice(&chunk[..taken]);
        }
        let used = end.map_or(taken, |at| at + 1);
        input.consume(used);
        if end.is_some() {
            return Ok(if too_long { Line::TooLong } else { Line::Text });
        }
    }
}
