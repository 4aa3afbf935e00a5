//! When something happened, in a bounded number of steps.

use std::collections::BTreeMap;
use time::OffsetDateTime;
use time::format_description::well_known::{Iso8601, Rfc3339};

/// Steps kept, at most.
const MOST_STEPS: usize = 96;

/// Counts over time. The steps are powers of two seconds and grow until there are few enough of them, so
/// that the result depends on what was counted and not on the order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Timeline {
    shift: u32,
    counts: BTreeMap<i64, u64>,
}

impl Timeline {
    /// Counts one event. `second` is in seconds since 1970.
    pub fn add(&mut self, second: i64) {
        *self.counts.entry(second >> self.shift).or_default() += 1;
        self.shrink();
    }

    /// Takes in the counts of another timeline.
    pub fn merge(&mut self, other: &Timeline) {
        self.widen(other.shift);
        for (step, count) in &other.counts {
            *self.counts.entry(step >> (self.shift - other.shift)).or_default() += count;
        }
        self.shrink();
    }

    /// Makes the steps at least `2^shift` seconds long.
    pub fn widen(&mut self, shift: u32) {
        if shift > self.shift {
            let by = shift - self.shift;
            let before = std::mem::take(&mut self.counts);
            for (step, count) in before {
                *self.counts.entry(step >> by).or_default() += count;
            }
            self.shift = shift;
        }
    }

    fn shrink(&mut self) {
        while self.counts.len() > MOST_STEPS {
            self.widen(self.shift + 1);
        }
    }

    /// Length of a step as a power of two, in seconds.
    pub fn shift(&self) -> u32 {
        self.shift
    }

    /// Start of each step in seconds since 1970, with its count.
    pub fn steps(&self) -> impl Iterator<Item = (i64, u64)> {
        self.counts.iter().map(|(step, count)| (step << self.shift, *count))
    }
}

/// The second since 1970 that a date and time stand for; nothing if it is no date.
pub(super) fn second(text: &str) -> Option<i64> {
    let parsed = OffsetDateTime::parse(text, &Rfc3339).or_else(|_| OffsetDateTime::parse(text, &Iso8601::PARSING));
    parsed.ok().map(OffsetDateTime::unix_timestamp)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn dates_of_captures_are_read() {
        for text in ["2026-11-24T10:00:00.123Z", "2026-11-24T11:00:00.000+01:00", "2026-11-24T11:00:00.000+0100"] {
            assert_eq!(second(text), Some(1_795_514_400), "{text}");
        }
        assert_eq!(second("yesterday"), None);
        assert_eq!(second(""), None);
    }

    proptest! {
        #[test]
        fn the_order_does_not_matter(seconds in prop::collection::vec(0_i64..2_000_000_000, 0..300), cut in 0_usize..300) {
            let line = |part: &[i64]| {
                let mut line = Timeline::default();
                part.iter().for_each(|second| line.add(*second));
                line
            };
            let (front, back) = seconds.split_at(cut.min(seconds.len()));
            let mut merged = line(back);
            merged.merge(&line(front));
            prop_assert_eq!(&merged, &line(&seconds));
            prop_assert_eq!(merged.steps().map(|(_, count)| count).sum::<u64>(), seconds.len() as u64);
            prop_assert!(merged.counts.len() <= MOST_STEPS);
        }
    }
}
