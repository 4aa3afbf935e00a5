//! Reads many captures side by side, each in constant memory.
//!
//! Whatever order the threads work in, the result is the same: parts are merged, not appended.

use super::files::{Found, Packing, is_capture, shown};
use flate2::read::MultiGzDecoder;
use indicatif::{ProgressBar, ProgressStyle};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::ops::Range;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use trainspotter::audit::Audit;
use trainspotter::report::{Input, InputProblem, hex};
use trainspotter::{Context, Engine, har, report};
use zip::ZipArchive;

/// Up to this size the checksum is computed while reading; of longer files by whoever is free.
const SMALL: u64 = 4 << 20;
/// Unpacked text that is read without asking how small it was packed.
const UNPACKED: u64 = 64 << 20;
/// Beyond that, how many times larger than the packed file the text may be.
const EXPANSION: u64 = 400;

enum Job {
    Whole(u32),
    Members(u32, Range<usize>, Arc<Budget>),
    Checksum(u32),
}

/// What one thread has read.
struct Part<'e> {
    audit: Audit<'e>,
    inputs: Vec<report::Read>,
    checksums: HashMap<u32, String>,
    problems: Vec<((u32, u32), String)>,
}

/// How much may still be unpacked from one file.
struct Budget(AtomicU64);

struct Shared<'a> {
    files: &'a [Found],
    checksums: bool,
    progress: ProgressBar,
}

