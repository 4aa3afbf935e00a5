//! Patterns for hosts and paths, small enough to be reviewed without knowing regular expressions.
//!
//! A host is written out, or `*.example.com` for every subdomain. A path is written in segments:
//! literal, with `*` for any run of characters inside the segment, `{name}` for a whole segment,
//! `{name:FORM}` for a whole segment of that form (the only place for a regular expression), and a last
//! `**` for any rest. Almost every pattern is literal and is looked up in a table; see `tables.rs`.

mod host;
mod path;
mod segment_form;

pub use host::HostPattern;
pub use path::PathPattern;
pub use segment_form::SegmentForm;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

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
