//! One engine, to be counted by callgrind: only what happens in `counted_pass` is.
//!
//! usage: instructions ENGINE host|path RULES
//! Prints the number of requests by which the count is to be divided.

use peers::engines::{Adblock, AdblockChecked, Engine, Flat, Ours, RegexSet, Requests, UrlMap};
use peers::made_up::{KINDS, MEANT_OF_100, Rules, WARM};
use std::hint::black_box;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [engine, kind, count] = arguments.as_slice() else { panic!("usage: instructions ENGINE host|path RULES") };
    let kind = KINDS.iter().find(|(_, name)| name == kind).expect("host or path").0;
    let rules = Rules::new(kind, count.parse().expect("a number"));
    let requests = Requests::new(rules.addresses(WARM, MEANT_OF_100));
    match engine.as_str() {
        Ours::NAME => run(&Ours::new(&rules), &requests),
        Adblock::NAME => run(&Adblock::new(&rules), &requests),
        AdblockChecked::NAME => run(&AdblockChecked(&Adblock::new(&rules)), &requests),
        UrlMap::NAME => run(&UrlMap::new(&rules), &requests),
        Flat::NAME => run(&Flat::new(&rules), &requests),
        RegexSet::NAME => run(&RegexSet::new(&rules), &requests),
        _ => panic!("there is no engine {engine:?}"),
    }
    println!("{}", requests.addresses.len());
}

/// The first pass builds what is built lazily and is not counted.
fn run<E: Engine>(engine: &E, requests: &Requests) {
    black_box(engine.pass(requests));
    black_box(counted_pass(&|| engine.pass(requests)));
}

/// The name that callgrind is told.
#[unsafe(no_mangle)]
#[inline(never)]
fn counted_pass(pass: &dyn Fn() -> usize) -> usize {
    black_box(pass())
}
