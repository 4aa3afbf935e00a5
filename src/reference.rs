//! The matcher as one would write it without a thought for speed, to compare the tables with.
//!
//! It asks every app and every pattern, in the order that the rules promise. `TRAINSPOTTER_URLS` says how
//! many addresses are tried; the bench tries millions.

use crate::location::Location;
use crate::pattern::HostPattern;
use crate::rule::{App, Indicator, VendorFile};
use crate::ruleset::{RuleFile, Ruleset};
use crate::tables::{AppRef, Tables};
use serde_json::json;

/// How particular the most particular of the hosts is that means this one; `None` if none does.
fn particular<'a>(hosts: impl Iterator<Item = &'a HostPattern>, host: &str) -> Option<usize> {
    let fitting = hosts.filter(|pattern| pattern.matches(host));
    fitting.map(|pattern| if pattern.is_wildcard() { pattern.name().split('.').count() } else { usize::MAX }).max()
}

fn apps_on<'r>(ruleset: &'r Ruleset, host: &str) -> Vec<(AppRef, &'r App)> {
    let known = ruleset.apps().filter_map(|(at, app)| Some((particular(crate::matcher::hosts(app), host)?, at, app)));
    let mut known: Vec<_> = known.collect();
    known.sort_by_key(|(particular, ..)| std::cmp::Reverse(*particular));
    known.into_iter().map(|(_, at, app)| (at, app)).collect()
}

fn fits(indicator: &Indicator, location: &Location<'_>, method: Option<&str>) -> bool {
    let on_host = indicator.hosts.is_empty() || indicator.hosts.iter().any(|host| host.matches(&location.host));
    let by_method = match method {
        Some(seen) if !indicator.methods.is_empty() => {
            indicator.methods.iter().any(|wanted| wanted.eq_ignore_ascii_case(seen))
        }
        _ => true,
    };
    let asked = |(name, wanted): (&String, &String)| match location.query_value(name) {
        Some(value) => wanted == "*" || value == wanted,
        None => false,
    };
    on_host && by_method && indicator.query.iter().all(asked)
}

fn request<'r>(
    ruleset: &'r Ruleset,
    location: &Location<'_>,
    method: Option<&str>,
    page: Option<&Location<'_>>,
) -> Option<(AppRef, &'r Indicator)> {
    for (at, app) in apps_on(ruleset, &location.host) {
        let own = || app.pages.iter().flat_map(|pages| &pages.hosts).chain(&app.request_hosts);
        if page.is_some_and(|page| !own().any(|host| host.matches(&page.host))) {
            continue;
        }
        let fitting = || app.indicators.iter().filter(|indicator| fits(indicator, location, method));
        let literal = fitting().find(|one| one.paths.iter().any(|path| path.literal() == Some(location.path)));
        let pattern = || {
            fitting().find(|one| {
                one.paths.iter().any(|path| path.literal().is_none() && path.matches(location.path).is_some())
            })
        };
        if let Some(found) = literal.or_else(pattern) {
            return Some((at, found));
        }
    }
    None
}

fn tabled<'r>(
    ruleset: &'r Ruleset,
    tables: &Tables,
    location: &Location<'_>,
    method: Option<&str>,
    page: Option<&Location<'_>>,
) -> Option<(AppRef, &'r Indicator)> {
    tables.request(ruleset, tables.on_host(location.host.as_bytes()), location, method, page)
}

