//! The time axis: marks at times that people say, not at fractions of what was recorded.

use time::OffsetDateTime;

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Distances of marks, in seconds; beyond the last one it is doubled.
const DISTANCES: [i64; 18] = [
    1,
    2,
    5,
    10,
    15,
    30,
    MINUTE,
    2 * MINUTE,
    5 * MINUTE,
    10 * MINUTE,
    15 * MINUTE,
    30 * MINUTE,
    HOUR,
    2 * HOUR,
    3 * HOUR,
    6 * HOUR,
    12 * HOUR,
    DAY,
];
/// Distances between marks, at most: their labels must not touch.
const MOST: i64 = 6;

/// Marks between two seconds since 1970, with their labels in UTC.
pub(super) fn marks(start: i64, end: i64) -> Vec<(i64, String)> {
    let span = (end - start).max(1);
    let mut distance = DISTANCES.into_iter().find(|distance| span / distance <= MOST).unwrap_or(DAY);
    while span / distance > MOST {
        distance *= 2;
    }
    let several_days = start.div_euclid(DAY) != end.div_euclid(DAY);
    let first = start + (-start).rem_euclid(distance);
    let count = usize::try_from((end - first) / distance + 1).unwrap_or(0);
    (0..)
        .take(count)
        .map(|number| first + number * distance)
        .map(|mark| (mark, label(mark, distance, several_days)))
        .collect()
}

fn label(second: i64, distance: i64, several_days: bool) -> String {
    let Ok(at) = OffsetDateTime::from_unix_timestamp(second) else { return second.to_string() };
    let date = format!("{:04}-{:02}-{:02}", at.year(), u8::from(at.month()), at.day());
    let (hour, minute) = (at.hour(), at.minute());
    if distance >= DAY {
        date
    } else if several_days {
        format!("{} {hour:02}:{minute:02}", &date[5..])
    } else if distance >= MINUTE {
        format!("{hour:02}:{minute:02}")
    } else {
        format!("{hour:02}:{minute:02}:{:02}", at.second())
    }
}

#[cfg(test)]
mod tests {
    use super::marks;
    use proptest::prelude::*;

    fn labels(start: i64, span: i64) -> Vec<String> {
        marks(start, start + span).into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn marks_stand_at_times_that_people_say() {
        // 2026-11-24 09:04:10 UTC.
        let start = 1_795_511_050;
        assert_eq!(labels(start, 28_000), ["10:00", "12:00", "14:00", "16:00"]);
        assert_eq!(labels(start, 20), ["09:04:10", "09:04:15", "09:04:20", "09:04:25", "09:04:30"]);
        assert_eq!(labels(start, 86_400), ["11-24 12:00", "11-24 18:00", "11-25 00:00", "11-25 06:00"]);
        assert_eq!(labels(start, 500_000).first().map(String::as_str), Some("2026-11-25"));
    }

    proptest! {
        #[test]
        fn there_are_a_few_and_all_inside(start in -4_000_000_000_i64..4_000_000_000, span in 1_i64..4_000_000_000) {
            let marks = marks(start, start + span);
            prop_assert!(marks.len() <= 7 && marks.iter().all(|(mark, _)| (start..=start + span).contains(mark)));
            prop_assert!(span < 3_600 || marks.len() >= 2, "{marks:?}");
        }
    }
}
