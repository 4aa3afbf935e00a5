//! Where to look for what has a hash: open addressing, at most half full.

use super::NONE;

/// Places by hash. Half of a hash chooses the slot, the other half stands in it.
#[derive(Clone, Debug, Default)]
pub(super) struct Slots(Vec<(u32, u32)>);

impl Slots {
    /// Slots for places from 0 in the order of their hashes.
    pub(super) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Slots {
        let count = (2 * hashes.len() + 1).next_power_of_two();
        let mut slots = vec![(0, NONE); count];
        for (hash, place) in hashes.zip(1_u32..) {
            let mut slot = low(hash) & (count - 1);
            while slots[slot].1 != NONE {
                slot = (slot + 1) & (count - 1);
            }
            slots[slot] = (high(hash), place);
        }
        Slots(slots)
    }

    /// The place, plus one, of what has this hash and passes the look at it.
    #[inline(always)]
    pub(super) fn find(&self, hash: u64, is_it: impl Fn(u32) -> bool) -> u32 {
        let mut slot = low(hash);
        while let Some((tag, place)) = self.0.get(slot & self.0.len().wrapping_sub(1)).copied() {
            if place == NONE || (tag == high(hash) && is_it(place - 1)) {
                return place;
            }
            slot += 1;
        }
        NONE
    }
}

fn low(hash: u64) -> usize {
    hash as u32 as usize
}

fn high(hash: u64) -> u32 {
    (hash >> 32) as u32
}
