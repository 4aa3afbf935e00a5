//! Reads a HAR capture entry by entry, in constant memory.
//!
//! HAR 1.2 as browsers and proxies write it, and its older and sloppier relatives: a field that is
//! missing or has another type counts as absent, bodies and WebSocket messages are passed over without
//! being held, and what stands before a defect is delivered.

mod scan;

use scan::{Scan, Stop, Text};
use std::collections::HashMap;
use std::fmt;
use std::io::Read;

/// Longest address that is kept, in bytes; longer ones (`data:` holds whole files) are cut off.
const LONGEST_ADDRESS: usize = 16 << 10;
/// Longest other string that is kept, in bytes.
const LONGEST_WORD: usize = 256;
/// Memory for the addresses of pages, in bytes: a hundred thousand pages of ordinary length.
const PAGES: usize = 16 << 20;
/// What a remembered page takes beside its texts, about, in bytes.
const PAGE: usize = 100;

/// One request of a capture.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Entry {
    /// Number of the entry in its capture, from 0; entries without an address count too.
    pub number: u64,
    /// Where the entry begins, in bytes from the start of the text.
    pub offset: u64,
    /// Address of the request.
    pub url: String,
    /// HTTP method.
    pub method: Option<String>,
    /// Resource type, where the capture tells it.
    pub resource_type: Option<String>,
    /// Address of the page, where the capture tells it.
    pub page: Option<String>,
    /// When the request was started, as the capture writes it.
    pub started: Option<String>,
    /// HTTP status of the response; 0 if there was none.
    pub status: Option<u16>,
    /// WebSocket messages recorded with the entry. Their content is never read.
    pub messages: u64,
}

/// What a capture was like.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Summary {
    /// Entries, with and without an address.
    pub entries: u64,
    /// Entries without an address, which were passed over.
    pub without_address: u64,
    /// WebSocket messages.
    pub messages: u64,
    /// Length of the text in bytes, as far as it was read.
    pub bytes: u64,
    /// Names that stood twice in one object, at most a few; the later value was taken.
    pub twice: Vec<String>,
}

/// Why a capture could not be read to its end, or is not what it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct HarError {
    /// What is wrong and what to do.
    pub message: String,
    /// Where in the text, in bytes from its start.
    pub offset: u64,
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
/// The text is not a HAR, breaks off, or holds what JSON does not have. The entries before that place, and
/// after it where that is possible, have been handed over; the summary tells of them too.
pub fn read(source: impl Read, sink: impl FnMut(&Entry)) -> (Summary, Result<(), HarError>) {
    let mut reader = Reader {
        scan: Scan::new(source),
        sink,
        key: Text::up_to(LONGEST_WORD),
        value: Text::up_to(LONGEST_ADDRESS),
        pages: HashMap::new(),
        page_bytes: 0,
        entry: Entry::default(),
        found_entries: false,
        summary: Summary::default(),
    };
    let result = reader.capture();
    reader.summary.bytes = reader.scan.offset();
    (reader.summary, result)
}

struct Reader<R, S> {
    scan: Scan<R>,
    sink: S,
    key: Text,
    value: Text,
    /// Pages by their id.
    pages: HashMap<String, Page>,
    page_bytes: usize,
    entry: Entry,
    found_entries: bool,
    summary: Summary,
}

/// A page, as far as it was read.
struct Page {
    address: String,
    /// The frame that holds the whole page, where the capture tells it: a document there is a new page.
    frame: Option<String>,
}

impl Page {
    /// Memory that it takes with its id, about, in bytes.
    fn size(&self, id: &str) -> usize {
        PAGE + id.len() + self.address.len() + self.frame.as_ref().map_or(0, String::len)
    }
}

/// Names already seen in one object.
#[derive(Default)]
struct Seen(u32);

/// What an entry says of its page, until the whole entry is known.
#[derive(Default)]
struct Hints {
    pageref: Option<String>,
    /// Where Playwright notes no page it still notes the frame.
    frame: Option<String>,
    referer: Option<String>,
    destination: Option<String>,
}

