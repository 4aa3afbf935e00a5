//! Patterns for hosts and paths, small enough to be reviewed without knowing regular expressions.
//!
//! A host is written out, or `*.example.com` for every subdomain. A path is written in segments:
//! literal, with `*` for any run of characters inside the segment, `{name}` for a whole segment,
//! `{name:FORM}` for a whole segment of that form (the only place for a regular expression), and a last
//! `**` for any rest. Almost every pattern is literal and is looked up in a table; see `tables.rs`.

use crate::form::Form;
#[cfg(feature = "check")]
use regex_syntax::hir::{Hir, HirKind};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::io;
use std::str::FromStr;
use std::sync::OnceLock;

/// Why a pattern is refused.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PatternError {
    code: &'static str,
    message: String,
}

impl PatternError {
    fn new(code: &'static str, message: String) -> PatternError {
        PatternError { code, message }
    }

    /// Stable code: `wrong-pattern`, `wrong-host`, `lookalike-host`, `large-pattern` or `catastrophic-pattern`.
    pub fn code(&self) -> &'static str {
        self.code
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for PatternError {}

/// A host, or all subdomains of a host.
#[derive(borsh::BorshDeserialize, borsh::BorshSerialize, Clone, Debug, Eq, Hash, PartialEq)]
pub struct HostPattern {
    name: String,
    subdomains: bool,
}

impl HostPattern {
    /// The host, or the host whose subdomains are meant.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether all subdomains of [`HostPattern::name`] are meant, at any depth, and not the host itself.
    pub fn is_wildcard(&self) -> bool {
        self.subdomains
    }

    /// Whether `host` (lower case) is meant.
    pub fn matches(&self, host: &str) -> bool {
        if self.subdomains {
            host.strip_suffix(self.name.as_str()).is_some_and(|front| front.len() > 1 && front.ends_with('.'))
        } else {
            host == self.name
        }
    }
}

impl FromStr for HostPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<HostPattern, PatternError> {
        if let Some(foreign) = text.chars().find(|character| !character.is_ascii()) {
            return Err(PatternError::new(
                "lookalike-host",
                format!(
                    "\"{text}\" has the character {foreign} (U+{:04X}), which may only look like a Latin letter; write the host as the browser sends it, in ASCII (xn--... if it really is another script)",
                    u32::from(foreign)
                ),
            ));
        }
        let (name, subdomains) = text.strip_prefix("*.").map_or((text, false), |name| (name, true));
        let label = |label: &str| {
            !label.is_empty()
                && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if name.split('.').count() < 2 || !name.split('.').all(label) {
            return Err(PatternError::new(
                "wrong-host",
                format!(
                    "\"{text}\" is not a host; write it in lower-case ASCII without scheme, port or path, e.g. app.example.com or *.example.com"
                ),
            ));
        }
        Ok(HostPattern { name: name.to_owned(), subdomains })
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.subdomains { "*." } else { "" }, self.name)
    }
}

/// The form of a value: a regular expression for the whole of it.
///
/// Read from a rule file it is compiled on first use, read from an image it comes compiled.
#[derive(Clone, Debug)]
pub struct SegmentForm {
    text: String,
    compiled: OnceLock<Form>,
}

impl SegmentForm {
    /// Whether the whole value has this form.
    pub fn matches(&self, value: &str) -> bool {
        self.compiled().matches(value)
    }

    /// The regular expression as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    #[cfg(feature = "check")]
    fn compiled(&self) -> &Form {
        // One that cannot be compiled is refused when rules are checked; it fits nothing.
        self.compiled.get_or_init(|| compile(&self.text).unwrap_or_default())
    }

    #[cfg(not(feature = "check"))]
    fn compiled(&self) -> &Form {
        self.compiled.get_or_init(Form::default)
    }

    /// Compiles the form, for checking rules.
    ///
    /// # Errors
    /// The expression is not valid, its table exceeds 64 KiB, or it repeats a repetition.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Result<(), PatternError> {
        compile(&self.text)?;
        let parsed = regex_syntax::parse(&self.text).map_err(|error| refused(&self.text, &error.to_string()))?;
        if repeats_a_repetition(&parsed, false) {
            return Err(PatternError::new(
                "catastrophic-pattern",
                format!(
                    "\"{}\" repeats something that repeats itself, which costs exponential time in most engines and cannot be reviewed; write it with one repetition, e.g. [a-z]+ instead of ([a-z]+)+",
                    self.text
                ),
            ));
        }
        Ok(())
    }
}

