//! Calendar dates as people and vendors give them: a year, a month or a day.
//!
//! Evidence is often dated only to the month. Such a date is aged from its first day, the cautious
//! end. The engine has no clock: "today" is always an argument.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A date known to the year, the month or the day: `2024`, `2024-05` or `2024-05-17`.
///
/// The default is the year 0, older than any evidence.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct PartialDate {
    year: i32,
    month: Option<u8>,
    day: Option<u8>,
}

impl PartialDate {
    /// A date known to the day; `None` if the calendar has no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Option<PartialDate> {
        let date = PartialDate { year, month: Some(month), day: Some(day) };
        date.calendar().map(|_| date)
    }

    /// Whole days from the first day of `self` to the first day of `later`; negative if `later` is earlier.
    pub fn days_until(self, later: PartialDate) -> i64 {
        match (self.calendar(), later.calendar()) {
            (Some(from), Some(to)) => i64::from(to.to_julian_day()) - i64::from(from.to_julian_day()),
            // Unreachable for parsed dates; zero keeps the engine free of panics.
            _ => 0,
        }
    }

    /// Whether the first day of `self` is after the first day of `other`.
    pub fn is_after(self, other: PartialDate) -> bool {
        other.days_until(self) > 0
    }

    /// Year, month and day as numbers; 0 is unknown.
    #[cfg(feature = "check")]
    pub(crate) fn parts(self) -> [u32; 3] {
        [u32::try_from(self.year).unwrap_or(0), self.month.map_or(0, u32::from), self.day.map_or(0, u32::from)]
    }

    /// The date of such numbers; `None` if the calendar has none.
    pub(crate) fn of_parts(parts: [u32; 3]) -> Option<PartialDate> {
        let [year, month, day] = parts;
        let part = |number: u32| u8::try_from(number).ok().filter(|number| *number > 0);
        let date = PartialDate { year: i32::try_from(year).ok()?, month: part(month), day: part(day) };
        date.calendar().map(|_| date)
    }

    fn calendar(self) -> Option<time::Date> {
        let month = time::Month::try_from(self.month.unwrap_or(1)).ok()?;
        time::Date::from_calendar_date(self.year, month, self.day.unwrap_or(1)).ok()
    }
}

/// A text that is not a date of the form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DateError(String);

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{}\" is not a date; write YYYY-MM-DD, or YYYY-MM or YYYY if no more is known", self.0)
    }
}

impl std::error::Error for DateError {}

impl FromStr for PartialDate {
    type Err = DateError;

    fn from_str(text: &str) -> Result<PartialDate, DateError> {
        let error = || DateError(text.chars().take(40).collect());
        let number = |part: &str, width: usize| -> Result<u32, DateError> {
            let digits = part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit());
            if digits { part.parse().map_err(|_| error()) } else { Err(error()) }
        };
        let mut parts = text.split('-');
        let year = i32::try_from(number(parts.next().unwrap_or(""), 4)?).map_err(|_| error())?;
        let mut two_digits = || -> Result<Option<u8>, DateError> {
            parts.next().map(|part| number(part, 2).and_then(|n| u8::try_from(n).map_err(|_| error()))).transpose()
        };
        let date = PartialDate { year, month: two_digits()?, day: two_digits()? };
        if parts.next().is_some() || date.calendar().is_none() {
            return Err(error());
        }
        Ok(date)
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        if let Some(month) = self.month {
            write!(f, "-{month:02}")?;
        }
        if let Some(day) = self.day {
            write!(f, "-{day:02}")?;
        }
        Ok(())
    }
}

impl Serialize for PartialDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PartialDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<PartialDate, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "cli")]
impl schemars::JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A date known to the year, the month or the day.",
            "type": "string",
            "format": "partial-date",
            "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> PartialDate {
        text.parse().expect(text)
    }

    #[test]
    fn partial_dates_age_from_their_first_day() {
        assert_eq!(date("2026-08").days_until(date("2026-08-31")), 30);
        assert_eq!(date("2026").days_until(date("2026-01-01")), 0);
        assert_eq!(date("2024-02-28").days_until(date("2024-03-01")), 2);
        assert_eq!(date("2026-08-17").days_until(date("2026-08-16")), -1);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        let wrong = ["", "26-01-01", "2026-13", "2026-02-30", "2026-1-1", "2026-01-01T00", "2026-01-01-01", "２０２６"];
        for text in wrong {
            assert!(text.parse::<PartialDate>().is_err(), "{text} must be refused");
        }
        assert_eq!(date("2026-08").to_string(), "2026-08");
    }
}
