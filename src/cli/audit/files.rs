//! Which captures are meant: files, and what lies in folders and archives.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Endings of captures that are looked for in folders and archives; a file that is named is always read.
const ENDINGS: [&str; 4] = [".har", ".har.gz", ".har.json", ".har.zip"];

/// How a capture is packed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zip,
}

/// One file to be read.
#[derive(Debug)]
pub(super) struct Found {
    pub path: PathBuf,
    pub bytes: u64,
    pub packing: Packing,
    /// Whether the file may be read twice, which a pipe may not.
    pub regular: bool,
}

impl Found {
    /// Opens it; `-` is standard input.
    pub fn open(&self) -> std::io::Result<Box<dyn Read>> {
        if is_stdin(&self.path) {
            return Ok(Box::new(std::io::stdin()));
        }
        Ok(Box::new(File::open(&self.path)?))
    }

    /// What it is called in a message.
    pub fn shown(&self) -> String {
        if is_stdin(&self.path) { STDIN.to_owned() } else { shown(&self.path) }
    }

    /// What it is called in a report: without its folders, which are nobody else's business.
    pub fn name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        if is_stdin(&self.path) { STDIN.to_owned() } else { shown(name.as_ref()) }
    }
}

/// What `-` is called.
const STDIN: &str = "standard input";

fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// Whether a name in a folder or archive is one of a capture.
pub(super) fn is_capture(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// A path as it may stand in a message: on one line, whatever is in its name.
pub(super) fn shown(path: &Path) -> String {
    path.display()
        .to_string()
        .chars()
        .flat_map(|c| if c.is_control() { c.escape_default().collect() } else { vec![c] })
        .collect()
}

/// Finds the captures meant by some paths, in a fixed order, and says what could not be found.
pub(super) fn find(paths: &[PathBuf]) -> (Vec<Found>, Vec<String>) {
    let mut files = Vec::new();
    let mut broken = Vec::new();
    for path in paths {
        if path.is_dir() {
            let before = files.len() + broken.len();
            folder(path, &mut files, &mut broken);
            if files.len() + broken.len() == before {
                broken.push(format!(
                    "{}: there is no capture in this folder; their names end in {}",
                    shown(path),
                    ENDINGS.join(", ")
                ));
            }
        } else {
            add(path, &mut files, &mut broken);
        }
    }
    (files, broken)
}

fn folder(folder: &Path, files: &mut Vec<Found>, broken: &mut Vec<String>) {
    for entry in WalkDir::new(folder).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() && is_capture(&entry.file_name().to_string_lossy()) => {
                add(entry.path(), files, broken);
            }
            Ok(_) => {}
            Err(error) => broken.push(format!("{}: {error}", shown(error.path().unwrap_or(folder)))),
        }
    }
}

fn add(path: &Path, files: &mut Vec<Found>, broken: &mut Vec<String>) {
    let found = || -> std::io::Result<Found> {
        if is_stdin(path) {
            return Ok(Found { path: path.to_owned(), bytes: 0, packing: Packing::Plain, regular: false });
        }
        let metadata = path.metadata()?;
        let regular = metadata.is_file();
        let packing = if regular { packing(path)? } else { Packing::Plain };
        Ok(Found { path: path.to_owned(), bytes: metadata.len(), packing, regular })
    };
    match found() {
        Ok(found) => files.push(found),
        Err(error) => broken.push(format!("{}: {error}; give the path of a HAR capture", shown(path))),
    }
}

/// Told by the first bytes, not by the name.
fn packing(path: &Path) -> std::io::Result<Packing> {
    let mut first = Vec::with_capacity(4);
    File::open(path)?.take(4).read_to_end(&mut first)?;
    Ok(match first.as_slice() {
        [0x1f, 0x8b, ..] => Packing::Gzip,
        b"PK\x03\x04" | b"PK\x05\x06" => Packing::Zip,
        _ => Packing::Plain,
    })
}
