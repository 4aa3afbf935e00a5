//! Reads a HAR capture entry by entry, without holding bodies.
//!
//! HAR 1.2 as browsers and proxies write it, and its older and sloppier relatives: a field that is
//! missing or has another type counts as absent. What stands before a defect is delivered.

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

/// One request of a capture.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Address of the request.
    pub url: String,
    /// HTTP method.
    pub method: Option<String>,
    /// Resource type, where the browser wrote one.
    pub resource_type: Option<String>,
    /// Address of the page, where the capture names one.
    pub page: Option<String>,
}

/// Why a capture could not be read to its end.
#[derive(Clone, Debug, PartialEq)]
pub struct HarError {
    /// What is wrong and what to do.
    pub message: String,
    /// Where in the file, in bytes from its start.
    pub offset: usize,
}

impl fmt::Display for HarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {}", self.offset, self.message)
    }
}

impl std::error::Error for HarError {}

/// Reads a capture and hands over each entry that has an address.
///
/// # Errors
/// The text is not a HAR or breaks off; the entries before that place have been handed over.
pub fn read(bytes: &[u8], mut sink: impl FnMut(Entry)) -> Result<(), HarError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let skipped = bytes.len() - text.len();
    let first = text.iter().position(|byte| !byte.is_ascii_whitespace());
    if first.is_none_or(|at| text[at] != b'{') {
        let message = "this is not a HAR capture, which starts with {; save one from the network panel of the browser's developer tools".to_owned();
        return Err(HarError { message, offset: skipped + first.unwrap_or(0) });
    }
    let mut reader = Reader { pages: HashMap::new(), sink: &mut sink, found_entries: false };
    let mut json = serde_json::Deserializer::from_slice(text);
    let result = Root(&mut reader).deserialize(&mut json).and_then(|()| json.end());
    let found_entries = reader.found_entries;
    match result {
        Err(error) => {
            let message = format!(
                "the capture breaks here ({error}); what stands before was read. Save it again, or cut it off before this place"
            );
            Err(HarError { message, offset: skipped + offset(text, error.line(), error.column()) })
        }
        Ok(()) if !found_entries => {
            let message = "there is no list \"log.entries\" in this JSON; it is not a HAR capture".to_owned();
            Err(HarError { message, offset: 0 })
        }
        Ok(()) => Ok(()),
    }
}

/// The byte offset of a line and column, both from 1; the column counts bytes.
fn offset(text: &[u8], line: usize, column: usize) -> usize {
    let breaks = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
    let start = if line <= 1 { 0 } else { breaks.take(line - 1).last().unwrap_or(0) };
    (start + column.saturating_sub(1)).min(text.len())
}

struct Reader<'s, S> {
    pages: HashMap<String, String>,
    sink: &'s mut S,
    found_entries: bool,
}

/// A string, or nothing where there is something else.
struct Lenient<'a>(Option<Cow<'a, str>>);

impl<'de: 'a, 'a> Deserialize<'de> for Lenient<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Lenient<'a>, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Lenient<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Lenient<'de>, E> {
                Ok(Lenient(Some(Cow::Borrowed(text))))
            }
            fn visit_str<E>(self, text: &str) -> Result<Lenient<'de>, E> {
                Ok(Lenient(Some(Cow::Owned(text.to_owned()))))
            }
            fn visit_bool<E>(self, _: bool) -> Result<Lenient<'de>, E> {
                Ok(Lenient(None))
            }
            fn visit_i64<E>(self, _: i64) -> Result<Lenient<'de>, E> {
                Ok(Lenient(None))
            }
            fn visit_u64<E>(self, _: u64) -> Result<Lenient<'de>, E> {
                Ok(Lenient(None))
            }
            fn visit_f64<E>(self, _: f64) -> Result<Lenient<'de>, E> {
                Ok(Lenient(None))
            }
            fn visit_unit<E>(self) -> Result<Lenient<'de>, E> {
                Ok(Lenient(None))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Lenient<'de>, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Lenient(None))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Lenient<'de>, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Lenient(None))
            }
        }
        deserializer.deserialize_any(Any)
    }
}