impl<R: Read, S: FnMut(&Entry)> Reader<R, S> {
    fn capture(&mut self) -> Result<(), HarError> {
        let walked = self.scan.pass_mark().and_then(|()| self.scan.peek());
        match walked {
            Ok(Some(b'{')) => {}
            Ok(first) => return Err(HarError { message: no_capture(first).to_owned(), offset: self.scan.offset() }),
            Err(stop) => return Err(self.error(stop)),
        }
        if let Err(stop) = self.root() {
            // UTF-16 without a mark: the other half of the bracket.
            if self.scan.offset() == 1 && matches!(self.scan.peek(), Ok(Some(0))) {
                return Err(HarError { message: no_capture(Some(0)).to_owned(), offset: 0 });
            }
            return Err(self.error(stop));
        }
        let offset = self.scan.offset();
        match self.scan.peek() {
            Ok(None) => {}
            Ok(Some(_)) => {
                let message = "the capture ends here and something follows; what stands before was read".to_owned();
                return Err(HarError { message, offset });
            }
            Err(stop) => return Err(self.error(stop)),
        }
        if !self.found_entries {
            let message = "there is no list \"log.entries\" in this JSON, so it is not a HAR capture; save one from the network panel of the browser's developer tools".to_owned();
            return Err(HarError { message, offset: 0 });
        }
        self.scan.no_number.map_or(Ok(()), |offset| {
            let message = "this is no JSON number (NaN or Infinity), so strict readers will refuse the file; all entries were read".to_owned();
            Err(HarError { message, offset })
        })
    }

    fn error(&self, stop: Stop) -> HarError {
        const READ: &str = "what stands before was read. Save the capture again, or cut it off before this place";
        let message = match stop {
            Stop::Io(error) => format!("the capture cannot be read further: {error}; what stands before was read"),
            Stop::Ends => format!("the capture breaks off here in the middle of its text; {READ}"),
            Stop::NoList => "\"entries\" is no list here, as it is in every HAR capture; save the capture again, or ask whoever wrote it for one".to_owned(),
            Stop::Unexpected(what) => format!("the capture is no JSON here, {what} is missing; {READ}"),
        };
        HarError { message, offset: self.scan.offset() }
    }

    /// The outermost object. Some programs leave out the `log` around the lists.
    fn root(&mut self) -> Result<(), Stop> {
        self.object(|reader, seen| match reader.key.bytes() {
            b"log" => {
                reader.once(seen, 0);
                reader.object(|reader, seen| reader.list(seen))
            }
            _ => reader.list(seen),
        })
    }

    fn list(&mut self, seen: &mut Seen) -> Result<(), Stop> {
        match self.key.bytes() {
            b"entries" => {
                self.once(seen, 1);
                self.entries()
            }
            b"pages" => {
                self.once(seen, 2);
                self.each(|reader| reader.page())
            }
            _ => self.scan.skip(),
        }
    }

    fn entries(&mut self) -> Result<(), Stop> {
        if self.scan.peek()? != Some(b'[') {
            return match self.scan.peek()? {
                Some(_) => Err(Stop::NoList),
                None => Err(Stop::Ends),
            };
        }
        self.found_entries = true;
        self.each(Reader::read_entry)
    }

    fn page(&mut self) -> Result<(), Stop> {
        let (mut id, mut title) = (None, None);
        self.object(|reader, seen| match reader.key.bytes() {
            b"id" => reader.word(seen, 3, &mut id),
            b"title" => {
                reader.once(seen, 4);
                title = reader.scan.text(&mut reader.value)?.then(|| reader.value.text().into_owned());
                Ok(())
            }
            _ => reader.scan.skip(),
        })?;
        // Chromium writes the address as the title, others the words in the title bar.
        if let (Some(id), Some(title)) = (id, title)
            && title.starts_with("https://")
        {
            self.remember_page(id, title, None, false);
        }
        Ok(())
    }

