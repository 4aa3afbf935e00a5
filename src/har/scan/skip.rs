//! Passes over values that nobody wants to see, block by block where a whole block is in the window.

use super::block::{self, State};
use super::{Scan, Stop, quote_or_escape};
use std::io::Read;

/// Depth to which the kinds of brackets are remembered; in deeper text they are only counted.
const REMEMBERED: u64 = 64;

/// The brackets that are open.
struct Open {
    depth: u64,
    kinds: u64,
    remembered: bool,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Class {
    Plain,
    Quote,
    Open,
    Close,
    Capital,
    Odd,
}

const CLASSES: [Class; 256] = classes();

const fn classes() -> [Class; 256] {
    let mut table = [Class::Odd; 256];
    let plain = b" \t\r\n,:0123456789+-.eEtrufalsn";
    let mut at = 0;
    while at < plain.len() {
        table[plain[at] as usize] = Class::Plain;
        at += 1;
    }
    table[b'"' as usize] = Class::Quote;
    table[b'{' as usize] = Class::Open;
    table[b'[' as usize] = Class::Open;
    table[b'}' as usize] = Class::Close;
    table[b']' as usize] = Class::Close;
    table[b'N' as usize] = Class::Capital;
    table[b'I' as usize] = Class::Capital;
    table
}

impl Open {
    /// Takes in a bracket; `true` once all are closed.
    fn take(&mut self, byte: u8) -> Result<bool, Stop> {
        if matches!(byte, b'{' | b'[') {
            self.depth += 1;
            self.remembered &= self.depth <= REMEMBERED;
            self.kinds = self.kinds << 1 | u64::from(byte == b'{');
            return Ok(false);
        }
        if self.remembered && (self.kinds & 1 == 1) != (byte == b'}') {
            return Err(Stop::Unexpected("the other kind of bracket"));
        }
        self.depth -= 1;
        self.kinds >>= 1;
        Ok(self.depth == 0)
    }
}

impl<R: Read> Scan<R> {
    /// The block that starts here, if the window holds all of it.
    fn block(&self) -> Option<&[u8; block::LENGTH]> {
        self.window[self.at..self.end].first_chunk()
    }

    /// Passes a string from behind its opening quotation mark.
    pub(super) fn skip_string(&mut self) -> Result<(), Stop> {
        self.skip_string_from(State::STRING)
    }

    /// Passes the rest of a string.
    fn skip_string_from(&mut self, mut state: State) -> Result<(), Stop> {
        while self.fill()? {
            while let Some(block) = self.block() {
                let quotes = state.quotes(block);
                if quotes != 0 {
                    self.at += quotes.trailing_zeros() as usize + 1;
                    return Ok(());
                }
                self.at += block::LENGTH;
            }
            if !self.fill()? {
                break;
            }
            if std::mem::take(&mut state.escaped) {
                self.at += 1;
                continue;
            }
            let rest = &self.window[self.at..self.end];
            match quote_or_escape(rest) {
                None => self.at = self.end,
                Some(found) if rest[found] == b'"' => {
                    self.at += found + 1;
                    return Ok(());
                }
                Some(found) => {
                    self.at += found + 1;
                    state.escaped = true;
                }
            }
        }
        Err(Stop::Ends)
    }

    /// Passes an object or list, however deep, without recursion.
    pub(super) fn skip_nested(&mut self) -> Result<(), Stop> {
        let mut open = Open { depth: 0, kinds: 0, remembered: true };
        while self.fill()? {
            if self.skip_blocks(&mut open)? {
                return Ok(());
            }
            let rest = &self.window[self.at..self.end];
            let Some(found) = rest.iter().position(|byte| CLASSES[usize::from(*byte)] != Class::Plain) else {
                self.at = self.end;
                continue;
            };
            self.at += found;
            let byte = self.window[self.at];
            match CLASSES[usize::from(byte)] {
                Class::Plain => {}
                Class::Quote => {
                    self.at += 1;
                    self.skip_string()?;
                }
                Class::Open | Class::Close => {
                    let all_closed = open.take(byte)?;
                    self.at += 1;
                    if all_closed {
                        return Ok(());
                    }
                }
                Class::Capital => self.capital()?,
                Class::Odd => return Err(Stop::Unexpected("a value")),
            }
        }
        Err(Stop::Ends)
    }

    /// Passes whole blocks of an object or list, up to the end of the window or something outside of strings that
    /// wants a closer look; `true`, having passed the last bracket, once all are closed.
    fn skip_blocks(&mut self, open: &mut Open) -> Result<bool, Stop> {
        let mut state = State::default();
        while let Some(block) = self.block() {
            let quotes = state.quotes(block);
            if quotes == 0 && state.inside {
                self.at += block::LENGTH;
                continue;
            }
            let mut rest = state.outside(quotes) & !block::plain(block);
            let block = *block;
            while rest != 0 {
                let at = rest.trailing_zeros() as usize;
                let byte = block[at];
                if !matches!(byte, b'{' | b'[' | b'}' | b']') {
                    self.at += at;
                    return Ok(false);
                }
                match open.take(byte) {
                    Ok(false) => rest &= rest - 1,
                    Ok(true) => {
                        self.at += at + 1;
                        return Ok(true);
                    }
                    Err(stop) => {
                        self.at += at;
                        return Err(stop);
                    }
                }
            }
            self.at += block::LENGTH;
        }
        if state.inside {
            self.skip_string_from(state)?;
        }
        Ok(false)
    }
}