const WORDS: [&str; 15] =
    ["api", "a", "b", "x", "v1", "T0123ABCD", "42", "", "client", "%2e", "A-Z_", "é", "c.post", "**", "{id}"];

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    fn pick<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.roll(list.len())]
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.roll(WORDS.len())]
    }

    /// A host that some rule means, or nearly means.
    fn host(&mut self, known: &[HostPattern]) -> String {
        let pattern = self.pick(known);
        let name = pattern.name();
        match self.roll(12) {
            0 => format!("{}.example", self.word()),
            1 => name.to_uppercase(),
            2 => format!("{name}."),
            3 => format!(".{name}"),
            4 => format!("x{name}"),
            5 => name.split_once('.').map_or("", |(_, parent)| parent).to_owned(),
            6 => format!("a.b.{name}"),
            7 => format!("{}{name}", "l.".repeat(self.roll(130))),
            8 if pattern.is_wildcard() => format!("Acme.{name}"),
            _ if pattern.is_wildcard() => format!("acme.{name}"),
            _ => name.to_owned(),
        }
    }

    /// A path that some pattern fits, or nearly fits.
    fn path(&mut self, known: &[String]) -> String {
        let mut path = String::new();
        for segment in self.pick(known).trim_start_matches('/').split('/') {
            let written = match segment {
                "**" => format!("{}/{}", self.word(), self.word()),
                _ if segment.starts_with('{') && segment.contains("[0-9]") => "1234567890123456".to_owned(),
                _ if segment.starts_with('{') && segment.contains("[TE]") => "T0123ABCD".to_owned(),
                _ if segment.starts_with('{') => self.word().to_owned(),
                _ => segment.replace('*', "any.thing"),
            };
            match self.roll(14) {
                0 => continue,
                1 => path.extend(["/", self.word(), "/", &written]),
                2 => path.extend(["/", &written, "x"]),
                _ => path.extend(["/", &written]),
            }
        }
        match self.roll(16) {
            0 => path + "/",
            1 => path.replacen('/', "\\", 1),
            2 => path + &"/y".repeat(self.roll(60)),
            _ => path,
        }
    }

    /// An address of one app, or with the host of one and the path of another.
    fn url(&mut self, apps: &[(Vec<HostPattern>, Vec<String>)], queries: &[String]) -> String {
        let (hosts, paths) = self.pick(apps);
        let paths = if self.roll(4) == 0 { &self.pick(apps).1 } else { paths };
        let (host, path) = (self.host(hosts), self.path(paths));
        let scheme = *self.pick(&[
            "https://",
            "https://",
            "https://",
            "https://",
            "https://",
            "https://",
            "wss://",
            "HTTPS://",
            "http://",
            "https://u@",
        ]);
        let port = *self.pick(&["", "", "", "", ":443", ":8080", ":"]);
        let query = match self.roll(4) {
            0 => format!("?{}", self.pick(queries)),
            1 => format!("?x=1&{}#top", self.pick(queries)),
            _ => String::new(),
        };
        format!("{scheme}{host}{port}{path}{query}")
    }
}

/// Rules that collide as often as they can: few hosts, few words, many apps.
fn quarrelsome(dice: &mut Dice) -> Ruleset {
    const HOSTS: [&str; 9] = [
        "a.example",
        "*.a.example",
        "b.a.example",
        "*.b.a.example",
        "c.b.a.example",
        "*.example.com",
        "x.example.com",
        "example.com",
        "*.x.example.com",
    ];
    const PATHS: [&str; 16] = [
        "/",
        "/**",
        "/a",
        "/a/**",
        "/a/b",
        "/a/{id}",
        "/a/*",
        "/{x}/b",
        "/a/{id:[0-9]+}/**",
        "/a/b*c",
        "/a//b",
        "/a/b/",
        "/a/b/**",
        "/{id:[TE][A-Z0-9]{6,}}/**",
        "/a/b/c/d/e",
        "/*/b",
    ];
    let list = |dice: &mut Dice, from: &[&str], most: usize| -> Vec<String> {
        (0..=dice.roll(most)).map(|_| (*dice.pick(from)).to_owned()).collect()
    };
    let mut files = Vec::new();
    for file in 0..3 {
        let apps: Vec<_> = (0..4)
            .map(|app| {
                let indicators: Vec<_> = (0..5)
                    .map(|number| {
                        let mut indicator = json!({
                            "id": format!("i{number}"), "activity": "message.send", "confidence": "A",
                            "paths": list(dice, &PATHS, 3),
                        });
                        if dice.roll(4) == 0 {
                            indicator["methods"] = json!([dice.pick(&["POST", "get"])]);
                        }
                        if dice.roll(4) == 0 {
                            indicator["hosts"] = json!(list(dice, &HOSTS, 1));
                        }
                        if dice.roll(4) == 0 {
                            indicator["query"] = json!({ "q": dice.pick(&["*", "1", ""]) });
                        }
                        indicator
                    })
                    .collect();
                json!({
                    "id": format!("app{file}{app}"), "name": "An app", "pages": [{ "hosts": list(dice, &HOSTS, 1) }],
                    "requestHosts": list(dice, &HOSTS, 1), "indicators": indicators,
                })
            })
            .collect();
        let vendor = json!({ "schema": 1, "vendor": { "id": "v", "name": "V" }, "apps": apps, "practices": [] });
        let rules: VendorFile = serde_json::from_value(vendor).unwrap();
        files.push(RuleFile { name: format!("v{file}.json"), rules: rules.into(), custom: file > 1 });
    }
    Ruleset::of(files)
}

