//! Signals and context as they come over from JavaScript: signals as numbers that say how long each field is, and
//! then all fields in one text; a context as one text, its fields ended by a character that no address has.
//!
//! An object for each signal would cost twenty times what judging it costs. `extension/packed.js` writes
//! what is read here.

use crate::context::{Context, Stance, StanceKind};
use crate::date::PartialDate;
use crate::rule::Account;
use crate::signal::{Observed, SwitchState};
use std::collections::BTreeMap;
use std::fmt;

/// A batch or a context that is not written as it should be.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct BatchError {
    what: &'static str,
    found: String,
}

impl BatchError {
    fn new(what: &'static str, found: &str) -> BatchError {
        BatchError { what, found: found.chars().take(60).collect() }
    }
}

impl fmt::Display for BatchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this is ")?;
        f.write_str(self.what)?;
        f.write_str(": \"")?;
        f.write_str(&self.found)?;
        f.write_str("\"")
    }
}

impl std::error::Error for BatchError {}

/// Fields, one after the other.
struct Fields<'b>(&'b str);

impl<'b> Fields<'b> {
    fn next(&mut self) -> Result<&'b str, BatchError> {
        let (field, rest) = self.0.split_once('\0').ok_or_else(|| BatchError::new("no whole context", self.0))?;
        self.0 = rest;
        Ok(field)
    }

    /// A field that may be left empty.
    fn maybe(&mut self) -> Result<Option<&'b str>, BatchError> {
        Ok(Some(self.next()?).filter(|field| !field.is_empty()))
    }

    fn owned(&mut self) -> Result<Option<String>, BatchError> {
        Ok(self.maybe()?.map(str::to_owned))
    }

    fn number(&mut self) -> Result<u32, BatchError> {
        let field = self.next()?;
        field.parse().map_err(|_| BatchError::new("no number", field))
    }

    fn date(&mut self) -> Result<Option<PartialDate>, BatchError> {
        let date = |field: &str| field.parse().map_err(|_| BatchError::new("not a date, which is YYYY-MM-DD", field));
        self.maybe()?.map(date).transpose()
    }

    fn account(&mut self) -> Result<Account, BatchError> {
        match self.next()? {
            "work" => Ok(Account::Work),
            "personal" => Ok(Account::Personal),
            other => Err(BatchError::new("no kind of account", other)),
        }
    }

    fn pairs<V>(
        &mut self,
        value: impl Fn(&mut Fields<'b>) -> Result<V, BatchError>,
    ) -> Result<BTreeMap<String, V>, BatchError> {
        let mut pairs = BTreeMap::new();
        for _ in 0..self.number()? {
            pairs.insert(self.next()?.to_owned(), value(self)?);
        }
        Ok(pairs)
    }

    fn stance(&mut self) -> Result<Stance, BatchError> {
        Ok(Stance {
            practice: self.next()?.to_owned(),
            tenant: self.owned()?,
            stance: match self.next()? {
                "opted-out" => StanceKind::OptedOut,
                "accepted" => StanceKind::Accepted,
                "exempt" => StanceKind::Exempt,
                "forbidden" => StanceKind::Forbidden,
                "seen-on" => StanceKind::SeenOn,
                other => return Err(BatchError::new("no stance", other)),
            },
            date: self.date()?,
            by: self.owned()?,
            reference: self.owned()?,
            verified: self.maybe()?.is_some(),
            managed: self.maybe()?.is_some(),
        })
    }
}

/// Bytes of a number in a batch.
const NUMBER: usize = 4;
/// Fields of a signal: an address or app, a method or place, a state, and the page.
const FIELDS: usize = 4;
/// Bytes that say what a signal is: its kind, and how long each of its fields is.
const HEAD: usize = NUMBER * (1 + FIELDS);
/// What the numbers of kinds stand for, as `packed.js` gives them.
const PAGE: u32 = 0;
const REQUEST: u32 = 1;
const SURFACE: u32 = 2;
const SETTING: u32 = 3;

/// A signal whose fields nobody has looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Packed<'b> {
    kind: u32,
    fields: [&'b [u8]; FIELDS],
}

/// Takes a batch apart, nothing of it is copied.
///
/// # Errors
/// It is shorter than it says.
pub(crate) fn signals(batch: &[u8]) -> Result<impl Iterator<Item = Result<Packed<'_>, BatchError>>, BatchError> {
    let cut = || BatchError::new("no whole batch", &String::from_utf8_lossy(batch));
    let (count, rest) = batch.split_at_checked(NUMBER).ok_or_else(cut)?;
    let heads = number(count).checked_mul(HEAD).ok_or_else(cut)?;
    let (heads, mut text) = rest.split_at_checked(heads).ok_or_else(cut)?;
    Ok(heads.chunks_exact(HEAD).map(move |head| {
        let mut numbers = head.chunks_exact(NUMBER).map(number);
        let kind = numbers.next().unwrap_or_default() as u32;
        let mut fields: [&[u8]; FIELDS] = [&[]; FIELDS];
        for (field, length) in fields.iter_mut().zip(numbers) {
            // Spelled out, as optimising for size makes a call of anything shorter.
            match text.split_at_checked(length) {
                Some(parts) => (*field, text) = parts,
                None => return Err(cut()),
            }
        }
        Ok(Packed { kind, fields })
    }))
}

#[inline(always)]
fn number(bytes: &[u8]) -> usize {
    bytes.first_chunk().map_or(0, |four| u32::from_le_bytes(*four) as usize)
}

