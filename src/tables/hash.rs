//! The hash of the tables: stable over versions and platforms, eight bytes a step.

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Seeds of the two kinds of path; the number of the app goes into the lower half.
pub(super) const LITERAL: u64 = 0x5bd1_e995_0000_0000;
pub(super) const FRONT: u64 = 0xc2b2_ae35_0000_0000;
/// Makes letters lower case, and leaves digits, hyphens and dots as they are.
const LOWER: u64 = 0x2020_2020_2020_2020;

/// The hash of a path.
pub(super) fn hash(seed: u64, bytes: &[u8]) -> u64 {
    folded(seed, bytes, 0)
}

/// The hash of a host, without regard to case.
#[inline]
pub(super) fn hash_of_host(bytes: &[u8]) -> u64 {
    folded(0, bytes, LOWER)
}

/// The checksum of an image.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    folded(!0, bytes, 0)
}

#[inline(always)]
fn folded(seed: u64, bytes: &[u8], fold: u64) -> u64 {
    let mut hash = (seed ^ bytes.len() as u64).wrapping_mul(STEP);
    let mut rest = bytes;
    while let Some((eight, after)) = rest.split_first_chunk::<8>() {
        hash = mixed(hash ^ (u64::from_le_bytes(*eight) | fold));
        rest = after;
    }
    if !rest.is_empty() {
        // The last eight again, where there are as many, are one look; the length tells such texts apart.
        let last = match bytes.last_chunk::<8>() {
            Some(eight) => u64::from_le_bytes(*eight),
            None => rest.iter().rev().fold(0, |last, byte| last << 8 | u64::from(*byte)),
        };
        hash = mixed(hash ^ (last | fold));
    }
    hash ^ hash >> 29
}

#[inline(always)]
fn mixed(hash: u64) -> u64 {
    let product = hash.wrapping_mul(STEP);
    product ^ product >> 32
}
