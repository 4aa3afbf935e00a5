//! Takes out of an address what could name a person, a tenant or a secret.
//!
//! What the rules of the app say literally stays, because it is the same for everybody and shows what was
//! recognised. Everything else in path and query is replaced: a list of suspicious forms would always miss
//! one.

use crate::location::Location;
use crate::pattern::HostPattern;
use crate::rule::App;
use std::collections::BTreeSet;

/// Stands for what was taken out.
pub(crate) const HIDDEN: &str = "[…]";

/// Names of parameters whose values are secrets, even where ids are kept; compared as parts of a name, and of a
/// value, which may hold parameters of its own.
const SECRET: [&str; 16] = [
    "token",
    "secret",
    "passw",
    "session",
    "sessid",
    "sig",
    "auth",
    "key",
    "code",
    "jwt",
    "cookie",
    "ticket",
    "otp",
    "credential",
    "bearer",
    "assertion",
];

/// Longest address that is shown, in characters.
const LONGEST: usize = 300;

/// Redacts addresses of one app.
pub(crate) struct Redactor {
    keep_ids: bool,
    hosts: BTreeSet<String>,
    parents: BTreeSet<String>,
    words: BTreeSet<String>,
    /// Beginnings of segments that the rules write with `*`.
    prefixes: BTreeSet<String>,
    queries: BTreeSet<(String, String)>,
}

impl Redactor {
    pub(crate) fn new(app: &App, keep_ids: bool) -> Redactor {
        let mut redactor = Redactor {
            keep_ids,
            hosts: BTreeSet::new(),
            parents: BTreeSet::new(),
            words: BTreeSet::new(),
            prefixes: BTreeSet::new(),
            queries: BTreeSet::new(),
        };
        crate::matcher::hosts(app).for_each(|host| redactor.learn_host(host));
        let pages = app.pages.iter().flat_map(|pages| &pages.paths);
        let indicators = app.indicators.iter().flat_map(|indicator| &indicator.paths);
        for path in pages.chain(indicators) {
            for segment in path.to_string().split('/').filter(|segment| !segment.contains('{')) {
                match segment.split_once('*') {
                    None => drop(redactor.words.insert(segment.to_owned())),
                    Some((front, _)) if front.len() > 2 => drop(redactor.prefixes.insert(front.to_owned())),
                    Some(_) => {}
                }
            }
        }
        let queries = app.indicators.iter().flat_map(|indicator| &indicator.query);
        redactor.queries.extend(queries.map(|(name, value)| (name.clone(), value.clone())));
        redactor
    }

    fn learn_host(&mut self, host: &HostPattern) {
        let list = if host.is_wildcard() { &mut self.parents } else { &mut self.hosts };
        list.insert(host.name().to_owned());
    }

    /// The address without what it could give away.
    pub(crate) fn address(&self, url: &str) -> String {
        let Ok(location) = Location::parse(url) else { return HIDDEN.to_owned() };
        let scheme = url.split_once("://").map_or("https", |(scheme, _)| scheme).to_ascii_lowercase();
        let mut text = format!("{scheme}://{}", self.host(&location.host));
        for segment in location.path.split('/').skip(1) {
            text.push('/');
            text.push_str(&self.segment(segment));
        }
        let mut left_out = false;
        let mut separator = '?';
        for pair in location.query.split('&').filter(|pair| !pair.is_empty()) {
            match self.parameter(pair) {
                Some(shown) => {
                    text.push(separator);
                    text.push_str(&shown);
                    separator = '&';
                }
                None => left_out = true,
            }
        }
        if left_out {
            text.push(separator);
            text.push_str(HIDDEN);
        }
        match text.char_indices().nth(LONGEST) {
            Some((end, _)) => format!("{}…", &text[..end]),
            None => text,
        }
    }

    fn host(&self, host: &str) -> String {
        if self.keep_ids || self.hosts.contains(host) {
            return host.to_owned();
        }
        let parent =
            self.parents.iter().filter(|parent| host.ends_with(parent.as_str())).max_by_key(|parent| parent.len());
        parent.map_or_else(|| HIDDEN.to_owned(), |parent| format!("{HIDDEN}.{parent}"))
    }

    fn segment(&self, segment: &str) -> String {
        if self.words.contains(segment) {
            return segment.to_owned();
        }
        if self.keep_ids {
            return segment.split(';').map(without_secret).collect::<Vec<_>>().join(";");
        }
        let prefix = self.prefixes.iter().find(|prefix| segment.starts_with(prefix.as_str()));
        prefix.map_or_else(|| HIDDEN.to_owned(), |prefix| format!("{prefix}{HIDDEN}"))
    }

    /// A parameter as it may be shown; nothing if not even its name may.
    fn parameter(&self, pair: &str) -> Option<String> {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        if self.keep_ids {
            return Some(without_secret(pair));
        }
        let named = self.queries.iter().find(|(known, _)| known == name)?;
        Some(if named.1 == value { pair.to_owned() } else { format!("{name}={HIDDEN}") })
    }
}

/// A part of an address in which ids are kept: what is named as a secret, or has the form of a signed token, is not.
fn without_secret(part: &str) -> String {
    let (name, value) = part.split_once('=').unwrap_or(("", part));
    let lower = name.to_ascii_lowercase();
    let named = |text: &str| SECRET.iter().any(|secret| text.contains(secret));
    let value_names = || {
        let value = value.to_ascii_lowercase();
        // Only where the value holds names of its own: JSON, an address, another query.
        value.contains(['=', ':', '%', '"']) && named(&value)
    };
    if !named(&lower) && !value_names() && !value.split(['.', '%', '~']).any(is_token_head) {
        return part.to_owned();
    }
    if name.is_empty() { HIDDEN.to_owned() } else { format!("{name}={HIDDEN}") }
}

/// The beginning of a JSON object in base64, as signed tokens (RFC 7519) start.
fn is_token_head(part: &str) -> bool {
    part.len() > 12 && part.starts_with("eyJ")
}

#[cfg(test)]
mod tests {
    use super::without_secret;

    #[test]
    fn where_ids_are_kept_secrets_are_not() {
        for secret in [
            "access_token=abc",
            "X-Amz-Signature=abc",
            "JSESSIONID=abc",
            "jsessionid=abc",
            "variables=%7B%22authToken%22%3A%22abc%22%7D",
            "next=https%3A%2F%2Fa.example%2F%3Ftoken%3Dabc",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMifQ.abc",
            "state=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhYmMifQ.abc",
        ] {
            assert!(!without_secret(secret).contains("abc"), "{secret}");
        }
        for id in ["T00000000", "team=T00000000", "operationName=EditorQuery", "view=2024-01-01T10:00"] {
            assert_eq!(without_secret(id), id);
        }
    }
}
