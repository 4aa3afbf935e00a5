//! One scan over a URL: host, path and query, borrowed.
//!
//! The browser hands over URLs that are already normalised, captures and logs may hold anything. This
//! scan accepts what a browser would have requested over a secure connection on the default port and
//! refuses the rest; it never decodes, allocates only for a host with capitals, and is linear in the
//! length of the URL. A full URL parser costs ten times more and weighs 79 KB in the module; the tests
//! compare the two.

use crate::scan::{end_of_host, end_of_path};
use std::borrow::Cow;
use std::fmt;

/// The parts of a URL that rules speak about.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Location<'a> {
    /// Host in lower case, without port.
    pub host: Cow<'a, str>,
    /// Path with its leading slash, not decoded; `/` if empty.
    pub path: &'a str,
    /// Query without the question mark, not decoded; may be empty.
    pub query: &'a str,
}

/// Why a URL is not looked at.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LocationError {
    /// Not `https` or `wss`.
    Scheme,
    /// A user name before the host: no browser requests that.
    UserInfo,
    /// A port other than the default.
    Port,
    /// The host is empty or ends in a dot, has an empty part, or characters that a browser would not leave there.
    Host,
}

impl fmt::Display for LocationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            LocationError::Scheme => "the address does not start with https:// or wss://",
            LocationError::UserInfo => "the address has a user name before its host",
            LocationError::Port => "the address names a port",
            LocationError::Host => "the address has no valid host",
        })
    }
}

impl std::error::Error for LocationError {}

/// Longest host that the domain name system allows, in bytes.
const LONGEST_HOST: usize = 253;

impl<'a> Location<'a> {
    /// Scans a URL.
    ///
    /// # Errors
    /// Says why the URL is not one that an app's client requests.
    pub fn parse(url: &'a str) -> Result<Location<'a>, LocationError> {
        Ok(Location::of(&host_and_tail(url)?))
    }

    /// The parts of an address whose host was found.
    pub(crate) fn of(found: &Found<'a>) -> Location<'a> {
        let (path, rest) = found.tail.split_at(end_of_path(found.tail.as_bytes()));
        let query = rest.strip_prefix('?').unwrap_or("");
        let query = query.split_once('#').map_or(query, |(before, _)| before);
        let host = if found.has_capitals { found.host.to_ascii_lowercase().into() } else { found.host.into() };
        Location { host, path: if path.is_empty() { "/" } else { path }, query }
    }

    /// The value of a query parameter, not decoded.
    pub fn query_value(&self, name: &str) -> Option<&'a str> {
        self.query.split('&').find_map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (key == name).then_some(value)
        })
    }
}

#[inline]
fn strip_scheme(url: &str) -> Option<&str> {
    // As browsers write it.
    url.strip_prefix(SCHEMES[0]).or_else(|| strip_unusual_scheme(url))
}

const SCHEMES: [&str; 2] = ["https://", "wss://"];

#[cold]
fn strip_unusual_scheme(url: &str) -> Option<&str> {
    SCHEMES.into_iter().find_map(|scheme| {
        let start = url.get(..scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then(|| &url[scheme.len()..])
    })
}

/// A host as it is written, and all that follows the authority.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found<'a> {
    pub host: &'a str,
    pub tail: &'a str,
    has_capitals: bool,
}

/// The host of an address as browsers write it, if it is one: a quick look. `None` says that a closer one is needed.
#[inline(always)]
pub(crate) fn host_at_first_sight(url: &[u8]) -> Option<&[u8]> {
    let rest = url.strip_prefix(SCHEMES[0].as_bytes())?;
    let end = end_of_host(rest);
    let is_plain = end <= LONGEST_HOST && matches!(rest.get(end), None | Some(b'/' | b'?' | b'#'));
    rest.get(..end).filter(|_| is_plain)
}

/// Finds the host in one scan that ends with it.
///
/// # Errors
/// As [`Location::parse`].
#[inline]
pub(crate) fn host_and_tail(url: &str) -> Result<Found<'_>, LocationError> {
    let rest = strip_scheme(url).ok_or(LocationError::Scheme)?;
    let scanned = Scanned::of(rest.as_bytes());
    match rest.as_bytes().get(scanned.end) {
        None | Some(b'/' | b'?' | b'#') if scanned.is_host => {
            let (host, tail) = rest.split_at(scanned.end);
            Ok(Found { host, tail, has_capitals: scanned.has_capitals })
        }
        None | Some(b'/' | b'?' | b'#') => Err(LocationError::Host),
        Some(_) => unusual(rest),
    }
}

