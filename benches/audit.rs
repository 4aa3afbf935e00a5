//! `trainspotter audit` beside other readers of the same generated capture, in one run.
//!
//! usage: cargo bench --bench audit [-- MEGABYTES [NAME=PROGRAM]...]
//! A program that is named reads the capture at the path that it is given. With `TRAINSPOTTER_SAMPLES=FILE` every
//! time measured goes there too, as JSON.
//! Read the ratios, not the times: machine, cache and neighbours are the same for all.

mod capture;

use serde::Deserialize;
use std::borrow::Cow;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROUNDS: usize = 5;

#[derive(Deserialize)]
struct Har<'a> {
    #[serde(borrow)]
    log: Log<'a>,
}

#[derive(Deserialize)]
struct Log<'a> {
    #[serde(borrow)]
    entries: Vec<Entry<'a>>,
}

#[derive(Deserialize)]
struct Entry<'a> {
    #[serde(borrow)]
    request: Request<'a>,
}

#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    url: Cow<'a, str>,
    #[serde(borrow)]
    method: Cow<'a, str>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let megabytes = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(100);
    let folder = tempfile::tempdir()?;
    let path = folder.path().join("capture.har");
    let size = capture::write(File::create(&path)?, megabytes << 20)?;
    let binary = Path::new(env!("CARGO_BIN_EXE_trainspotter"));
    println!("{} MB generated, median of {ROUNDS} interleaved rounds, each from file to answer", size >> 20);

    let audit = |format: &'static str, jobs: &'static str| {
        let path = path.clone();
        move || command(Command::new(binary).args(["audit", "--format", format, "--jobs", jobs]).arg(&path))
    };
    let typed = || -> std::io::Result<bool> {
        let text = fs::read(&path)?;
        let har: Har<'_> = serde_json::from_slice(&text)?;
        Ok(har.log.entries.iter().map(|entry| entry.request.url.len() + entry.request.method.len()).sum::<usize>() > 0)
    };
    let tree = || -> std::io::Result<bool> {
        let text = fs::read(&path)?;
        Ok(serde_json::from_slice::<serde_json::Value>(&text)?["log"]["entries"].is_array())
    };
    let jq = || command(Command::new("jq").arg("[.log.entries[].request.url] | length").arg(&path));
    let script = "import json,sys; print(len(json.load(open(sys.argv[1]))['log']['entries']))";
    let python = || command(Command::new("python3").args(["-c", script]).arg(&path));

    let named: Vec<String> = std::env::args().skip(1).filter(|argument| argument.contains('=')).collect();
    let mut ways: Vec<Way<'_>> = vec![
        Way::new("audit, text, one thread", audit("text", "1")),
        Way::new("audit, JSON with checksums, one thread", audit("json", "1")),
        Way::new("audit, JSON with checksums, two threads", audit("json", "2")),
        Way::new("serde_json, typed and borrowed", typed),
        Way::new("serde_json, tree", tree),
        Way::new("Python json", python),
        Way::new("jq", jq),
    ];
    for (name, program) in named.iter().filter_map(|argument| argument.split_once('=')) {
        let path = &path;
        ways.push(Way::new(name, move || command(Command::new(program).arg(path))));
    }
    for _ in 0..ROUNDS {
        ways.iter_mut().for_each(Way::run);
    }
    let ours = ways[0].median();
    for way in &ways {
        match (way.median(), ours) {
            (Some(time), Some(ours)) => println!(
                "{:<42} {:>8.0} MB/s   {:>7.2} times the time of the first",
                way.name,
                size as f64 / 1e6 / time.as_secs_f64(),
                time.as_secs_f64() / ours.as_secs_f64()
            ),
            _ => println!("{:<42} not on this machine", way.name),
        }
    }
    if let Some(file) = std::env::var_os("TRAINSPOTTER_SAMPLES") {
        let milliseconds = |way: &Way<'_>| way.times.iter().map(|time| time.as_secs_f64() * 1e3).collect::<Vec<_>>();
        let series: Vec<_> =
            { ways.iter() }.map(|way| serde_json::json!({ "name": way.name, "samples": milliseconds(way) })).collect();
        let comparison = serde_json::json!({ "id": "audit", "unit": "ms", "bytes": size, "series": series });
        fs::write(file, serde_json::json!({ "part": "audit", "comparisons": [comparison] }).to_string())?;
    }
    Ok(())
}

struct Way<'a> {
    name: &'a str,
    act: Box<dyn Fn() -> std::io::Result<bool> + 'a>,
    times: Vec<Duration>,
}

impl<'a> Way<'a> {
    fn new(name: &'a str, act: impl Fn() -> std::io::Result<bool> + 'a) -> Way<'a> {
        Way { name, act: Box::new(act), times: Vec::new() }
    }

    fn run(&mut self) {
        let start = Instant::now();
        if matches!((self.act)(), Ok(true)) {
            self.times.push(start.elapsed());
        }
    }

    fn median(&self) -> Option<Duration> {
        let mut times = self.times.clone();
        times.sort();
        times.get(times.len() / 2).copied()
    }
}

fn command(command: &mut Command) -> std::io::Result<bool> {
    Ok(command.stdout(Stdio::null()).stderr(Stdio::null()).status()?.success())
}
