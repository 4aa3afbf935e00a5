//! `trainspotter watch`: dated versions of a policy to a dated list of what changed about training.
//!
//! Versions are the files of a folder that carry a date in their names, or the history of one file in
//! a git repository, as archives of terms keep it. Nothing is fetched: keeping the archive is another's work.

use super::read::one_line;
use super::timeline::timeline;
use super::{Failure, document};
use clap::{Args, ValueEnum};
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

/// A version: its day, where it is from, what it says; or why it cannot be read.
pub(super) struct Version {
    pub(super) day: String,
    name: String,
    document: Result<Document, String>,
}

/// A day on which something about training changed, or on which that cannot be told.
#[derive(Serialize)]
pub(super) struct Step {
    pub(super) date: String,
    version: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) conclusion: Option<Conclusion>,
    pub(super) changes: Vec<ClauseChange>,
    /// Why this version was passed over; the next is compared with the one before it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) unreadable: Option<String>,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    let versions = if options.path.is_dir() { folder(&options.path)? } else { history(&options.path)? };
    let path = options.path.display();
    if versions.is_empty() {
        return Err(Failure(format!(
            "{path}: no versions; name files like 2026-08-22.html, or give a file that git knows"
        )));
    }
    if let Some(Err(problem)) = versions.iter().map(|version| &version.document).find(|document| document.is_err())
        && versions.iter().all(|version| version.document.is_err())
    {
        return Err(Failure(format!("{path}: none of {} versions can be read; the first {problem}", versions.len())));
    }
    let steps = steps(&Reader::shipped(), &versions);
    let mut out = io::stdout().lock();
    match options.format {
        WatchFormat::Text => text(&steps, versions.len(), &mut out)?,
        WatchFormat::Html => {
            let name =
                options.path.file_name().map_or_else(|| path.to_string(), |name| name.to_string_lossy().into_owned());
            writeln!(out, "{}", timeline(&name, &steps, &versions).into_string())?;
        }
        WatchFormat::Json => {
            let whole = serde_json::json!({"schema": 1, "versions": versions.len(), "steps": steps});
            serde_json::to_writer_pretty(&mut out, &whole)?;
            out.write_all(b"\n")?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn steps(reader: &Reader, versions: &[Version]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut before: Option<(&Document, Conclusion)> = None;
    for version in versions {
        let (date, name) = (version.day.clone(), version.name.clone());
        let document = match &version.document {
            Ok(document) => document,
            Err(problem) => {
                let unreadable = Some(problem.clone());
                steps.push(Step { date, version: name, conclusion: None, changes: Vec::new(), unreadable });
                continue;
            }
        };
        let changes = before.map(|(before, _)| reader.changes(before, document)).unwrap_or_default();
        let conclusion = reader.read(document).conclusion;
        if before.is_none_or(|(_, was)| was != conclusion) || !changes.is_empty() {
            steps.push(Step { date, version: name, conclusion: Some(conclusion), changes, unreadable: None });
        }
        before = Some((document, conclusion));
    }
    steps
}

fn folder(path: &Path) -> Result<Vec<Version>, Failure> {
    let problem = |error: io::Error| Failure(format!("{}: {error}", path.display()));
    let mut versions = Vec::new();
    for entry in fs::read_dir(path).map_err(problem)? {
        let entry = entry.map_err(problem)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let Some(day) = day_in(&name).filter(|_| entry.path().is_file()) else { continue };
        let document = document::open(&entry.path()).map_err(|Failure(problem)| {
            let named = format!("{}: ", entry.path().display());
            problem.strip_prefix(&named).map_or(problem.clone(), str::to_owned)
        });
        versions.push(Version { day, document, name });
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
        // Names as they are, not in octal.
        let ran =
            Command::new("git").arg("-C").arg(folder).args(["-c", "core.quotePath=false"]).args(arguments).output();
        let output = ran.map_err(|error| {
            Failure(format!("git does not start ({error}); install it, or give a folder of dated files"))
        })?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        Err(Failure(format!("{shown}: git says: {}", String::from_utf8_lossy(&output.stderr).trim())))
    };
    // Newest first, as git follows a file through its renames only in this direction.
    let log = git(&["log", "--follow", "--format=%x00%H %as", "--name-only", "--diff-filter=d", "--", &name])?;
    let log = String::from_utf8_lossy(&log).into_owned();
    let mut versions = Vec::new();
    for entry in log.split('\0').filter(|entry| !entry.trim().is_empty()) {
        let mut lines = entry.lines().filter(|line| !line.is_empty());
        let (Some(head), Some(file)) = (lines.next(), lines.next()) else { continue };
        let Some((commit, day)) = head.split_once(' ') else { continue };
        let document = match git(&["show", &format!("{commit}:{file}")]) {
            Ok(bytes) => document::parse(bytes, file.ends_with(".md")),
            Err(Failure(problem)) => Err(problem),
        };
        versions.push(Version { day: day.to_owned(), name: commit.to_owned(), document });
    }
    versions.reverse();
    Ok(versions)
}

pub(super) fn word(happened: Happened) -> &'static str {
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
        if let Some(problem) = &step.unreadable {
            writeln!(out, "\n{}  could not be read: this version {}", step.date, one_line(problem))?;
        }
        if let Some(conclusion) = step.conclusion {
            writeln!(out, "\n{}  {}", step.date, conclusion.sentence())?;
        }
        for change in &step.changes {
            writeln!(out, "  {} ({})", word(change.happened), change.label.name())?;
            for (sign, words) in [("-", &change.before), ("+", &change.after)] {
                if let Some(words) = words {
                    writeln!(out, "    {sign} {}", one_line(words))?;
                }
            }
        }
    }
    Ok(())
}