impl borsh::BorshSerialize for SegmentForm {
    fn serialize<W: io::Write>(&self, writer: &mut W) -> io::Result<()> {
        borsh::to_writer(&mut *writer, &self.text)?;
        borsh::to_writer(writer, self.compiled())
    }
}

impl borsh::BorshDeserialize for SegmentForm {
    fn deserialize_reader<R: io::Read>(reader: &mut R) -> io::Result<SegmentForm> {
        let (text, form) = <(String, Form)>::deserialize_reader(reader)?;
        Ok(SegmentForm { text, compiled: OnceLock::from(form) })
    }
}

#[cfg(feature = "check")]
fn compile(text: &str) -> Result<Form, PatternError> {
    use crate::form::{self, Refusal};
    form::compile(text).map_err(|refusal| match refusal {
        Refusal::TooLarge(limit) => PatternError::new(
            "large-pattern",
            format!("\"{text}\" needs more than {limit} bytes when compiled; repeat less, e.g. {{1,32}} instead of {{1,9000}}"),
        ),
        Refusal::Wrong(why) => refused(text, &why),
    })
}

#[cfg(feature = "check")]
fn refused(text: &str, why: &str) -> PatternError {
    PatternError::new("wrong-pattern", format!("\"{text}\" cannot be used as a form: {}", why.replace('\n', " ")))
}

/// Whether an open-ended repetition stands inside another.
#[cfg(feature = "check")]
fn repeats_a_repetition(hir: &Hir, inside: bool) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let open = repetition.max.is_none();
            (inside && open) || repeats_a_repetition(&repetition.sub, inside || open)
        }
        HirKind::Capture(capture) => repeats_a_repetition(&capture.sub, inside),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().any(|part| repeats_a_repetition(part, inside))
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

impl FromStr for SegmentForm {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<SegmentForm, PatternError> {
        Ok(SegmentForm { text: text.to_owned(), compiled: OnceLock::new() })
    }
}

impl fmt::Display for SegmentForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

#[derive(borsh::BorshDeserialize, borsh::BorshSerialize, Clone, Debug)]
enum Segment {
    Literal(String),
    Glob(String),
    Name(String, Option<SegmentForm>),
}