/// Reads the files; the answer holds the audit, what to say of each file, and what could not be read.
pub(super) fn read_all<'e>(
    files: &[Found],
    jobs: usize,
    checksums: bool,
    engine: &'e Engine,
    context: &'e Context,
) -> (Audit<'e>, Vec<report::Read>, Vec<String>) {
    // Hidden where standard error is no terminal.
    let progress = ProgressBar::new(files.iter().map(|file| file.bytes).sum());
    if let Ok(style) = ProgressStyle::with_template("{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left") {
        progress.set_style(style);
    }
    let shared = Shared { files, checksums, progress };
    let new = || Part {
        audit: Audit::new(engine, context),
        inputs: Vec::new(),
        checksums: HashMap::new(),
        problems: Vec::new(),
    };
    let mut whole = new();
    let list = plan(&shared, jobs, &mut whole);
    let next = AtomicUsize::new(0);
    let mut whole = std::thread::scope(|scope| {
        let work = |mut part: Part<'e>| {
            while let Some(job) = list.get(next.fetch_add(1, Ordering::Relaxed)) {
                part.run(job, &shared);
            }
            part
        };
        let threads: Vec<_> = (1..jobs.min(list.len())).map(|_| scope.spawn(move || work(new()))).collect();
        let mut first = work(whole);
        for thread in threads {
            match thread.join() {
                Ok(part) => first.merge(part),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        first
    });
    shared.progress.finish_and_clear();
    for read in &mut whole.inputs {
        if read.input.sha256.is_none() {
            read.input.sha256 = whole.checksums.get(&read.file).cloned();
        }
    }
    whole.problems.sort();
    (whole.audit, whole.inputs, whole.problems.into_iter().map(|(_, message)| message).collect())
}

/// What is to be done. Archives are divided, so that one large archive keeps all threads busy.
fn plan(shared: &Shared<'_>, jobs: usize, part: &mut Part<'_>) -> Vec<Job> {
    let mut list = Vec::new();
    for (number, file) in (0_u32..).zip(shared.files) {
        if file.packing == Packing::Zip {
            match members(file) {
                Ok(0) => part.fail((number, 0), file, None, "there is no capture (.har) in this archive".to_owned()),
                Ok(count) => {
                    let budget = Arc::new(Budget::of(file.bytes));
                    let size = count.div_ceil(jobs * 4).max(1);
                    let ranges = (0..count).step_by(size).map(|start| start..count.min(start + size));
                    list.extend(ranges.map(|range| Job::Members(number, range, Arc::clone(&budget))));
                }
                Err(error) => part.fail((number, 0), file, None, format!("the archive cannot be opened: {error}")),
            }
        } else {
            list.push(Job::Whole(number));
        }
        if shared.checksums && file.regular && !computed_while_reading(file) {
            list.push(Job::Checksum(number));
        }
    }
    list
}

fn computed_while_reading(file: &Found) -> bool {
    !file.regular || (file.bytes <= SMALL && file.packing != Packing::Zip)
}

/// Number of captures in an archive.
fn members(file: &Found) -> zip::result::ZipResult<usize> {
    let archive = ZipArchive::new(BufReader::new(File::open(&file.path)?))?;
    Ok(archive.file_names().filter(|name| name.as_deref().is_ok_and(is_capture)).count())
}

impl<'e> Part<'e> {
    fn run(&mut self, job: &Job, shared: &Shared<'_>) {
        match job {
            Job::Whole(number) => self.whole(*number, shared),
            Job::Members(number, range, budget) => self.members(*number, range.clone(), budget, shared),
            Job::Checksum(number) => {
                let file = &shared.files[*number as usize];
                match checksum(file) {
                    Ok(sum) => drop(self.checksums.insert(*number, sum)),
                    Err(error) => self
                        .problems
                        .push(((*number, u32::MAX), format!("{}: no checksum: {error}", shown(&file.path)))),
                }
            }
        }
    }

    fn whole(&mut self, number: u32, shared: &Shared<'_>) {
        let file = &shared.files[number as usize];
        let source = match file.open() {
            Ok(source) => shared.progress.wrap_read(source),
            Err(error) => {
                return self.fail((number, 0), file, None, format!("{error}; give the path of a HAR capture"));
            }
        };
        let mut source = Summed { source, sum: (shared.checksums && computed_while_reading(file)).then(Sha256::new) };
        if file.packing == Packing::Gzip {
            let budget = Budget::of(file.bytes);
            self.capture(
                (number, 0),
                file,
                None,
                Bounded { source: MultiGzDecoder::new(BufReader::new(&mut source)), budget: &budget },
            );
        } else {
            self.capture((number, 0), file, None, &mut source);
        }
        if let (Some(sum), Some(read)) = (source.finish(), self.inputs.last_mut()) {
            read.input.sha256 = Some(sum);
        }
    }

    fn members(&mut self, number: u32, range: Range<usize>, budget: &Budget, shared: &Shared<'_>) {
        let file = &shared.files[number as usize];
        let opened =
            File::open(&file.path).map_err(Into::into).and_then(|source| ZipArchive::new(BufReader::new(source)));
        let mut archive = match opened {
            Ok(archive) => archive,
            Err(error) => return self.fail((number, 0), file, None, format!("the archive cannot be opened: {error}")),
        };
        let names = archive
            .file_names()
            .map(|name| name.is_ok_and(|name| is_capture(&name)))
            .enumerate()
            .filter(|(_, wanted)| *wanted);
        let wanted: Vec<usize> = names.map(|(index, _)| index).skip(range.start).take(range.len()).collect();
        for index in wanted {
            let at = (number, u32::try_from(index + 1).unwrap_or(u32::MAX));
            match archive.by_index(index) {
                Err(error) => {
                    self.fail(at, file, Some(&index.to_string()), format!("this member cannot be read: {error}"))
                }
                Ok(member) => {
                    let name = member.name().map(|name| name.into_owned()).unwrap_or_default();
                    shared.progress.inc(member.compressed_size());
                    let lower = name.to_ascii_lowercase();
                    let source = Bounded { source: member, budget };
                    if lower.ends_with(".zip") {
                        self.fail(
                            at,
                            file,
                            Some(&name),
                            "an archive inside an archive is not opened; unpack it first".to_owned(),
                        );
                    } else if lower.ends_with(".gz") {
                        self.capture(
                            at,
                            file,
                            Some(&name),
                            Bounded { source: MultiGzDecoder::new(BufReader::new(source)), budget },
                        );
                    } else {
                        self.capture(at, file, Some(&name), source);
                    }
                }
            }
        }
    }

    /// Reads one capture.
    fn capture(&mut self, at: (u32, u32), file: &Found, member: Option<&str>, source: impl Read) {
        let audit = &mut self.audit;
        let (summary, result) = har::read(source, |entry| audit.add(at.0, at.1, entry));
        let place = place(file, member);
        if let Err(error) = &result {
            self.problems.push((at, format!("{place}: {error}")));
        }
        let input = Input::new(&name(file, member), file.bytes, summary, result);
        self.inputs.push(report::Read { file: at.0, member: at.1, input });
    }

    fn fail(&mut self, at: (u32, u32), file: &Found, member: Option<&str>, message: String) {
        self.problems.push((at, format!("{}: {message}", place(file, member))));
        let problem = Some(InputProblem { offset: None, message });
        let input = Input { name: name(file, member), bytes: file.bytes, problem, ..Input::default() };
        self.inputs.push(report::Read { file: at.0, member: at.1, input });
    }

    fn merge(&mut self, other: Part<'e>) {
        self.audit.merge(other.audit);
        self.inputs.extend(other.inputs);
        self.checksums.extend(other.checksums);
        self.problems.extend(other.problems);
    }
}

/// The file, and the member behind `!/`, in a message.
fn place(file: &Found, member: Option<&str>) -> String {
    let member = member.map(|member| format!("!/{}", shown(member.as_ref()))).unwrap_or_default();
    format!("{}{member}", file.shown())
}

/// The same for the report, without folders, which are nobody else's business.
fn name(file: &Found, member: Option<&str>) -> String {
    let member = member.map(|member| format!("!/{}", shown(member.as_ref()))).unwrap_or_default();
    format!("{}{member}", file.name())
}

fn checksum(file: &Found) -> io::Result<String> {
    let mut source = File::open(&file.path)?;
    let mut window = vec![0; 256 << 10];
    let mut sum = Sha256::new();
    loop {
        match source.read(&mut window) {
            Ok(0) => return Ok(hex(&sum.finalize())),
            Ok(read) => sum.update(&window[..read]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Computes the checksum of what is read.
struct Summed<R> {
    source: R,
    sum: Option<Sha256>,
}

impl<R: Read> Read for Summed<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        if let Some(sum) = &mut self.sum {
            sum.update(&into[..read]);
        }
        Ok(read)
    }
}

impl<R: Read> Summed<R> {
    /// The checksum of the whole source: what nobody read yet is read.
    fn finish(mut self) -> Option<String> {
        self.sum.as_ref()?;
        let mut window = vec![0; 64 << 10];
        while self.read(&mut window).ok()? > 0 {}
        self.sum.map(|sum| hex(&sum.finalize()))
    }
}

impl Budget {
    fn of(packed: u64) -> Budget {
        Budget(AtomicU64::new(UNPACKED.max(packed.saturating_mul(EXPANSION))))
    }
}

/// Stops a file that unpacks to much more than captures do.
struct Bounded<'b, R> {
    source: R,
    budget: &'b Budget,
}

impl<R: Read> Read for Bounded<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(into)?;
        let spent =
            self.budget.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(read as u64));
        match spent {
            Ok(_) => Ok(read),
            Err(_) => Err(io::Error::other(format!(
                "it unpacks to more than {EXPANSION} times its size, as zip bombs do; if you trust it, unpack it and give the unpacked file"
            ))),
        }
    }
}