    /// Notes the document of a page. Frames in it follow it and have documents too: these are passed over.
    fn remember_page(&mut self, id: String, address: String, frame: Option<String>, whole: bool) {
        let known = self.pages.get(&id);
        let is_new = |page: &Page| whole || frame.is_some() && (page.frame.is_none() || page.frame == frame);
        if known.is_some_and(|page| !is_new(page)) {
            return;
        }
        // A page that goes elsewhere gives back what it took; where the next address finds no room it has none, not a wrong one.
        self.page_bytes -= self.pages.remove(&id).map_or(0, |page| page.size(&id));
        let page = Page { address, frame };
        if self.page_bytes + page.size(&id) <= PAGES {
            self.page_bytes += page.size(&id);
            self.pages.insert(id, page);
        }
    }

    fn read_entry(&mut self) -> Result<(), Stop> {
        self.scan.peek()?;
        let mut entry = std::mem::take(&mut self.entry);
        entry.url.clear();
        entry = Entry { number: self.summary.entries, offset: self.scan.offset(), url: entry.url, ..Entry::default() };
        let mut hints = Hints::default();
        self.object(|reader, seen| match reader.key.bytes() {
            b"request" => {
                reader.once(seen, 0);
                reader.request(&mut entry, &mut hints)
            }
            b"response" => reader.object(|reader, _| match reader.key.bytes() {
                b"status" => reader.scan.small().map(|status| entry.status = status),
                _ => reader.scan.skip(),
            }),
            b"pageref" => reader.word(seen, 1, &mut hints.pageref),
            b"_frameref" => reader.word(seen, 6, &mut hints.frame),
            b"_resourceType" => reader.word(seen, 2, &mut entry.resource_type),
            b"startedDateTime" => reader.word(seen, 3, &mut entry.started),
            b"_webSocketMessages" => {
                let mut messages = 0;
                reader.each(|reader| {
                    messages += 1;
                    reader.scan.skip()
                })?;
                entry.messages += messages;
                Ok(())
            }
            _ => reader.scan.skip(),
        })?;
        self.summary.entries += 1;
        self.summary.messages += entry.messages;
        if entry.url.is_empty() {
            self.summary.without_address += 1;
        } else {
            self.locate(&mut entry, hints);
            (self.sink)(&entry);
        }
        self.entry = entry;
        Ok(())
    }

    fn request(&mut self, entry: &mut Entry, hints: &mut Hints) -> Result<(), Stop> {
        self.object(|reader, seen| match reader.key.bytes() {
            b"url" => {
                reader.once(seen, 4);
                entry.url.clear();
                if reader.scan.text(&mut reader.value)? {
                    entry.url.push_str(&reader.value.text());
                }
                Ok(())
            }
            b"method" => reader.word(seen, 5, &mut entry.method),
            // Where the browser says it itself, the headers are not looked at.
            b"headers" if entry.resource_type.is_none() => reader.each(|reader| reader.header(hints)),
            _ => reader.scan.skip(),
        })
    }

    fn header(&mut self, hints: &mut Hints) -> Result<(), Stop> {
        #[derive(Clone, Copy)]
        enum Wanted {
            Referer,
            Destination,
        }
        let mut wanted = None;
        let mut value = None;
        self.object(|reader, _| match reader.key.bytes() {
            b"name" => {
                reader.scan.text(&mut reader.key)?;
                let is = |name: &[u8]| reader.key.bytes().eq_ignore_ascii_case(name);
                wanted = if is(b"referer") {
                    Some(Wanted::Referer)
                } else if is(b"sec-fetch-dest") {
                    Some(Wanted::Destination)
                } else {
                    None
                };
                Ok(())
            }
            b"value" if wanted.is_some() => {
                value = reader.scan.text(&mut reader.value)?.then(|| reader.value.text().into_owned());
                Ok(())
            }
            _ => reader.scan.skip(),
        })?;
        match wanted {
            Some(Wanted::Referer) => hints.referer = value,
            Some(Wanted::Destination) => hints.destination = value,
            None => {}
        }
        Ok(())
    }

