//! Signals and context as they come over from JavaScript: one text, its fields ended by a character that no
//! address has.
//!
//! An object for each signal would cost twenty times what judging it costs. `extension/packed.js` writes
//! what is read here.

use crate::context::{Context, Stance, StanceKind};
use crate::date::PartialDate;
use crate::rule::Account;
use crate::scan::first_nul;
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
        let end = first_nul(self.0.as_bytes()).ok_or_else(|| BatchError::new("no whole batch", self.0))?;
        let (field, rest) = self.0.split_at(end);
        self.0 = &rest[1..];
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

/// Reads signals: for each its kind, an address or app, a method or place, a state, and the page.
pub(crate) fn signals(batch: &str) -> impl Iterator<Item = Result<Observed<'_>, BatchError>> {
    let mut fields = Fields(batch);
    std::iter::from_fn(move || {
        let signal = (!fields.0.is_empty()).then(|| signal(&mut fields))?;
        if signal.is_err() {
            fields.0 = "";
        }
        Some(signal)
    })
}

fn signal<'b>(fields: &mut Fields<'b>) -> Result<Observed<'b>, BatchError> {
    let (kind, first, second, state, page) =
        (fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.maybe()?);
    Ok(match kind {
        "page" => Observed::Page { url: first },
        "request" => Observed::Request { url: first, method: Some(second).filter(|method| !method.is_empty()), page },
        "surface" => Observed::Surface { app: first, surface: second, page },
        "setting" => {
            let state = match state {
                "on" => SwitchState::On,
                "off" => SwitchState::Off,
                other => return Err(BatchError::new("no state of a switch", other)),
            };
            Observed::Setting { app: first, setting: second, state, page }
        }
        other => return Err(BatchError::new("no kind of signal", other)),
    })
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

    #[test]
    fn signals_are_read_and_what_is_none_is_refused() {
        let batch = "request\0https://a.example/x\0POST\0\0https://a.example/\0setting\0app\0switch\0on\0\0page\0https://b.example/\0\0\0\0";
        let read: Vec<_> = signals(batch).map(Result::unwrap).collect();
        let setting = Observed::Setting { app: "app", setting: "switch", state: SwitchState::On, page: None };
        assert_eq!(read[1..], [setting, Observed::Page { url: "https://b.example/" }]);
        let request =
            Observed::Request { url: "https://a.example/x", method: Some("POST"), page: Some("https://a.example/") };
        assert_eq!(read[0], request);
        assert_eq!(signals("").count(), 0);
        for wrong in ["request\0https://a.example/", "smoke\0\0\0\0\0", "setting\0a\0b\0perhaps\0\0", "\0"] {
            assert!(signals(wrong).next().unwrap().is_err(), "{wrong:?}");
        }
        assert_eq!(signals("smoke\0\0\0\0\0smoke\0\0\0\0\0").count(), 1);
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
        fn never_panics(text in "[a-z0-9\\x00é-]{0,80}") {
            let _ = (context(&text), signals(&text).count());
        }
    }
}