/// An authority that has more than a host: a default port is the only thing that is taken.
#[cold]
fn unusual(rest: &str) -> Result<Found<'_>, LocationError> {
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let (authority, tail) = rest.split_at(end);
    // Browsers write / for it; who does not is no browser, and may mean another host than they do.
    if tail.starts_with('\\') {
        return Err(LocationError::Host);
    }
    if authority.contains('@') {
        return Err(LocationError::UserInfo);
    }
    let (host, port) = authority.split_once(':').unwrap_or((authority, ""));
    if !(port.is_empty() || port == "443") {
        return Err(LocationError::Port);
    }
    let scanned = Scanned::of(host.as_bytes());
    let whole = scanned.is_host && scanned.end == host.len();
    if whole { Ok(Found { host, tail, has_capitals: scanned.has_capitals }) } else { Err(LocationError::Host) }
}

/// What a byte is in a host, one bit each; none, if it is in no host.
const LETTER: u8 = 1;
const DOT: u8 = 2;
const CAPITAL: u8 = 4;

const KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 128_u8 {
        kinds[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => LETTER,
            b'A'..=b'Z' => CAPITAL,
            b'.' => DOT,
            _ => 0,
        };
        byte += 1;
    }
    kinds
};

/// The front of a text that is written as a host is.
struct Scanned {
    end: usize,
    is_host: bool,
    has_capitals: bool,
}

impl Scanned {
    #[inline]
    fn of(bytes: &[u8]) -> Scanned {
        // "a.example." is another origin than "a.example": none of an app's accounts is there.
        let (mut before, mut seen, mut empty_part, mut end) = (DOT, 0, 0, 0);
        for byte in bytes {
            let kind = KINDS[usize::from(*byte)];
            if kind == 0 {
                break;
            }
            // Bits instead of branches: this is all that most requests cost.
            empty_part |= kind & before & DOT;
            seen |= kind;
            before = kind;
            end += 1;
        }
        Scanned {
            end,
            is_host: (empty_part | before) & DOT == 0 && end <= LONGEST_HOST,
            has_capitals: seen & CAPITAL != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn parts_are_found() {
        let location = Location::parse("https://Acme.Lantern.example:443/api/x?a=1&team=T1#top").expect("a URL");
        assert_eq!(
            (&*location.host, location.path, location.query_value("team")),
            ("acme.lantern.example", "/api/x", Some("T1"))
        );
        assert_eq!(Location::parse("https://a.example").expect("a URL").path, "/");
        assert_eq!(Location::parse("https://a.example?q").expect("a URL").query, "q");
    }

    #[test]
    fn tricks_are_refused() {
        let tricks = [
            "http://a.example/",
            "https://a.example:8443/",
            "https://u@a.example/",
            "https://a.example@evil.example/",
            "https:///path",
            "https://ä.example/",
            "https://a%2eexample/",
            "https://a.example./",
            "https://.a.example/",
            "https://a..example/",
            "https://a.example\\.evil.example/",
            "https://a.example\\",
            "javascript:alert(1)",
            "",
            "https://",
            "//a.example",
        ];
        for url in tricks {
            assert!(Location::parse(url).is_err(), "{url} must be refused");
        }
    }

    #[test]
    fn a_megabyte_is_scanned() {
        let url = format!("https://a.example/{}?{}", "x/".repeat(500_000), "q=%zz&".repeat(100_000));
        assert_eq!(Location::parse(&url).expect("a URL").path.len(), 1_000_001);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn agrees_with_the_url_standard(host in "[a-zA-Z0-9-]{1,8}(\\.[a-z0-9]{1,6}){0,3}\\.example", path in "(/[a-zA-Z0-9._~-]{0,9}){0,5}", query in "([a-z]{1,3}=[a-zA-Z0-9%]{0,4}&?){0,3}", fragment in "(#[a-z]{0,5})?") {
            let text = format!("https://{host}{path}?{query}{fragment}");
            let Ok(standard) = url::Url::parse(&text) else { return Ok(()); };
            let ours = Location::parse(&text).expect("the standard accepts it");
            prop_assert_eq!(standard.host_str(), Some(&*ours.host));
            prop_assert_eq!(standard.query().unwrap_or(""), ours.query);
            // The standard resolves dot segments, browsers have done so before we see the URL.
            if !path.contains("/.") { prop_assert_eq!(standard.path(), ours.path); }
        }

        #[test]
        fn never_panics(text in "\\PC{0,200}") {
            let _ = Location::parse(&text);
            let _ = Location::parse(&format!("https://{text}"));
        }
    }
}
