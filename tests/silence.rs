//! Unrelated traffic stays silent: an ordinary address, or one that only looks like an app's, gives no
//! finding with an activity and nothing above information.
//!
//! The lists in `tests/cases/ordinary` hold one address per line; those in `pages` are opened as pages as
//! well, those in `requests` are what pages fetch (an address after a space is the page that fetches).
//! The look-alikes are derived from the rules themselves, so that a new rule is tested without being asked.
//! The lists run through the real Wasm in `tests/unit/silence.test.js`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use trainspotter::pattern::{HostPattern, PathPattern};
use trainspotter::rule::App;
use trainspotter::verdict::Level;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal};

/// A page of nobody in the rules.
const FOREIGN_PAGE: &str = "https://www.morning-paper.example/2026/11/24/harbour-opens-again?ref=front";

fn lists(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/ordinary").join(folder);
    let mut files: Vec<_> = fs::read_dir(root).expect("the lists").flatten().map(|entry| entry.path()).collect();
    files.sort();
    let mut lines = Vec::new();
    for file in files {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let text = fs::read_to_string(&file).expect("text");
        let kept = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        lines.extend(kept.map(|line| (name.clone(), line.to_owned())));
    }
    lines
}

fn request(url: &str, page: Option<&str>) -> Signal {
    Signal::Request { url: url.to_owned(), method: None, resource_type: None, page: page.map(str::to_owned) }
}

fn page(url: &str) -> Signal {
    Signal::Page { url: url.to_owned() }
}

struct Ear {
    engine: Engine,
    context: Context,
    heard: Vec<String>,
}

impl Ear {
    fn new() -> Ear {
        let context = Context::on(PartialDate::new(2026, 11, 24).expect("a day"));
        Ear { engine: Engine::new(Ruleset::shipped()), context, heard: Vec::new() }
    }

    /// Notes a signal that is not silent.
    fn listen(&mut self, place: &str, signal: &Signal) {
        let answer = self.engine.classify(signal, &self.context);
        let loud = answer.findings.iter().find(|found| answer.activity.is_some() || found.level > Level::Info);
        if let Some(found) = loud {
            let activity = answer.activity.map_or("no activity", trainspotter::activity::Activity::as_str);
            self.heard.push(format!("{place}: {activity}, {} {:?}: {signal:?}", found.practice, found.level));
        }
    }

    fn must_have_heard_nothing(self) {
        let count = self.heard.len();
        assert!(count == 0, "{count} were not silent, among them:\n{}", self.heard[..count.min(400)].join("\n"));
    }
}

#[test]
fn ordinary_traffic_is_silent() {
    let mut ear = Ear::new();
    let (pages, requests) = (lists("pages"), lists("requests"));
    let mut seen = BTreeSet::new();
    for (file, line) in &pages {
        assert!(seen.insert(line.clone()), "{file}: {line} is listed twice");
        for signal in [request(line, None), request(line, Some(FOREIGN_PAGE)), request(line, Some(line)), page(line)] {
            ear.listen(file, &signal);
        }
    }
    for (file, line) in &requests {
        let (url, of_page) = line.split_once(' ').unwrap_or((line, FOREIGN_PAGE));
        assert!(seen.insert(line.clone()), "{file}: {line} is listed twice");
        for signal in [request(url, None), request(url, Some(of_page))] {
            ear.listen(file, &signal);
        }
    }
    ear.must_have_heard_nothing();
    assert_eq!((pages.len(), requests.len()), (4_681, 2_920));
}

/// A host that the pattern means.
fn host_of(pattern: &HostPattern) -> String {
    if pattern.is_wildcard() { format!("acme.{}", pattern.name()) } else { pattern.name().to_owned() }
}

fn hosts_of(app: &App) -> BTreeSet<String> {
    let pages = app.pages.iter().flat_map(|pages| &pages.hosts);
    let of_indicators = app.indicators.iter().flat_map(|indicator| &indicator.hosts);
    pages.chain(&app.request_hosts).chain(of_indicators).map(host_of).collect()
}

/// A path as the pattern describes it, with something plausible for every open part.
fn path_of(pattern: &PathPattern) -> String {
    let mut path = String::new();
    let mut depth = 0;
    for character in pattern.to_string().chars() {
        match character {
            '{' => depth += 1,
            '}' => {
                depth -= 1;
                path.push_str(if depth == 0 { "T0ABCDEF1" } else { "" });
            }
            _ if depth > 0 => {}
            '*' => path.push('x'),
            other => path.push(other),
        }
    }
    path
}

fn paths_of(app: &App) -> BTreeSet<String> {
    let pages = app.pages.iter().flat_map(|pages| &pages.paths);
    let of_indicators = app.indicators.iter().flat_map(|indicator| &indicator.paths);
    let paths: BTreeSet<String> = pages.chain(of_indicators).map(path_of).collect();
    if paths.is_empty() { BTreeSet::from(["/".to_owned()]) } else { paths }
}

