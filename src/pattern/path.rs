//! Paths in segments.

use super::{PatternError, SegmentForm};
use std::fmt;
use std::str::FromStr;

#[derive(Clone, Debug)]
enum Segment {
    Literal(String),
    Glob(String),
    Name(String, Option<SegmentForm>),
}

/// A pattern for a whole path.
#[derive(Clone, Debug)]
pub struct PathPattern {
    text: String,
    segments: Vec<Segment>,
    open_end: bool,
}

impl PathPattern {
    /// The path itself, if the pattern is literal.
    pub fn literal(&self) -> Option<&str> {
        let plain = self.segments.iter().all(|segment| matches!(segment, Segment::Literal(_)));
        (plain && !self.open_end).then_some(self.text.as_str())
    }

    /// The segments at the front that are literal, at most so many, as the beginning of a path: `/api/v1`.
    ///
    /// Every path that the pattern fits begins with it, and after it ends or goes on with a slash.
    #[cfg(feature = "check")]
    pub(crate) fn literal_front(&self, most: usize) -> (usize, String) {
        let front = self.segments.iter().take(most).map_while(|segment| match segment {
            Segment::Literal(literal) => Some(literal.as_str()),
            _ => None,
        });
        front.fold((0, String::new()), |(depth, front), literal| (depth + 1, format!("{front}/{literal}")))
    }

    /// What every path begins with that the pattern fits.
    pub(crate) fn plain_front(&self) -> &str {
        let front = self.text.split(['*', '{']).next().unwrap_or("");
        // `/a/**` fits `/a` as well.
        if self.open_end { front.trim_end_matches('/') } else { front }
    }

    /// Number of the segment `{tenant}`, from 0, if the pattern names one.
    pub fn tenant_segment(&self) -> Option<usize> {
        self.segments.iter().position(|segment| matches!(segment, Segment::Name(name, _) if name == "tenant"))
    }

    /// Matches a whole path; the answer holds the `{tenant}` segment, if the pattern names one.
    pub fn matches<'p>(&self, path: &'p str) -> Option<Option<&'p str>> {
        let mut tenant = None;
        let mut rest = path.strip_prefix('/');
        for segment in &self.segments {
            // Segments are short: looking at each byte beats what is made for long texts.
            let this = rest?;
            let (value, after) = match this.bytes().position(|byte| byte == b'/') {
                Some(slash) => (&this[..slash], Some(&this[slash + 1..])),
                None => (this, None),
            };
            let fits = match segment {
                Segment::Literal(literal) => value == literal,
                Segment::Glob(glob) => glob_matches(glob, value),
                Segment::Name(_, form) => !value.is_empty() && form.as_ref().is_none_or(|form| form.matches(value)),
            };
            if !fits {
                return None;
            }
            if matches!(segment, Segment::Name(name, _) if name == "tenant") {
                tenant = Some(value);
            }
            rest = after;
        }
        (self.open_end || rest.is_none()).then_some(tenant)
    }

    /// The forms of its segments.
    #[cfg(feature = "check")]
    pub(crate) fn forms(&self) -> impl Iterator<Item = &SegmentForm> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Name(_, form) => form.as_ref(),
            _ => None,
        })
    }

    /// Checks the forms of the pattern.
    ///
    /// # Errors
    /// A form is not a valid regular expression or is too large.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Result<(), PatternError> {
        self.forms().try_for_each(SegmentForm::check)
    }
}

/// Whether `value` fits `glob`, in which `*` stands for any run of characters. Linear: what was passed over
/// for one part is never looked at again for another.
fn glob_matches(glob: &str, value: &str) -> bool {
    let mut parts = glob.split('*');
    let Some(mut rest) = value.strip_prefix(parts.next().unwrap_or("")) else { return false };
    let Some(last) = parts.next_back() else { return rest.is_empty() };
    for part in parts {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

impl PathPattern {
    /// Reads a pattern; forms are made of their texts.
    ///
    /// # Errors
    /// Says why it is none.
    pub(crate) fn parsed(text: &str, form_of: impl Fn(&str) -> SegmentForm) -> Result<PathPattern, &'static str> {
        let mut segments = Vec::new();
        let mut open_end = false;
        let mut rest = Some(text.strip_prefix('/').ok_or("it must start with /")?);
        while let Some(tail) = rest {
            if tail == "**" {
                open_end = true;
                break;
            }
            if let Some(name) = tail.strip_prefix('{') {
                let close = closing_brace(name).ok_or("a { has no }")?;
                let (name, after) = (&name[..close], &name[close + 1..]);
                let (name, form) = name.split_once(':').map_or((name, None), |(name, form)| (name, Some(form)));
                segments.push(Segment::Name(name.to_owned(), form.map(&form_of)));
                rest = match after {
                    "" => None,
                    _ => Some(after.strip_prefix('/').ok_or("a { } must be a whole segment")?),
                };
                continue;
            }
            let (segment, after) = tail.split_once('/').map_or((tail, None), |(segment, after)| (segment, Some(after)));
            if segment.contains(['?', '#', ' ']) {
                return Err("query and fragment do not belong to a path; use \"query\"");
            }
            if segment.contains("**") {
                return Err("** is only allowed as the last segment");
            }
            segments.push(match segment.contains('*') {
                true => Segment::Glob(segment.to_owned()),
                false => Segment::Literal(segment.to_owned()),
            });
            rest = after;
        }
        Ok(PathPattern { text: text.to_owned(), segments, open_end })
    }
}

impl FromStr for PathPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<PathPattern, PatternError> {
        let refused = |why| PatternError::new("wrong-pattern", format!("\"{text}\" is not a path pattern: {why}"));
        PathPattern::parsed(text, SegmentForm::written).map_err(refused)
    }
}

/// Position of the `}` that closes a name; forms may hold balanced braces such as `[A-Z]{3}`.
fn closing_brace(text: &str) -> Option<usize> {
    let mut depth = 0_u32;
    text.char_indices().find_map(|(at, character)| match character {
        '{' => {
            depth += 1;
            None
        }
        '}' if depth == 0 => Some(at),
        '}' => {
            depth -= 1;
            None
        }
        _ => None,
    })
}

impl fmt::Display for PathPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
