//! Forms of values: the only place where rules hold regular expressions.

use super::PatternError;
use crate::form::Form;
#[cfg(feature = "check")]
use regex_syntax::hir::{Hir, HirKind};
use std::fmt;
use std::str::FromStr;
use std::sync::{Arc, OnceLock};

/// The form of a value: a regular expression for the whole of it.
///
/// Read from a rule file it is compiled on first use, read from an image it comes compiled.
#[derive(Clone, Debug)]
pub struct SegmentForm(Arc<Written>);

#[derive(Debug)]
struct Written {
    text: String,
    compiled: OnceLock<Form>,
}

impl SegmentForm {
    /// Whether the whole value has this form.
    pub fn matches(&self, value: &str) -> bool {
        self.compiled().matches(value)
    }

    /// The regular expression as written.
    pub fn as_str(&self) -> &str {
        &self.0.text
    }

    /// A form that is compiled when it is first used.
    pub(crate) fn written(text: &str) -> SegmentForm {
        SegmentForm(Arc::new(Written { text: text.to_owned(), compiled: OnceLock::new() }))
    }

    /// A form with its table.
    pub(crate) fn with_table(text: String, table: Form) -> SegmentForm {
        SegmentForm(Arc::new(Written { text, compiled: OnceLock::from(table) }))
    }

    #[cfg(feature = "check")]
    pub(crate) fn compiled(&self) -> &Form {
        // One that cannot be compiled is refused when rules are checked; it fits nothing.
        self.0.compiled.get_or_init(|| compile(&self.0.text).unwrap_or_default())
    }

    #[cfg(not(feature = "check"))]
    fn compiled(&self) -> &Form {
        self.0.compiled.get_or_init(Form::default)
    }

    /// Compiles the form, for checking rules.
    ///
    /// # Errors
    /// The expression is not valid, its table exceeds 64 KiB, or it repeats a repetition.
    #[cfg(feature = "check")]
    pub fn check(&self) -> Result<(), PatternError> {
        compile(&self.0.text)?;
        let parsed = regex_syntax::parse(&self.0.text).map_err(|error| refused(&self.0.text, &error.to_string()))?;
        if repeats_a_repetition(&parsed, false) {
            return Err(PatternError::new(
                "catastrophic-pattern",
                format!(
                    "\"{}\" repeats something that repeats itself, which costs exponential time in most engines and cannot be reviewed; write it with one repetition, e.g. [a-z]+ instead of ([a-z]+)+",
                    self.0.text
                ),
            ));
        }
        Ok(())
    }
}

#[cfg(feature = "check")]
fn compile(text: &str) -> Result<Form, PatternError> {
    use crate::form::{self, Refusal};
    form::compile(text).map_err(|refusal| match refusal {
        Refusal::TooLarge(limit) => PatternError::new(
            "large-pattern",
            format!("\"{text}\" needs more than {limit} bytes when compiled; repeat less, e.g. {{1,32}} instead of {{1,9000}}"),
        ),
        Refusal::Wrong(why) => refused(text, &why),
    })
}

#[cfg(feature = "check")]
fn refused(text: &str, why: &str) -> PatternError {
    PatternError::new("wrong-pattern", format!("\"{text}\" cannot be used as a form: {}", why.replace('\n', " ")))
}

/// Whether an open-ended repetition stands inside another.
#[cfg(feature = "check")]
fn repeats_a_repetition(hir: &Hir, inside: bool) -> bool {
    match hir.kind() {
        HirKind::Repetition(repetition) => {
            let open = repetition.max.is_none();
            (inside && open) || repeats_a_repetition(&repetition.sub, inside || open)
        }
        HirKind::Capture(capture) => repeats_a_repetition(&capture.sub, inside),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => {
            parts.iter().any(|part| repeats_a_repetition(part, inside))
        }
        HirKind::Empty | HirKind::Literal(_) | HirKind::Class(_) | HirKind::Look(_) => false,
    }
}

impl FromStr for SegmentForm {
    type Err = PatternError;

    fn from_str(text: &str) -> Result<SegmentForm, PatternError> {
        Ok(SegmentForm::written(text))
    }
}

impl fmt::Display for SegmentForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.text)
    }
}
