//! Looks at 64 bytes of JSON text together: what they are stands in a word, one bit a byte, the first lowest.
//!
//! Where every sixth character of a body is escaped, a search that stops at each of them is slow. Words are
//! asked instead: a few steps tell for 64 bytes which quotation marks end a string, and what is outside of
//! strings. The way to find escaped characters is that of Langdale and Lemire, "Parsing Gigabytes of JSON
//! per Second" (2019), section 3.1.1.

use wide::u8x16;

/// Bytes that are looked at together.
pub(super) const LENGTH: usize = 64;

/// Whether the text before a block leaves its first byte inside of a string, and escaped there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    pub inside: bool,
    pub escaped: bool,
}

impl State {
    /// The state behind an opening quotation mark.
    pub(super) const STRING: State = State { inside: true, escaped: false };

    /// The quotation marks of a block that no backslash escapes.
    pub(super) fn quotes(&mut self, block: &[u8; LENGTH]) -> u64 {
        const EVEN: u64 = 0x5555_5555_5555_5555;
        let (quotes, backslashes) = (equal(block, b'"'), equal(block, b'\\'));
        let before = u64::from(self.escaped);
        if backslashes == 0 {
            self.escaped = false;
            return quotes & !before;
        }
        let backslashes = backslashes & !before;
        let behind = backslashes << 1 | before;
        let odd_starts = backslashes & !EVEN & !behind;
        let (ends_of_even, over) = odd_starts.overflowing_add(backslashes);
        self.escaped = over;
        quotes & !((EVEN ^ ends_of_even << 1) & behind)
    }

    /// The bytes of a block that are outside of strings, given its unescaped quotation marks; these are neither.
    pub(super) fn outside(&mut self, quotes: u64) -> u64 {
        let inside = parity(quotes) ^ if self.inside { u64::MAX } else { 0 };
        self.inside = inside >> (LENGTH - 1) == 1;
        !(inside | quotes)
    }
}

/// For each bit whether the number of set bits up to and including it is odd.
fn parity(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

/// The bytes of a block for which a test of sixteen bytes holds.
#[inline]
fn hold(block: &[u8; LENGTH], test: impl Fn(u8x16) -> u8x16) -> u64 {
    let (parts, _) = block.as_chunks::<16>();
    let mut bits = 0;
    for (number, part) in parts.iter().enumerate() {
        bits |= u64::from(test(u8x16::new(*part)).to_bitmask()) << (16 * number);
    }
    bits
}

fn is(bytes: u8x16, wanted: u8) -> u8x16 {
    bytes.simd_eq(u8x16::splat(wanted))
}

/// The bytes of a block that equal a byte.
fn equal(block: &[u8; LENGTH], wanted: u8) -> u64 {
    hold(block, |bytes| is(bytes, wanted))
}

/// The bytes of a block that mean nothing between values: white space, commas, colons, numbers without exponents.
pub(super) fn plain(block: &[u8; LENGTH]) -> u64 {
    hold(block, |bytes| {
        let space = is(bytes, b' ') | is(bytes, b'\n') | is(bytes, b'\r') | is(bytes, b'\t');
        // From + to : there are the signs and digits of numbers, the comma, the colon, and a slash.
        let from = bytes - u8x16::splat(b'+');
        let number = from.min(u8x16::splat(b':' - b'+')).simd_eq(from);
        space | (number & !is(bytes, b'/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_byte_is_seen_at_every_place() {
        let mut seen = 0;
        for byte in 0..=u8::MAX {
            for at in 0..LENGTH {
                let mut block = [b'x'; LENGTH];
                block[at] = byte;
                assert_eq!(equal(&block, byte) >> at & 1, 1);
                assert_eq!(equal(&block, byte).count_ones(), if byte == b'x' { 64 } else { 1 }, "{byte} at {at}");
                let means_nothing = matches!(byte, b' ' | b'\n' | b'\r' | b'\t' | b'+'..=b'.' | b'0'..=b':');
                assert_eq!(plain(&block), u64::from(means_nothing) << at, "{byte} at {at}");
                seen += 1;
            }
        }
        assert_eq!(seen, 256 * LENGTH);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn quotes_are_those_that_a_walk_finds(text in prop::collection::vec(prop::sample::select(&b"\"\\x\\"[..]), 4 * LENGTH), start in 0..3_usize) {
            let mut state = [State::default(), State::STRING, State { inside: true, escaped: true }][start];
            let (mut inside, mut escaped) = (state.inside, state.escaped);
            for block in text.as_chunks::<LENGTH>().0 {
                let quotes = state.quotes(block);
                let outside = state.outside(quotes);
                for (at, byte) in block.iter().enumerate() {
                    let ends = *byte == b'"' && !escaped;
                    prop_assert_eq!(quotes >> at & 1 == 1, ends);
                    prop_assert_eq!(outside >> at & 1 == 1, !ends && !inside);
                    inside ^= ends;
                    escaped = *byte == b'\\' && !escaped;
                }
                prop_assert_eq!((state.inside, state.escaped), (inside, escaped));
            }
        }
    }
}
