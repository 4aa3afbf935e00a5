//! One request, native: every engine on the same rules and addresses, in interleaved rounds.
//!
//! usage: native ROUNDS RULES...
//! Answers are compared before anything is timed: an engine that answers wrong is not fast.

use peers::engines::{Adblock, AdblockChecked, Engine, Flat, Ours, RegexSet, Requests, UrlMap};
use peers::made_up::{COLD, KINDS, Kind, MEANT_OF_100, Rules, WARM};
use peers::rounds::{Comparison, Way, measure};
use serde_json::json;
use std::hint::black_box;

/// Shortest time of one warm sample, in seconds.
const LEAST: f64 = 0.01;
/// Half of the requests are meant: a page that does nothing but work.
const BUSY: usize = 50;

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|argument| argument.parse().ok()).collect();
    let [rounds, counts @ ..] = numbers.as_slice() else { panic!("usage: native ROUNDS RULES...") };
    let mut comparisons = Vec::new();
    for count in counts {
        for kind in KINDS {
            compare(kind, *count, *rounds, &mut comparisons);
        }
    }
    println!("{}", json!({ "part": "native", "comparisons": comparisons }));
}

fn compare((kind, name): (Kind, &str), count: usize, rounds: usize, comparisons: &mut Vec<Comparison>) {
    let rules = Rules::new(kind, count);
    let ours = Ours::new(&rules);
    let adblock = Adblock::new(&rules);
    let checked = AdblockChecked(&adblock);
    let url_map = UrlMap::new(&rules);
    let flat = Flat::new(&rules);
    let regex_set = (count <= RegexSet::MOST_RULES).then(|| RegexSet::new(&rules));
    let cases = [("warm", WARM, MEANT_OF_100, LEAST), ("cold", COLD, MEANT_OF_100, 0.0), ("busy", WARM, BUSY, LEAST)];
    for (case, addresses, meant, least) in cases {
        let requests = &Requests::new(rules.addresses(addresses, meant));
        let answers = ours.answers(&rules, requests);
        let all = 0..requests.addresses.len();
        let known = answers.iter().flatten().count() * 100;
        assert!(
            known >= all.len() * meant / 2 && known <= all.len() * meant * 2,
            "{known} of 100 times {addresses} are known"
        );
        same("adblock-rust", &Adblock::answers(&rules, requests), &answers, requests);
        // As it is timed it only says that a rule was found, not which.
        let found: Vec<_> = { all.clone() }.map(|number| adblock.ask(requests, number).and(answers[number])).collect();
        same(Adblock::NAME, &found, &answers, requests);
        same(UrlMap::NAME, &given(&url_map, requests), &answers, requests);
        same(Flat::NAME, &given(&flat, requests), &answers, requests);
        if let Some(set) = &regex_set {
            same(RegexSet::NAME, &given(set, requests), &answers, requests);
        }
        let mut ways: Vec<Way<'_>> = vec![
            way(&ours, requests),
            way(&adblock, requests),
            way(&checked, requests),
            way(&url_map, requests),
            way(&flat, requests),
        ];
        ways.extend(regex_set.as_ref().map(|set| way(set, requests)));
        comparisons.push(measure(format!("native/{case}/{name}/{count}"), addresses, rounds, least, &ways));
    }
}

fn given<E: Engine>(engine: &E, requests: &Requests) -> Vec<Option<u32>> {
    (0..requests.addresses.len()).map(|number| engine.ask(requests, number)).collect()
}

fn way<'a, E: Engine>(engine: &'a E, requests: &'a Requests) -> Way<'a> {
    (E::NAME, Box::new(|| _ = black_box(engine.pass(black_box(requests)))))
}

/// # Panics
/// If two engines answer differently, with the first address on which they do.
fn same(name: &str, given: &[Option<u32>], ours: &[Option<u32>], requests: &Requests) {
    assert_eq!(given.len(), ours.len(), "{name} did not answer all");
    if let Some(at) = given.iter().zip(ours).position(|(one, other)| one != other) {
        panic!("{name} says {:?}, Trainspotter {:?} of {}", given[at], ours[at], requests.addresses[at]);
    }
}