/// Implements a seed that visits one JSON object and falls back to ignoring any other value.
macro_rules! object_seed {
    ($name:ident, |$self:ident, $key:ident, $map:ident| $body:block) => {
        struct $name<'r, 's, S>(&'r mut Reader<'s, S>);

        impl<'de, S: FnMut(Entry)> DeserializeSeed<'de> for $name<'_, '_, S> {
            type Value = ();

            fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
                deserializer.deserialize_map(self)
            }
        }

        impl<'de, S: FnMut(Entry)> Visitor<'de> for $name<'_, '_, S> {
            type Value = ();

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>($self, mut $map: A) -> Result<(), A::Error> {
                while let Some($key) = $map.next_key::<Cow<'de, str>>()? {
                    $body
                }
                Ok(())
            }
        }
    };
}

object_seed!(Root, |self, key, map| {
    if key == "log" {
        map.next_value_seed(Log(self.0))?;
    } else {
        map.next_value::<IgnoredAny>()?;
    }
});

object_seed!(Log, |self, key, map| {
    match &*key {
        "entries" => {
            self.0.found_entries = true;
            map.next_value_seed(Entries(self.0))?;
        }
        "pages" => {
            #[derive(Deserialize)]
            struct Page {
                id: Option<String>,
                title: Option<String>,
            }
            for page in map.next_value::<Option<Vec<Page>>>()?.unwrap_or_default() {
                if let (Some(id), Some(title)) = (page.id, page.title)
                    && title.starts_with("https://")
                {
                    self.0.pages.insert(id, title);
                }
            }
        }
        _ => {
            map.next_value::<IgnoredAny>()?;
        }
    }
});

struct Entries<'r, 's, S>(&'r mut Reader<'s, S>);

impl<'de, S: FnMut(Entry)> DeserializeSeed<'de> for Entries<'_, '_, S> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, S: FnMut(Entry)> Visitor<'de> for Entries<'_, '_, S> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(raw) = seq.next_element::<RawEntry<'de>>()? {
            let text = |field: Option<Lenient<'_>>| field.and_then(|field| field.0).map(Cow::into_owned);
            let request = raw.request.unwrap_or_default();
            let Some(url) = text(request.url) else { continue };
            let page = text(raw.pageref).and_then(|id| self.0.pages.get(&id).cloned());
            let entry = Entry { url, method: text(request.method), resource_type: text(raw.resource_type), page };
            (self.0.sink)(entry);
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct RawEntry<'a> {
    #[serde(borrow, default)]
    request: Option<RawRequest<'a>>,
    #[serde(borrow, default)]
    pageref: Option<Lenient<'a>>,
    #[serde(borrow, default, rename = "_resourceType")]
    resource_type: Option<Lenient<'a>>,
}

#[derive(Default, Deserialize)]
struct RawRequest<'a> {
    #[serde(borrow, default)]
    url: Option<Lenient<'a>>,
    #[serde(borrow, default)]
    method: Option<Lenient<'a>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn urls(text: &str) -> (Vec<String>, Result<(), HarError>) {
        let mut urls = Vec::new();
        let result = read(text.as_bytes(), |entry| urls.push(entry.url));
        (urls, result)
    }

    #[test]
    fn missing_and_odd_pieces_are_tolerated() {
        let text = r#"{"log":{"version":"1.1","pages":[{"id":"p","title":"https://a.example/"},{"id":"q"}],"entries":[
            {"request":{"method":"GET","url":"https://a.example/1"},"pageref":"p"},
            {"request":{"url":5}},{},{"request":null},{"request":{"url":"https://a.example/2","method":{"x":[1]}},"response":{"content":{"text":"…"}}}]}}"#;
        let mut entries = Vec::new();
        read(text.as_bytes(), |entry| entries.push(entry)).expect("a HAR");
        assert_eq!(entries.len(), 2);
        assert_eq!(entries[0].page.as_deref(), Some("https://a.example/"));
        assert_eq!(entries[1].method, None);
    }

    #[test]
    fn what_stands_before_a_defect_is_delivered() {
        let text = "{\"log\":{\"entries\":[\n{\"request\":{\"url\":\"https://a.example/1\"}},{\"request\":{\"ur";
        let (found, result) = urls(text);
        assert_eq!(found, ["https://a.example/1"]);
        assert_eq!(result.expect_err("truncated").offset, text.len() - 1);
    }

    #[test]
    fn what_is_no_capture_is_refused() {
        for text in [
            "",
            "  ",
            "<html>login</html>",
            "[1]",
            "{}",
            "{\"log\":{}}",
            "{\"log\":{\"entries\":5}}",
            "\u{feff}{\"log\":[]}",
            "{\"log\":{\"entries\":[NaN]}}",
        ] {
            assert!(urls(text).1.is_err(), "{text}");
        }
    }
}
