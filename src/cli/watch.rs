//! `trainspotter watch`: dated versions of a policy to a dated list of what changed about training.
//!
//! Versions are the files of a folder that carry a date in their names, or the history of one file in
//! a git repository, as archives of terms keep it. Nothing is fetched: keeping the archive is another's work.

use super::{Failure, document};
use clap::{Args, ValueEnum};
use maud::{DOCTYPE, Markup, html};
use serde::Serialize;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use trainspotter::reader::history::{ClauseChange, Happened};
use trainspotter::reader::{Conclusion, Document, Reader};

#[derive(Args)]
pub(super) struct Options {
    /// A folder of files with a date (YYYY-MM-DD) in their names, or a file in a git repository.
    #[arg(value_name = "FOLDER|FILE")]
    path: PathBuf,
    /// Output.
    #[arg(long, value_enum, default_value_t = WatchFormat::Text)]
    format: WatchFormat,
}

#[derive(Clone, Copy, ValueEnum)]
enum WatchFormat {
    Text,
    Json,
    Html,
}

/// A version: its day, where it is from, what it says.
struct Version {
    day: String,
    name: String,
    document: Document,
}

#[derive(Serialize)]
struct Step {
    date: String,
    version: String,
    conclusion: Conclusion,
    changes: Vec<ClauseChange>,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let versions = if options.path.is_dir() { folder(&options.path)? } else { history(&options.path)? };
    if versions.is_empty() {
        let path = options.path.display();
        return Err(Failure(format!(
            "{path}: no versions; name files like 2026-08-22.html, or give a file that git knows"
        )));
    }
    let reader = Reader::shipped();
    let mut steps: Vec<Step> = Vec::new();
    for (at, version) in versions.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| versions.get(at));
        let changes = before.map(|before| reader.changes(&before.document, &version.document)).unwrap_or_default();
        let conclusion = reader.read(&version.document).conclusion;
        let (date, version) = (version.day.clone(), version.name.clone());
        if before.is_none() || !changes.is_empty() || steps.last().is_some_and(|step| step.conclusion != conclusion) {
            steps.push(Step { date, version, conclusion, changes });
        }
    }
    let mut out = io::stdout().lock();
    match options.format {
        WatchFormat::Text => text(&steps, versions.len(), &mut out)?,
        WatchFormat::Html => writeln!(out, "{}", timeline(&options.path.display().to_string(), &steps).into_string())?,
        WatchFormat::Json => {
            let whole = serde_json::json!({"schema": 1, "versions": versions.len(), "steps": steps});
            serde_json::to_writer_pretty(&mut out, &whole)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn folder(path: &Path) -> Result<Vec<Version>, Failure> {
    let problem = |error: io::Error| Failure(format!("{}: {error}", path.display()));
    let mut versions = Vec::new();
    for entry in fs::read_dir(path).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(day) = day_in(&name).filter(|_| entry.path().is_file()) else { continue };
        versions.push(Version { day, document: document::open(&entry.path())?, name });
    }
    versions.sort_by(|one, other| (&one.day, &one.name).cmp(&(&other.day, &other.name)));
    Ok(versions)
}

/// The first `YYYY-MM-DD` in a name.
fn day_in(name: &str) -> Option<String> {
    let is_day = |part: &&str| {
        part.bytes().enumerate().all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
    };
    (0..name.len()).filter_map(|at| name.get(at..at + 10)).find(is_day).map(str::to_owned)
}

fn history(path: &Path) -> Result<Vec<Version>, Failure> {
    let shown = path.display();
    if !path.is_file() {
        return Err(Failure(format!("{shown}: no such folder or file")));
    }
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let git = |arguments: &[&str]| -> Result<Vec<u8>, Failure> {
        let ran = Command::new("git").arg("-C").arg(folder).args(arguments).output();
        let output = ran.map_err(|error| {
            Failure(format!("git does not start ({error}); install it, or give a folder of dated files"))
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Failure(format!("{shown}: git says: {}", String::from_utf8_lossy(&output.stderr).trim())))
    };
    let log = git(&["log", "--reverse", "--format=%H %cs", "--", &name])?;
    let mut versions = Vec::new();
    for line in String::from_utf8_lossy(&log).lines() {
        let Some((commit, day)) = line.split_once(' ') else { continue };
        // A commit that deletes the file has no version of it.
        let Ok(bytes) = git(&["show", &format!("{commit}:./{name}")]) else { continue };
        let markdown = name.ends_with(".md");
        let document =
            document::parse(bytes, markdown).map_err(|problem| Failure(format!("{shown} at {commit}: {problem}")))?;
        versions.push(Version { day: day.to_owned(), name: commit.to_owned(), document });
    }
    Ok(versions)
}

fn word(happened: Happened) -> &'static str {
    match happened {
        Happened::Added => "added",
        Happened::Reworded => "reworded",
        Happened::Changed => "changed",
        Happened::Removed => "removed",
    }
}

fn text(steps: &[Step], versions: usize, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{versions} versions")?;
    for step in steps {
        writeln!(out, "\n{}  {}", step.date, step.conclusion.sentence())?;
        for change in &step.changes {
            writeln!(out, "  {} ({})", word(change.happened), change.label.name())?;
            for (sign, words) in [("-", &change.before), ("+", &change.after)] {
                if let Some(words) = words {
                    writeln!(out, "    {sign} {}", words.replace(char::is_control, " "))?;
                }
            }
        }
    }
    Ok(())
}

/// A page that stands by itself: no script, nothing loaded, all text escaped.
fn timeline(title: &str, steps: &[Step]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                title { (title) ": training clauses over time" }
                style { (maud::PreEscaped(STYLE)) }
            }
            body {
                h1 { (title) ": training clauses over time" }
                p { "Read by a program that can be wrong. Read the sentences yourself." }
                ol {
                    @for step in steps {
                        li {
                            h2 { time datetime=(step.date) { (step.date) } }
                            p { strong { (step.conclusion.sentence()) } }
                            @for change in &step.changes {
                                section {
                                    h3 { (word(change.happened)) " (" (change.label.name()) ")" }
                                    @if let Some(before) = &change.before { p { del { (before) } } }
                                    @if let Some(after) = &change.after { p { ins { (after) } } }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

const STYLE: &str = ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}ol{list-style:none;padding:0 0 0 1rem;border-inline-start:3px solid #888}h2,h3{font-size:1rem;margin:1rem 0 .25rem}p{margin:.25rem 0}ins{text-decoration:none;background:#1a7f3733}del{background:#b3261e33}";