/// Addresses that are not on `host`, though a hasty reader, or a hasty program, may think so.
fn lookalikes(host: &str, path: &str) -> Vec<String> {
    let dashed = host.replace('.', "-");
    let joined = host.replacen('.', "", 1);
    let last = host.rfind('.').expect("a dot");
    let (name, end) = host.split_at(last);
    // Cyrillic letters that look like Latin ones in the domain, and the same as browsers write it.
    let domain = name.rfind('.').map_or(0, |dot| dot + 1);
    let cyrillic = format!(
        "{}{}{end}",
        &host[..domain],
        name[domain..].replacen('o', "\u{43e}", 1).replacen('a', "\u{430}", 1).replacen('e', "\u{435}", 1)
    );
    let encoded = url::Url::parse(&format!("https://{cyrillic}/")).ok();
    let punycode = encoded.and_then(|url| url.host_str().map(str::to_owned)).filter(|ascii| ascii != host);
    let mut all = vec![
        format!("https://{host}.evil.example{path}"),
        format!("https://{host}.example{path}"),
        format!("https://{dashed}.example{path}"),
        format!("https://{dashed}{end}{path}"),
        format!("https://{joined}.example{path}"),
        format!("https://{name}{path}"),
        format!("https://{name}-login{end}{path}"),
        format!("https://{name}.evil{end}.example{path}"),
        format!("https://xn--{dashed}-q9a.example{path}"),
        format!("https://{host}.{path}"),
        format!("https://.{host}{path}"),
        format!("https://{host}:8443{path}"),
        format!("https://{host}:80{path}"),
        format!("https://{host}@evil.example{path}"),
        format!("https://{host}:443@evil.example{path}"),
        format!("https://someone@{host}{path}"),
        format!("https://someone:secret@{host}{path}"),
        format!("https://evil.example\\@{host}{path}"),
        format!("https://{host}\\.evil.example{path}"),
        format!("https://{host}\\{path}"),
        format!("https://{}{path}", host.replacen('.', "%2e", 1)),
        format!("https://{}{path}", host.replacen('.', "\u{3002}", 1)),
        format!("https://{}{path}", host.replacen('.', "..", 1)),
        format!("https://{}{path}", host.replacen('.', "\t.", 1)),
        format!("https://{host}\t{path}"),
        format!("https:// {host}{path}"),
        format!("https://{host}%00.evil.example{path}"),
        format!("http://{host}{path}"),
        format!("ws://{host}{path}"),
        format!("ftp://{host}{path}"),
        format!("file://{host}{path}"),
        format!("blob:https://{host}{path}"),
        format!("view-source:https://{host}{path}"),
        format!("javascript:location='https://{host}{path}'"),
        format!("data:text/html,https://{host}{path}"),
        format!("//{host}{path}"),
        format!("{host}{path}"),
        format!("https:/{host}{path}"),
        format!("https:{host}{path}"),
        format!("https://evil.example/{host}{path}"),
        format!("https://evil.example/?next=https://{host}{path}"),
        format!("https://evil.example/#https://{host}{path}"),
        format!("https://192.0.2.7{path}"),
        format!("https://[2001:db8::7]{path}"),
        format!("https://3221225991{path}"),
        format!("https://localhost{path}"),
        format!("https://example.com{path}"),
        format!("https://api.example.net{path}"),
    ];
    all.extend(punycode.map(|ascii| format!("https://{ascii}{path}")));
    if cyrillic != host {
        all.push(format!("https://{cyrillic}{path}"));
    }
    all
}

#[test]
fn look_alikes_of_every_host_are_silent() {
    let ruleset = Ruleset::shipped();
    let mut ear = Ear::new();
    let (mut hosts, mut addresses) = (0, 0);
    for app in ruleset.files().iter().flat_map(|file| &file.rules.apps) {
        for host in hosts_of(app) {
            hosts += 1;
            for path in paths_of(app) {
                for url in lookalikes(&host, &path) {
                    addresses += 1;
                    for signal in [request(&url, None), request(&url, Some(FOREIGN_PAGE)), page(&url)] {
                        ear.listen(&app.id, &signal);
                    }
                }
            }
        }
    }
    ear.must_have_heard_nothing();
    assert!(hosts >= 250 && addresses >= 100_000, "only {addresses} addresses for {hosts} hosts");
}

#[test]
fn an_app_is_not_heard_on_foreign_pages() {
    let ruleset = Ruleset::shipped();
    let mut ear = Ear::new();
    let mut requests = 0;
    for app in ruleset.files().iter().flat_map(|file| &file.rules.apps) {
        for host in hosts_of(app) {
            for path in paths_of(app) {
                requests += 1;
                let url = format!("https://{host}{path}");
                for foreign in
                    [FOREIGN_PAGE, "about:blank", "chrome-extension://abcdefgh/popup.html", "http://localhost/"]
                {
                    ear.listen(&app.id, &request(&url, Some(foreign)));
                }
            }
        }
    }
    ear.must_have_heard_nothing();
    assert!(requests >= 2_000, "only {requests} requests");
}

#[test]
fn the_same_host_written_otherwise_is_the_same() {
    let ear = Ear::new();
    let app = |url: &str| ear.engine.classify(&page(url), &ear.context).app;
    for url in ["https://app.slack.com/client/T0ABCDEF1/C1", "https://linear.app/acme/issue/ACM-1"] {
        let rest = url.strip_prefix("https://").expect("a scheme");
        let (host, path) = rest.split_once('/').expect("a path");
        let same = [format!("HTTPS://{}/{path}", host.to_uppercase()), format!("https://{host}:443/{path}#x")];
        assert!(app(url).is_some(), "{url}");
        for other in same {
            assert_eq!(app(&other), app(url), "{other}");
        }
    }
}
