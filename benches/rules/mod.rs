//! Made-up rules and addresses of any number, for measuring how cost grows. The same numbers give the same
//! rules and addresses everywhere.

use serde_json::{Value, json};
use trainspotter::Ruleset;

/// What a rule asks of an address.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// The host alone.
    Host,
    /// The host and the beginning of the path.
    HostAndPath,
}

/// One rule, as every engine that is compared can be told it.
#[derive(Clone, Debug)]
pub struct Rule {
    /// The host, written out.
    pub host: String,
    /// What the path begins with, whole segments without a slash at the end; absent if the host decides.
    pub path: Option<String>,
}

/// Rules on one host where the path decides.
const PATHS_ON_A_HOST: usize = 10;
/// What the rules on one host show, in their order, so that an answer tells which of them it was.
pub const ACTIVITIES: [&str; PATHS_ON_A_HOST] = [
    "message.send",
    "message.edit",
    "message.read",
    "file.upload",
    "file.view",
    "search.submit",
    "document.edit",
    "document.read",
    "ai.prompt",
    "background",
];
/// Rules in one file.
const RULES_IN_A_FILE: usize = 500;
const WORDS: [&str; 16] = [
    "api", "app", "board", "client", "cloud", "docs", "edge", "files", "gate", "mail", "meet", "notes", "rooms",
    "search", "sync", "work",
];
const ENDS: [&str; 4] = ["example", "example.com", "example.net", "test"];

/// Numbers that look random and are the same on every run.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % sides.max(1)
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.roll(WORDS.len())]
    }

    fn letters(&mut self, count: usize) -> String {
        (0..count).map(|_| char::from(b"abcdefghijklmnopqrstuvwxyz0123456789"[self.roll(36)])).collect()
    }
}

/// So many rules, each different from the others.
pub fn rules(kind: Kind, count: usize) -> Vec<Rule> {
    let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
    let mut host = String::new();
    let rule = |number: usize| {
        if kind == Kind::Host || number.is_multiple_of(PATHS_ON_A_HOST) {
            host = format!("{}.{}{number}.{}", dice.word(), dice.word(), ENDS[dice.roll(ENDS.len())]);
        }
        let path = format!("/{}/v{}/{}{number}", dice.word(), dice.roll(9), dice.word());
        Rule { host: host.clone(), path: (kind == Kind::HostAndPath).then_some(path) }
    };
    (0..count).map(rule).collect()
}

/// The rules as a rule set: an app for each host, with an indicator for each rule.
///
/// # Panics
/// The rules would not pass the check.
pub fn ruleset(rules: &[Rule]) -> Ruleset {
    let files: Vec<(String, String)> = rules
        .chunks(RULES_IN_A_FILE)
        .enumerate()
        .map(|(number, rules)| {
            let apps: Vec<Value> = rules
                .chunk_by(|one, other| one.host == other.host)
                .enumerate()
                .map(|(app, rules)| {
                    let indicators: Vec<Value> = rules
                        .iter()
                        .enumerate()
                        .map(|(place, rule)| {
                            let path = format!("{}/**", rule.path.as_deref().unwrap_or(""));
                            let activity = ACTIVITIES[place % PATHS_ON_A_HOST];
                            json!({ "id": format!("i{place}"), "activity": activity, "confidence": "B", "paths": [path] })
                        })
                        .collect();
                    json!({
                        "id": format!("app-{number}-{app}"), "name": format!("App {number} {app}"),
                        "pages": [{ "hosts": [rules[0].host] }], "indicators": indicators,
                    })
                })
                .collect();
            let vendor = json!({ "id": format!("vendor-{number}"), "name": format!("Vendor {number}") });
            let file = json!({ "schema": 1, "vendor": vendor, "apps": apps, "practices": [] });
            (format!("vendor-{number}.json"), file.to_string())
        })
        .collect();
    let texts = files.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let (ruleset, problems) = Ruleset::load(texts, None);
    assert_eq!(problems.first().map(ToString::to_string), None);
    ruleset
}

/// So many different addresses, 137 characters long on average. Of 100, so many are meant by one of the rules;
/// of the others every fourth has the host of a rule, or a host beside it, and the rest are strangers.
pub fn addresses(rules: &[Rule], count: usize, meant_of_100: usize) -> Vec<String> {
    let mut dice = Dice(0x2545_f491_4f6c_dd1d);
    let address = |number: usize| {
        let rule = &rules[dice.roll(rules.len())];
        let tail = tail(&mut dice, number);
        if dice.roll(100) < meant_of_100 {
            return format!("https://{}{}{tail}", rule.host, rule.path.as_deref().unwrap_or(""));
        }
        match dice.roll(8) {
            0 if rule.path.is_some() => format!("https://{}/{}{tail}", rule.host, dice.word()),
            0 | 1 => format!("https://{}.{}{tail}", dice.word(), rule.host),
            _ => format!("https://{}.{}.{}{tail}", dice.word(), dice.letters(9), ENDS[dice.roll(ENDS.len())]),
        }
    };
    (0..count).map(address).collect()
}

/// The rest of an address: some segments, a file, a query.
fn tail(dice: &mut Dice, number: usize) -> String {
    let mut tail = String::new();
    for _ in 0..dice.roll(4) {
        tail.extend(["/", dice.word()]);
    }
    let (file, value) = (8 + dice.roll(30), 10 + dice.roll(80));
    tail + &format!("/{}-{number}?{}={}", dice.letters(file), dice.word(), dice.letters(value))
}
