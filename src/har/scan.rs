//! Walks through JSON text of any size in a fixed window.
//!
//! A capture is mostly bodies that nobody here wants to see. No JSON library skips them without either
//! holding the whole text or looking at every byte twice, so this scanner does one thing: it goes to the
//! few strings that are wanted and passes over the rest at the speed of a search for quotation marks.
//! What is passed over is checked for its brackets and words, not for its commas.

mod block;
mod skip;

use std::io::{self, Read};

/// Size of the window. Small enough for a processor's cache, large enough for few system calls.
const WINDOW: usize = 256 << 10;

/// Why a scan stopped.
#[derive(Debug)]
pub(super) enum Stop {
    /// The source could not be read.
    Io(io::Error),
    /// The text ends inside a value.
    Ends,
    /// It is JSON, but what has to be a list is none.
    NoList,
    /// Something else was expected here.
    Unexpected(&'static str),
}

/// A scan over a source.
pub(super) struct Scan<R> {
    source: R,
    window: Box<[u8]>,
    at: usize,
    end: usize,
    passed: u64,
    /// The first number that JSON does not have (`NaN`, `Infinity`), by its place.
    pub(super) no_number: Option<u64>,
}

impl<R: Read> Scan<R> {
    pub(super) fn new(source: R) -> Scan<R> {
        let window = vec![0; WINDOW].into_boxed_slice();
        Scan { source, window, at: 0, end: 0, passed: 0, no_number: None }
    }

    /// Bytes from the start of the text to here.
    pub(super) fn offset(&self) -> u64 {
        self.passed + self.at as u64
    }

    /// Moves the window on when it is used up; `false` at the end of the text.
    fn fill(&mut self) -> Result<bool, Stop> {
        while self.at == self.end {
            self.passed += self.end as u64;
            (self.at, self.end) = (0, 0);
            match self.source.read(&mut self.window) {
                Ok(0) => return Ok(false),
                Ok(read) => self.end = read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(Stop::Io(error)),
            }
        }
        Ok(true)
    }

    /// The next byte that is not white space, without passing it.
    pub(super) fn peek(&mut self) -> Result<Option<u8>, Stop> {
        while self.fill()? {
            let rest = &self.window[self.at..self.end];
            match rest.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n')) {
                Some(skipped) => {
                    self.at += skipped;
                    return Ok(Some(self.window[self.at]));
                }
                None => self.at = self.end,
            }
        }
        Ok(None)
    }

    /// Passes a byte order mark of UTF-8.
    pub(super) fn pass_mark(&mut self) -> Result<(), Stop> {
        for byte in *b"\xef\xbb\xbf" {
            if self.fill()? && self.window[self.at] == byte {
                self.at += 1;
            } else {
                break;
            }
        }
        Ok(())
    }

    /// Passes one byte of punctuation.
    pub(super) fn expect(&mut self, byte: u8, what: &'static str) -> Result<(), Stop> {
        match self.peek()? {
            Some(found) if found == byte => {
                self.at += 1;
                Ok(())
            }
            Some(_) => Err(Stop::Unexpected(what)),
            None => Err(Stop::Ends),
        }
    }

    /// Passes the start of an object or list; `false`, having passed the value, if it is something else.
    pub(super) fn enter(&mut self, open: u8) -> Result<bool, Stop> {
        match self.peek()? {
            Some(found) if found == open => {
                self.at += 1;
                Ok(true)
            }
            Some(_) => self.skip().map(|()| false),
            None => Err(Stop::Ends),
        }
    }

    /// Goes to the next member of an object or list; `false`, having passed its end, if there is none.
    pub(super) fn next(&mut self, close: u8, first: &mut bool) -> Result<bool, Stop> {
        match self.peek()? {
            None => return Err(Stop::Ends),
            Some(found) if found == close => {
                self.at += 1;
                return Ok(false);
            }
            Some(b',') if !*first => {
                self.at += 1;
                if self.peek()? == Some(close) {
                    return Err(Stop::Unexpected("a value after the comma"));
                }
            }
            Some(_) if *first => {}
            Some(_) => return Err(Stop::Unexpected("a comma")),
        }
        *first = false;
        Ok(true)
    }

    /// Reads the name of a member and passes its colon.
    pub(super) fn key(&mut self, into: &mut Text) -> Result<(), Stop> {
        if self.peek()? != Some(b'"') {
            return Err(self.stop("a name in quotation marks")?);
        }
        self.string(into)?;
        self.expect(b':', "a colon")
    }

    /// Reads a string; `false`, having passed the value, if it is something else.
    pub(super) fn text(&mut self, into: &mut Text) -> Result<bool, Stop> {
        into.clear();
        match self.peek()? {
            Some(b'"') => self.string(into).map(|()| true),
            Some(_) => self.skip().map(|()| false),
            None => Err(Stop::Ends),
        }
    }

    /// Reads a number that is a small whole one; passes anything else.
    pub(super) fn small(&mut self) -> Result<Option<u16>, Stop> {
        if !self.peek()?.is_some_and(|byte| byte.is_ascii_digit()) {
            return self.skip().map(|()| None);
        }
        let mut number = Some(0_u16);
        while self.fill()? && self.window[self.at].is_ascii_digit() {
            let digit = u16::from(self.window[self.at] - b'0');
            number = number.and_then(|number| number.checked_mul(10)?.checked_add(digit));
            self.at += 1;
        }
        self.word()?;
        Ok(number)
    }