/// Tries addresses, and says how many were recognised.
fn compare(ruleset: &Ruleset, dice: &mut Dice, times: usize) -> usize {
    let tables: Tables = ruleset.tables().unwrap();
    let paths = |app: &App| -> Vec<String> {
        let written = app.indicators.iter().flat_map(|one| &one.paths).map(ToString::to_string);
        written.chain(["/".to_owned()]).collect()
    };
    let apps: Vec<_> =
        ruleset.apps().map(|(_, app)| (crate::matcher::hosts(app).cloned().collect(), paths(app))).collect();
    let named = ruleset.apps().flat_map(|(_, app)| &app.indicators);
    let named = { named }.flat_map(|one| one.query.iter().map(|(name, value)| format!("{name}={value}")));
    let queries: Vec<String> = named.chain(["q=1".to_owned(), "q".to_owned(), "q=&q=1".to_owned()]).collect();
    let mut recognised = 0;
    for _ in 0..times {
        let url = dice.url(&apps, &queries);
        let page = dice.url(&apps, &queries);
        let method = *dice.pick(&[None, Some("GET"), Some("post")]);
        let page = Location::parse(&page).ok().filter(|_| dice.roll(2) == 0);
        let Ok(location) = Location::parse(&url) else {
            assert!(crate::location::host_and_tail(&url).is_err(), "{url}");
            continue;
        };
        if let Some(host) = crate::location::host_at_first_sight(url.as_bytes()) {
            assert_eq!(host.to_ascii_lowercase(), location.host.as_bytes(), "{url}");
        }
        let slow = request(ruleset, &location, method, page.as_ref()).map(|(at, one)| (at, &one.id));
        let fast = tabled(ruleset, &tables, &location, method, page.as_ref()).map(|(at, one)| (at, &one.id));
        assert_eq!(fast, slow, "{url} on {page:?} by {method:?}");
        let known: Vec<AppRef> = apps_on(ruleset, &location.host).into_iter().map(|(at, _)| at).collect();
        let mut found = Vec::new();
        for at in tables.apps_on(&location.host) {
            if !found.contains(&at) {
                found.push(at);
            }
        }
        assert_eq!(found, known, "{url}");
        assert_eq!(tables.on_host(location.host.as_bytes()).next().is_some(), !known.is_empty(), "{url}");
        recognised += usize::from(fast.is_some());
    }
    recognised
}

fn times() -> usize {
    std::env::var("TRAINSPOTTER_URLS").ok().and_then(|times| times.parse().ok()).unwrap_or(20_000)
}

#[test]
fn the_tables_say_what_the_shipped_rules_say() {
    let recognised = compare(&Ruleset::shipped(), &mut Dice(0x2545_f491_4f6c_dd1d), times());
    assert!(recognised > times() / 50, "only {recognised} of {} addresses were recognised", times());
}

#[test]
fn the_tables_say_what_quarrelsome_rules_say() {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut recognised = 0;
    for _ in 0..40 {
        let ruleset = quarrelsome(&mut dice);
        recognised += compare(&ruleset, &mut dice, times() / 40);
    }
    assert!(recognised > times() / 10, "only {recognised} of {} addresses were recognised", times());
}

#[test]
fn hostile_addresses_are_answered() {
    let ruleset = Ruleset::shipped();
    let tables = ruleset.tables().unwrap();
    let host = ruleset.page_hosts().into_iter().find(|host| !host.starts_with('*')).unwrap();
    let long = [
        format!("https://{host}/{}", "a/".repeat(1_000_000)),
        format!("https://{host}/{}", "a".repeat(2_000_000)),
        format!("https://{host}/?{}", "q=1&".repeat(500_000)),
        format!("https://{host}/{}*", "*".repeat(2_000_000)),
        format!("https://{}{host}/", "l.".repeat(1_000)),
        format!("https://{}/", "l.".repeat(1_000_000)),
        format!("https://{}/", ".".repeat(253)),
        "/".repeat(2_000_000),
    ];
    for url in &long {
        let found = Location::parse(url)
            .ok()
            .and_then(|location| tabled(&ruleset, &tables, &location, None, None).map(|(at, _)| at));
        assert!(found.is_none(), "{}", &url[..60]);
    }
}
