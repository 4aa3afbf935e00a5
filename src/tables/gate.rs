//! The gate in front of the hosts: a few bits for each, so that a stranger costs no look into the tables.
//!
//! It may let in who is not known, and never keeps out who is: each host sets its bits in one word, and is
//! asked for by the same. With half as many bytes as an index would take it stays in the caches.

use super::hash::hash_of_host;
use crate::scan::last_label;

/// Bits of the word of a host, by its hash.
const NODE: [u32; 2] = [58, 52];
/// The same for one whose subdomains are meant.
const WILD: [u32; 2] = [46, 40];

#[derive(Debug, Default)]
pub(super) struct Gate(Vec<u64>);

#[inline(always)]
fn bits(hash: u64, places: [u32; 2]) -> u64 {
    1 << (hash >> places[0] & 63) | 1 << (hash >> places[1] & 63)
}

impl Gate {
    /// A gate for so many hosts: four to a word at most.
    pub(super) fn of(count: usize) -> Gate {
        Gate(vec![0; (count / 4 + 1).next_power_of_two()])
    }

    #[inline(always)]
    fn place(&self, hash: u64) -> usize {
        hash as usize & self.0.len().wrapping_sub(1)
    }

    /// Lets a host in, or an end of one.
    pub(super) fn open(&mut self, hash: u64, is_wild: bool) {
        let place = self.place(hash);
        if let Some(word) = self.0.get_mut(place) {
            *word |= bits(hash, NODE) | if is_wild { bits(hash, WILD) } else { 0 };
        }
    }

    /// Where the longest end of a host begins that may be in the tree, with its hash; `None` if no rule means the
    /// host.
    #[inline(always)]
    pub(super) fn longest_end(&self, host: &[u8]) -> Option<(usize, u64)> {
        // No rule names a top-level domain.
        let mut start = last_label(host);
        let mut longest = None;
        let mut is_meant = false;
        while start > 0 {
            start = last_label(&host[..start - 1]);
            let hash = hash_of_host(&host[start..]);
            let word = self.0.get(self.place(hash)).copied().unwrap_or_default();
            let has = |wanted: u64| word & wanted == wanted;
            if !has(bits(hash, NODE)) {
                break;
            }
            is_meant |= start == 0 || has(bits(hash, WILD));
            longest = Some((start, hash));
        }
        longest.filter(|_| is_meant)
    }
}