/// A pattern for a whole path.
#[derive(borsh::BorshDeserialize, borsh::BorshSerialize, Clone, Debug)]
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
            let (value, after) = match rest?.split_once('/') {
                Some((value, after)) => (value, Some(after)),
                None => (rest?, None),
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

    /// Checks the forms of the pattern.
    ///
    /// # Errors
    /// A form is not a valid regular expression or is too large.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Result<(), PatternError> {
        self.segments.iter().try_for_each(|segment| match segment {
            Segment::Name(_, Some(form)) => form.check(),
            _ => Ok(()),
        })
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

impl FromStr for PathPattern {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<PathPattern, PatternError> {
        let refuse = |why: &str| PatternError::new("wrong-pattern", format!("\"{text}\" is not a path pattern: {why}"));
        let body = text.strip_prefix('/').ok_or_else(|| refuse("it must start with /"))?;
        let mut segments = Vec::new();
        let mut open_end = false;
        let mut rest = Some(body);
        while let Some(tail) = rest {
            if tail == "**" {
                open_end = true;
                break;
            }
            if let Some(name) = tail.strip_prefix('{') {
                let close = closing_brace(name).ok_or_else(|| refuse("a { has no }"))?;
                let (name, after) = (&name[..close], &name[close + 1..]);
                let (name, form) = name.split_once(':').map_or((name, None), |(name, form)| (name, Some(form)));
                segments.push(Segment::Name(name.to_owned(), form.map(str::parse).transpose()?));
                rest = match after {
                    "" => None,
                    _ => Some(after.strip_prefix('/').ok_or_else(|| refuse("a { } must be a whole segment"))?),
                };
                continue;
            }
            let (segment, after) = tail.split_once('/').map_or((tail, None), |(segment, after)| (segment, Some(after)));
            if segment.contains(['?', '#', ' ']) {
                return Err(refuse("query and fragment do not belong to a path; use \"query\""));
            }
            if segment.contains("**") {
                return Err(refuse("** is only allowed as the last segment"));
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

macro_rules! as_text {
    ($type:ident, $schema:tt) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<$type, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }

        #[cfg(feature = "cli")]
        impl schemars::JsonSchema for $type {
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($type).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!($schema)
            }
        }
    };
}

as_text!(HostPattern, {
    "description": "A host such as app.example.com, or *.example.com for every subdomain.",
    "type": "string",
    "format": "host-pattern",
    "pattern": r"^(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$"
});
as_text!(PathPattern, {
    "description": "A path in segments: literal, * inside a segment, {name} or {name:FORM} for a whole one, ** for any rest.",
    "type": "string",
    "format": "path-pattern",
    "pattern": "^/"
});
as_text!(SegmentForm, { "description": "A regular expression for the whole value.", "type": "string", "minLength": 1 });

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> PathPattern {
        text.parse().expect(text)
    }

    #[test]
    fn hosts_match_whole_labels_only() {
        let all: HostPattern = "*.lantern.example".parse().expect("a host");
        assert!(all.matches("acme.lantern.example") && all.matches("org.enterprise.lantern.example"));
        for host in ["lantern.example", "notlantern.example", ".lantern.example", "acme.lantern.example.evil.example"] {
            assert!(!all.matches(host), "{host}");
        }
        for text in ["", "*", "*.com", "https://a.example", "A.example", "a.example:1", "а.example", "a..b", "a.*.b"] {
            assert!(text.parse::<HostPattern>().is_err(), "{text} must be refused");
        }
    }

    #[test]
    fn paths_match_as_documented() {
        let cases = [
            ("/api/chat.post", "/api/chat.post", true),
            ("/api/chat.post", "/api/chat.post/", false),
            ("/api/search.*", "/api/search.modules", true),
            ("/api/search.*", "/api/search.modules/x", false),
            ("/a*b*c", "/axxbyyc", true),
            ("/a*b*c", "/ac", false),
            ("/client/**", "/client", true),
            ("/client/**", "/client/T1/C1", true),
            ("/client/**", "/clients", false),
            ("/**", "/", true),
            ("/", "/", true),
            ("/{id:[0-9a-f]{4}}/x", "/00ff/x", true),
            ("/{id:[0-9a-f]{4}}/x", "/00fff/x", false),
        ];
        for (pattern, text, expected) in cases {
            assert_eq!(path(pattern).matches(text).is_some(), expected, "{pattern} on {text}");
        }
        assert_eq!(path("/client/{tenant}/**").matches("/client/T1/C1"), Some(Some("T1")));
    }

    #[test]
    fn wrong_paths_and_forms_are_refused() {
        for text in ["api", "/a/**/b", "/a?b", "/{x", "/{x}y"] {
            assert!(text.parse::<PathPattern>().is_err(), "{text} must be refused");
        }
        assert!(path("/{x:(}").check().is_err());
        let code = |text: &str| path(text).check().expect_err(text).code();
        assert_eq!(code("/{x:(a{1,900}){1,900}}"), "large-pattern");
        for text in ["/{x:(a+)+}", "/{x:([a-z]*)*}", "/{x:((a|b+)x?)+}", "/{x:(?:(?:a{2,}))*}"] {
            assert_eq!(code(text), "catastrophic-pattern", "{text}");
        }
        for text in ["/{x:(a{1,3})+}", "/{x:a+b+}", "/{x:[a-z]+(-[a-z]{1,4})?}"] {
            assert!(path(text).check().is_ok(), "{text}");
        }
        for (text, code) in
            [("а.example", "lookalike-host"), ("a_b", "wrong-host"), ("ᴀpp.example.com", "lookalike-host")]
        {
            assert_eq!(text.parse::<HostPattern>().expect_err(text).code(), code, "{text}");
        }
    }
}
