//! Looks at the bytes of an address eight at a time: this is all that most requests cost.

const ONES: u64 = 0x0101_0101_0101_0101;
const HIGHEST: u64 = all(0x80);

/// Eight times the same byte.
const fn all(byte: u8) -> u64 {
    byte as u64 * ONES
}

#[inline(always)]
fn eight(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().map(|eight| u64::from_le_bytes(*eight))
}

/// In which of eight bytes the value is at least `least`, one highest bit each. No value is above 127.
#[inline(always)]
const fn from(least: u8, values: u64) -> u64 {
    values + all(0x80 - least)
}

/// Whether a host ends at the byte, whatever comes then: no host has one of these.
const fn ends_host(byte: u8) -> bool {
    byte < b'-' || byte == b'/' || (byte >= b':' && byte <= b'@')
}

/// Where the host at the front of a text ends; before it may be bytes that are in no host either.
#[inline(always)]
pub(crate) fn end_of_host(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(word) = eight(text, at) {
        // A byte above 127 may be taken for an end, and is seen to be none of those that end a host.
        let values = word & !HIGHEST;
        let other_than_slash = from(1, values ^ all(b'/'));
        let signs = from(b':', values) & !from(b'A', values);
        let ends = (signs | !from(b'-', values) | !other_than_slash) & HIGHEST;
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| ends_host(*byte)).unwrap_or(rest.len())
}

/// Where the path at the front of a text ends: at the end of all, if no query or fragment follows.
pub(crate) fn end_of_path(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(word) = eight(text, at) {
        // Exact for the lowest of them, which is the first.
        let is = |sign: u8| !from(1, (word ^ all(sign)) & !HIGHEST);
        let ends = (is(b'?') | is(b'#')) & !word & HIGHEST;
        if ends != 0 {
            return at + ends.trailing_zeros() as usize / 8;
        }
        at += 8;
    }
    let rest = text.get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| matches!(byte, b'?' | b'#')).unwrap_or(rest.len())
}

/// Where the last label of a host begins.
#[inline(always)]
pub(crate) fn last_label(host: &[u8]) -> usize {
    let mut end = host.len();
    while let Some(word) = end.checked_sub(8).and_then(|at| eight(host, at)) {
        // Exact for the highest of the dots, which is the last of them.
        let dots = !from(1, (word ^ all(b'.')) & !HIGHEST) & !word & HIGHEST;
        if dots != 0 {
            return end - dots.leading_zeros() as usize / 8;
        }
        end -= 8;
    }
    host.iter().take(end).rposition(|byte| *byte == b'.').map_or(0, |dot| dot + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]
        #[test]
        fn a_host_ends_where_no_host_goes_on(text in "[a-zA-Z0-9._-]{0,30}[\\x00-\\x7f]{0,9}") {
            let plain = text.bytes().position(ends_host).unwrap_or(text.len());
            prop_assert_eq!(end_of_host(text.as_bytes()), plain);
        }

        #[test]
        fn a_foreign_letter_never_hides_an_end(text in "[a-z.é€/]{0,30}") {
            let plain = text.bytes().position(ends_host).unwrap_or(text.len());
            let end = end_of_host(text.as_bytes());
            prop_assert!(end == plain || (end < plain && text.as_bytes()[end] >= 0x80), "{} {}", end, plain);
        }

        #[test]
        fn a_path_ends_where_a_query_begins(text in "[a-z/.é¿£]{0,30}([?#][a-z?#é]{0,9})?") {
            prop_assert_eq!(end_of_path(text.as_bytes()), text.find(['?', '#']).unwrap_or(text.len()));
        }

        #[test]
        fn labels_are_found_from_the_right(host in "[a-z0-9.é-]{0,40}") {
            let plain = host.bytes().rposition(|byte| byte == b'.').map_or(0, |dot| dot + 1);
            prop_assert_eq!(last_label(host.as_bytes()), plain);
        }
    }

    #[test]
    fn every_byte_is_judged_alike_in_eight_and_alone() {
        for byte in 0..128_u8 {
            let eight = [b'a', b'a', byte, b'a', b'a', b'a', b'a', b'a'];
            assert_eq!(end_of_host(&eight), if ends_host(byte) { 2 } else { 8 }, "{byte}");
            assert_eq!(end_of_host(&eight[..3]), if ends_host(byte) { 2 } else { 3 }, "{byte}");
        }
    }
}