impl<'b> Packed<'b> {
    /// The address, if this is a request: most end after one look at it.
    #[inline(always)]
    pub(crate) fn request(&self) -> Option<&'b [u8]> {
        (self.kind == REQUEST).then_some(self.fields[0])
    }

    /// The signal.
    ///
    /// # Errors
    /// Says which field is not as it should be.
    pub(crate) fn observed(&self) -> Result<Observed<'b>, BatchError> {
        let text = |field: &'b [u8]| {
            std::str::from_utf8(field).map_err(|_| BatchError::new("no text", &String::from_utf8_lossy(field)))
        };
        let [first, second, state, page] = self.fields;
        let (first, second, state, page) = (text(first)?, text(second)?, text(state)?, text(page)?);
        let page = Some(page).filter(|page| !page.is_empty());
        Ok(match self.kind {
            PAGE => Observed::Page { url: first },
            REQUEST => Observed::Request { url: first, method: Some(second).filter(|method| !method.is_empty()), page },
            SURFACE => Observed::Surface { app: first, surface: second, page },
            SETTING => {
                let state = match state {
                    "on" => SwitchState::On,
                    "off" => SwitchState::Off,
                    other => return Err(BatchError::new("no state of a switch", other)),
                };
                Observed::Setting { app: first, setting: second, state, page }
            }
            other => return Err(BatchError::new("no kind of signal", &other.to_string())),
        })
    }
}

/// Reads a context, field by field in the order of [`Context`]; lists and maps say first how many they hold.
///
/// # Errors
/// Says which field is not as it should be.
pub(crate) fn context(text: &str) -> Result<Context, BatchError> {
    let mut fields = Fields(text);
    let now = fields.date()?.ok_or_else(|| BatchError::new("not a date, which is YYYY-MM-DD", ""))?;
    let mut context = Context::on(now);
    context.plans = fields.pairs(|fields| Ok(fields.next()?.to_owned()))?;
    context.accounts = fields.pairs(Fields::account)?;
    context.region = fields.owned()?;
    context.addresses = fields.pairs(|fields| Ok(fields.next()?.to_owned()))?;
    for _ in 0..fields.number()? {
        context.stances.push(fields.stance()?);
    }
    if let Some(days) = fields.maybe()? {
        context.stale_after_days = days.parse().map_err(|_| BatchError::new("no number of days", days))?;
    }
    context.language = fields.owned()?;
    if fields.0.is_empty() { Ok(context) } else { Err(BatchError::new("more than a context", fields.0)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As `packed.js` writes it.
    fn packed(signals: &[(u32, [&str; FIELDS])]) -> Vec<u8> {
        let numbers =
            std::iter::once(signals.len() as u32)
                .chain(signals.iter().flat_map(|(kind, fields)| {
                    std::iter::once(*kind).chain(fields.iter().map(|field| field.len() as u32))
                }))
                .flat_map(u32::to_le_bytes);
        numbers.chain(signals.iter().flat_map(|(_, fields)| fields.concat().into_bytes())).collect()
    }

    fn read(batch: &[u8]) -> Result<Vec<Observed<'_>>, BatchError> {
        signals(batch)?.map(|signal| signal.and_then(|signal| signal.observed())).collect()
    }

    #[test]
    fn signals_are_read_and_what_is_none_is_refused() {
        let given = [
            (REQUEST, ["https://a.example/é", "POST", "", "https://a.example/"]),
            (SETTING, ["app", "switch", "on", ""]),
            (PAGE, ["https://b.example/", "", "", ""]),
            (SURFACE, ["app", "composer", "", ""]),
        ];
        let batch = packed(&given);
        let setting = Observed::Setting { app: "app", setting: "switch", state: SwitchState::On, page: None };
        let request =
            Observed::Request { url: "https://a.example/é", method: Some("POST"), page: Some("https://a.example/") };
        let surface = Observed::Surface { app: "app", surface: "composer", page: None };
        let all = vec![request, setting, Observed::Page { url: "https://b.example/" }, surface];
        assert_eq!(read(&batch).unwrap(), all);
        let requests: Vec<_> = signals(&batch).unwrap().filter_map(|signal| signal.unwrap().request()).collect();
        assert_eq!(requests, ["https://a.example/é".as_bytes()]);
        assert_eq!(read(&packed(&[])).unwrap(), []);
        for length in 0..batch.len() {
            assert!(read(&batch[..length]).is_err(), "{length}");
        }
        let no_text = [packed(&[(PAGE, ["x", "", "", ""])]).split_last().unwrap().1, b"\xff"].concat();
        for wrong in [packed(&[(9, [""; FIELDS])]), packed(&[(SETTING, ["a", "b", "perhaps", ""])]), no_text] {
            assert!(read(&wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_context_is_read_as_from_json() {
        let json = r#"{"now":"2026-11-25","plans":{"a":"pro"},"accounts":{"a/t":"work"},"region":"de","addresses":{"a/t":"https://t.example"},
            "stances":[{"practice":"p","stance":"opted-out","date":"2026-01","by":"me","verified":true}],"staleAfterDays":90,"language":"de"}"#;
        let packed = "2026-11-25\x001\0a\0pro\x001\0a/t\0work\0de\x001\0a/t\0https://t.example\x001\0p\0\0opted-out\x002026-01\0me\0\x001\0\x0090\0de\0";
        assert_eq!(context(packed).unwrap(), serde_json::from_str(json).unwrap());
        assert_eq!(
            context("tomorrow\0").unwrap_err().to_string(),
            "this is not a date, which is YYYY-MM-DD: \"tomorrow\""
        );
        for end in 0..packed.len() {
            assert!(context(&packed[..end]).is_err(), "{end}");
        }
    }

    proptest! {
        #[test]
        fn never_panics(text in "[a-z0-9\\x00é-]{0,80}", batch: Vec<u8>) {
            let _ = (context(&text), read(&batch));
        }
    }
}
