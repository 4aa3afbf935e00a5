//! Near the limit: one scan of the host, one look into a flat table, and the text compared.
//!
//! It could not be shipped: it knows one form of address and nothing but whole hosts and fronts of paths. What an
//! engine takes beyond it is the price of wildcards, patterns, methods, queries, pages and an answer that says why.

use super::{Engine, Requests, fronts};
use crate::made_up::Rules;

/// What stands in the table: a host, or a host with the front of a path.
#[derive(Clone, Copy, Default)]
struct Slot {
    hash: u32,
    start: u32,
    length: u32,
    /// One more than the number of the rule; nothing stands here if 0.
    number: u32,
}

/// Slots at the place that a hash says or soon after it, and all texts in one block.
pub struct Flat {
    slots: Vec<Slot>,
    texts: String,
}

/// Stands for a host whose paths decide.
const HOST: u32 = u32::MAX;

impl Flat {
    /// Fills the table to a half at most.
    pub fn new(rules: &Rules) -> Flat {
        let size = (rules.list.len() * 3).next_power_of_two();
        let mut flat = Flat { slots: vec![Slot::default(); size], texts: String::new() };
        for (rule, number) in rules.list.iter().zip(1..) {
            let host = hash(0, &rule.host);
            match &rule.path {
                Some(path) => {
                    flat.put(host, &rule.host, HOST);
                    flat.put(hash(host, path), path, number);
                }
                None => flat.put(host, &rule.host, number),
            }
        }
        flat
    }

    fn put(&mut self, hash: u64, text: &str, number: u32) {
        if self.get(hash, text).is_some() {
            return;
        }
        let mut at = self.place(hash);
        while self.slots[at].number != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        let place = |length: usize| u32::try_from(length).expect("a text that fits");
        self.slots[at] = Slot { hash: hash as u32, start: place(self.texts.len()), length: place(text.len()), number };
        self.texts.push_str(text);
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> 32) as usize & (self.slots.len() - 1)
    }

    fn get(&self, hash: u64, text: &str) -> Option<u32> {
        let mut at = self.place(hash);
        loop {
            let slot = self.slots[at];
            if slot.number == 0 {
                return None;
            }
            let start = slot.start as usize;
            if slot.hash == hash as u32 && self.texts.get(start..start + slot.length as usize) == Some(text) {
                return Some(slot.number);
            }
            at = (at + 1) & (self.slots.len() - 1);
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
        let of_host = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        let end = rest.bytes().position(|byte| !of_host(byte))?;
        let (host, tail) = rest.split_at(end);
        if !tail.starts_with('/') {
            return None;
        }
        let hashed = hash(0, host);
        let found = match self.get(hashed, host)? {
            HOST => {
                let path = tail.split_once('?').map_or(tail, |(path, _)| path);
                fronts(path).find_map(|front| self.get(hash(hashed, front), front))?
            }
            found => found,
        };
        Some(found - 1)
    }
}
