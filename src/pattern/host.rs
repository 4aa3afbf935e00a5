//! Hosts: written out, or `*.example.com` for every subdomain.

use super::PatternError;
use std::fmt;
use std::str::FromStr;

/// A host, or all subdomains of a host.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct HostPattern {
    name: String,
    subdomains: bool,
}

impl HostPattern {
    /// The host, or the host whose subdomains are meant.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A pattern that was checked when the image was made.
    pub(crate) fn checked(text: &str) -> HostPattern {
        let (name, subdomains) = text.strip_prefix("*.").map_or((text, false), |name| (name, true));
        HostPattern { name: name.to_owned(), subdomains }
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
        let pattern = HostPattern::checked(text);
        let name = pattern.name();
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
        Ok(pattern)
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.subdomains { "*." } else { "" }, self.name)
    }
}