    /// Settles resource type and page from what the entry says, in the order of its reliability.
    fn locate(&mut self, entry: &mut Entry, hints: Hints) {
        if entry.resource_type.is_none() {
            entry.resource_type = hints.destination.as_deref().and_then(resource_type).map(str::to_owned);
        }
        let id = hints.pageref.as_ref().or(hints.frame.as_ref());
        if entry.resource_type.as_deref() == Some("document")
            && let Some(id) = id
            && entry.url.starts_with("https://")
        {
            // Browsers send this header with the document of a whole page alone: frames in it have another one.
            let whole = hints.destination.as_deref() == Some("document");
            self.remember_page(id.clone(), entry.url.clone(), hints.frame.clone(), whole);
        }
        let of_page = id.and_then(|id| self.pages.get(id)).map(|page| page.address.clone());
        entry.page = of_page.or_else(|| hints.referer.filter(|address| address.starts_with("https://")));
    }

    /// Reads a short string; something else counts as absent.
    fn word(&mut self, seen: &mut Seen, number: u32, into: &mut Option<String>) -> Result<(), Stop> {
        self.once(seen, number);
        let is_text = self.scan.text(&mut self.value)?;
        let bytes = self.value.bytes();
        *into = is_text.then(|| String::from_utf8_lossy(&bytes[..bytes.len().min(LONGEST_WORD)]).into_owned());
        Ok(())
    }

    /// Walks through an object; passes any other value.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &mut Seen) -> Result<(), Stop>) -> Result<(), Stop> {
        if !self.scan.enter(b'{')? {
            return Ok(());
        }
        let (mut first, mut seen) = (true, Seen::default());
        while self.scan.next(b'}', &mut first)? {
            self.scan.key(&mut self.key)?;
            member(self, &mut seen)?;
        }
        Ok(())
    }

    /// Walks through a list; passes any other value.
    fn each(&mut self, mut item: impl FnMut(&mut Self) -> Result<(), Stop>) -> Result<(), Stop> {
        if !self.scan.enter(b'[')? {
            return Ok(());
        }
        let mut first = true;
        while self.scan.next(b']', &mut first)? {
            item(self)?;
        }
        Ok(())
    }

    /// Notes that a name was seen, and whether it was seen before in the same object.
    fn once(&mut self, seen: &mut Seen, number: u32) {
        const NAMED: usize = 8;
        let bit = 1 << number;
        if seen.0 & bit != 0 && self.summary.twice.len() < NAMED {
            let name = self.key.text();
            if !self.summary.twice.iter().any(|known| *known == name) {
                let name = name.into_owned();
                self.summary.twice.push(name);
            }
        }
        seen.0 |= bit;
    }
}

/// The resource type that a `Sec-Fetch-Dest` header stands for.
fn resource_type(destination: &str) -> Option<&'static str> {
    match destination {
        "document" => Some("document"),
        "empty" => Some("fetch"),
        "image" => Some("image"),
        "script" => Some("script"),
        "style" => Some("stylesheet"),
        "websocket" => Some("websocket"),
        _ => None,
    }
}

fn no_capture(first: Option<u8>) -> &'static str {
    const SAVE: &str = "this is not a HAR capture, which starts with {; save one from the network panel of the browser's developer tools";
    match first {
        None => "the file is empty and not a HAR capture; save the capture again",
        Some(b'<') => {
            "this is a web page, not a HAR capture: perhaps the login page of where the capture was to be fetched from; fetch it again, signed in"
        }
        Some(0 | 0xfe | 0xff) => {
            "this is not a HAR capture in UTF-8 but text in UTF-16 or UTF-32; save it in UTF-8, e.g. with `iconv -f UTF-16 -t UTF-8`"
        }
        Some(0x1f) => {
            "this is not a HAR capture but something compressed; unpack it, or let the command line read the file itself"
        }
        Some(_) => SAVE,
    }
}

#[cfg(test)]
mod tests;