    /// Passes one value of any kind.
    pub(super) fn skip(&mut self) -> Result<(), Stop> {
        match self.peek()? {
            None => Err(Stop::Ends),
            Some(b'"') => {
                self.at += 1;
                self.skip_string()
            }
            Some(b'{' | b'[') => self.skip_nested(),
            Some(b'N' | b'I') => self.capital(),
            Some(b'-' | b'0'..=b'9' | b't' | b'f' | b'n') => self.word(),
            Some(_) => Err(Stop::Unexpected("a value")),
        }
    }

    fn stop(&mut self, what: &'static str) -> Result<Stop, Stop> {
        Ok(if self.fill()? { Stop::Unexpected(what) } else { Stop::Ends })
    }

    /// Passes a number or one of the words `true`, `false`, `null`.
    fn word(&mut self) -> Result<(), Stop> {
        while self.fill()? {
            match self.window[self.at] {
                b'I' | b'N' => return self.capital(),
                b'+' | b'-' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'E' => self.at += 1,
                _ => break,
            }
        }
        Ok(())
    }

    /// Passes `NaN` or `Infinity`, which some programs write as numbers, and remembers that it did.
    fn capital(&mut self) -> Result<(), Stop> {
        let place = self.offset();
        let mut word = [0_u8; 9];
        let mut length = 0;
        while self.fill()? && self.window[self.at].is_ascii_alphabetic() {
            if let Some(slot) = word.get_mut(length) {
                *slot = self.window[self.at];
            }
            length += 1;
            self.at += 1;
        }
        match word.get(..length) {
            Some(b"NaN" | b"Infinity") => {
                self.no_number.get_or_insert(place);
                Ok(())
            }
            _ => Err(Stop::Unexpected("a value")),
        }
    }

    /// Reads a string from its opening quotation mark.
    fn string(&mut self, into: &mut Text) -> Result<(), Stop> {
        into.clear();
        self.at += 1;
        while self.fill()? {
            let rest = &self.window[self.at..self.end];
            let found = quote_or_escape(rest);
            into.push(&rest[..found.unwrap_or(rest.len())]);
            match found {
                None => self.at = self.end,
                Some(found) if rest[found] == b'"' => {
                    self.at += found + 1;
                    return Ok(());
                }
                Some(found) => {
                    self.at += found + 1;
                    self.escape(into)?;
                }
            }
        }
        Err(Stop::Ends)
    }

    fn byte(&mut self) -> Result<u8, Stop> {
        if !self.fill()? {
            return Err(Stop::Ends);
        }
        self.at += 1;
        Ok(self.window[self.at - 1])
    }

    fn escape(&mut self, into: &mut Text) -> Result<(), Stop> {
        let plain = match self.byte()? {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'b' => 8,
            b'f' => 12,
            b'u' => {
                let mut unit = 0;
                for _ in 0..4 {
                    let digit = char::from(self.byte()?).to_digit(16).ok_or(Stop::Unexpected("four hex digits"))?;
                    unit = unit << 4 | digit;
                }
                into.push_unit(unit);
                return Ok(());
            }
            other => other,
        };
        into.push(&[plain]);
        Ok(())
    }
}

/// The first quotation mark or backslash. Most strings are short, so a few words are looked at before the
/// library's wide search starts.
#[inline]
fn quote_or_escape(bytes: &[u8]) -> Option<usize> {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x8080_8080_8080_8080;
    let zero = |word: u64| word.wrapping_sub(ONES) & !word & HIGH;
    let (words, _) = bytes.as_chunks::<8>();
    for (number, word) in words.iter().take(4).enumerate() {
        let word = u64::from_le_bytes(*word);
        let hits = zero(word ^ (ONES * b'"' as u64)) | zero(word ^ (ONES * b'\\' as u64));
        if hits != 0 {
            return Some(number * 8 + hits.trailing_zeros() as usize / 8);
        }
    }
    let looked_at = words.len().min(4) * 8;
    memchr::memchr2(b'"', b'\\', &bytes[looked_at..]).map(|found| looked_at + found)
}

/// A string read from a capture, cut off after a limit; its memory is used again.
#[derive(Debug, Default)]
pub(super) struct Text {
    bytes: Vec<u8>,
    limit: usize,
    high: Option<u32>,
}

impl Text {
    pub(super) fn up_to(limit: usize) -> Text {
        Text { bytes: Vec::new(), limit, high: None }
    }

    pub(super) fn clear(&mut self) {
        self.bytes.clear();
        self.high = None;
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The text; what is not UTF-8 is replaced.
    pub(super) fn text(&self) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.bytes)
    }

    fn push(&mut self, more: &[u8]) {
        if !more.is_empty() && self.high.take().is_some() {
            self.append("\u{fffd}".as_bytes());
        }
        self.append(more);
    }

    fn append(&mut self, more: &[u8]) {
        let room = self.limit.saturating_sub(self.bytes.len());
        self.bytes.extend_from_slice(&more[..more.len().min(room)]);
    }

    /// Takes in a UTF-16 code unit; a surrogate waits for its other half.
    fn push_unit(&mut self, unit: u32) {
        let code = match (self.high.take(), unit) {
            (_, 0xd800..=0xdbff) => {
                self.high = Some(unit);
                return;
            }
            (Some(high), 0xdc00..=0xdfff) => 0x1_0000 + ((high - 0xd800) << 10) + (unit - 0xdc00),
            _ => unit,
        };
        let decoded = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
        self.push(decoded.encode_utf8(&mut [0; 4]).as_bytes());
    }
}
