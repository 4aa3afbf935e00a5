//! Lines of a stream, in constant memory: one stage of a pipe in any engine.

use super::Failure;
use serde::Serialize;
use std::io::{self, BufRead, BufReader, BufWriter, Write};

/// Longest line that is read, in bytes. Longer ones are skipped without being held.
const LONGEST_LINE: usize = 8 << 20;

/// Why a line got no answer.
#[derive(Serialize)]
pub(super) struct Refusal {
    /// For programs.
    pub(super) code: &'static str,
    /// For people.
    pub(super) message: String,
}

#[derive(Serialize)]
struct Refused {
    line: u64,
    error: Refusal,
}

enum Line {
    Text,
    TooLong,
    End,
}

/// Answers every line of standard input with one line of JSON, which `judge` writes; a bad line with
/// an error, and goes on. `hint` says what a line should hold.
pub(super) fn answer(
    hint: &str,
    mut judge: impl FnMut(u64, &[u8], &mut dyn Write) -> Result<Result<(), Refusal>, Failure>,
) -> Result<(), Failure> {
    let mut input = BufReader::new(io::stdin().lock());
    let mut out = BufWriter::new(io::stdout().lock());
    let mut buffer = Vec::new();
    for line in 1.. {
        let answered = match next_line(&mut input, &mut buffer)? {
            Line::End => break,
            Line::TooLong => Err(Refusal {
                code: "line-too-long",
                message: format!("the line is longer than {} MB; {hint}", LONGEST_LINE >> 20),
            }),
            Line::Text => judge(line, &buffer, &mut out)?,
        };
        if let Err(error) = answered {
            serde_json::to_writer(&mut out, &Refused { line, error })?;
        }
        out.write_all(b"\n")?;
        // A pipe stage must not sit on an answer while it waits for the next question.
        if input.buffer().is_empty() {
            out.flush()?;
        }
    }
    out.flush()?;
    Ok(())
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
