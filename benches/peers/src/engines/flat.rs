//! Near the limit: one scan, and one table in which hashes alone decide.
//!
//! It could not be shipped: it trusts 64 bits of an unkeyed hash, knows one form of address and nothing but
//! whole hosts and fronts of paths. What an engine takes beyond it is the price of being right.

use super::{Engine, Requests, fronts};
use crate::made_up::Rules;

/// Hash and number, at the place that the hash says or soon after it.
pub struct Flat {
    slots: Vec<(u64, u32)>,
    mask: usize,
}

/// Stands for a host whose paths decide.
const HOST: u32 = u32::MAX;

impl Flat {
    /// Fills the table to a half at most.
    pub fn new(rules: &Rules) -> Flat {
        let size = (rules.list.len() * 3).next_power_of_two();
        let mut flat = Flat { slots: vec![(0, 0); size], mask: size - 1 };
        for (rule, number) in rules.list.iter().zip(0..) {
            let host = hash(0, &rule.host);
            match &rule.path {
                Some(path) => {
                    flat.put(host, HOST);
                    flat.put(hash(host, path), number);
                }
                None => flat.put(host, number),
            }
        }
        flat
    }

    fn put(&mut self, hash: u64, number: u32) {
        let mut at = self.place(hash);
        while self.slots[at].0 != 0 && self.slots[at].0 != hash {
            at = (at + 1) & self.mask;
        }
        self.slots[at] = (hash, number);
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> 32) as usize & self.mask
    }

    fn get(&self, hash: u64) -> Option<u32> {
        let mut at = self.place(hash);
        loop {
            match self.slots[at] {
                (0, _) => return None,
                (found, number) if found == hash => return Some(number),
                _ => at = (at + 1) & self.mask,
            }
        }
    }
}

/// Eight bytes at a time.
fn hash(seed: u64, text: &str) -> u64 {
    let step = |hash: u64, word: u64| (hash.rotate_left(5) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    let mut words = text.as_bytes().chunks_exact(8);
    let hash =
        { &mut words }.fold(seed, |hash, word| step(hash, u64::from_le_bytes(word.try_into().unwrap_or_default())));
    let rest = words.remainder().iter().fold(text.len() as u64, |rest, byte| rest << 8 | u64::from(*byte));
    step(hash, rest)
}

impl Engine for Flat {
    const NAME: &'static str = "flat table";

    fn ask(&self, requests: &Requests, number: usize) -> Option<u32> {
        let rest = requests.addresses[number].strip_prefix("https://")?;
        let end = rest.bytes().position(|byte| byte == b'/')?;
        let (host, tail) = rest.split_at(end);
        let host = hash(0, host);
        match self.get(host)? {
            HOST => {
                let path = tail.split_once('?').map_or(tail, |(path, _)| path);
                fronts(path).find_map(|front| self.get(hash(host, front)))
            }
            found => Some(found),
        }
    }
}
