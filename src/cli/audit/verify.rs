//! `trainspotter audit --verify`: does a report still say the same?

use super::super::Failure;
use std::io::{self, Write};
use std::path::Path;
use trainspotter::report::{Cause, Record, Verification};
use trainspotter::{Context, PartialDate};

/// Longest report that is read, in bytes.
const LONGEST: u64 = 256 << 20;

/// The record in a report file.
pub(super) fn record(path: &Path) -> Result<Record, Failure> {
    let name = super::files::shown(path);
    let read = || -> io::Result<String> {
        if path.metadata()?.len() > LONGEST {
            return Err(io::Error::other("it is too large for a report"));
        }
        std::fs::read_to_string(path)
    };
    let text = read().map_err(|error| {
        Failure(format!("--verify: {name}: {error}; give a report in the form json, html or sarif"))
    })?;
    Record::find(&text).map_err(|message| Failure(format!("--verify: {name}: {message}")))
}

/// The context a report was made with.
pub(super) fn context(record: &Record) -> Result<Context, Failure> {
    let now: PartialDate =
        record.now.parse().map_err(|error| Failure(format!("--verify: the day of the report: {error}")))?;
    let mut context = Context::on(now);
    context.plans.clone_from(&record.context.plans);
    context.accounts.clone_from(&record.context.accounts);
    context.region.clone_from(&record.context.region);
    Ok(context)
}

pub(super) fn write(out: &mut impl Write, verification: &Verification) -> io::Result<()> {
    let Verification { same, version, missing, added, rules, differences, unchanged } = verification;
    writeln!(out, "{}", if *same { "The report still says the same." } else { "The report says something else now." })?;
    for name in missing {
        writeln!(out, "Capture missing or changed: {name}")?;
    }
    for name in added {
        writeln!(out, "Capture that the report does not know: {name}")?;
    }
    if missing.is_empty() && added.is_empty() {
        writeln!(out, "Captures: the same.")?;
    }
    match version {
        (then, now) if then == now => writeln!(out, "Trainspotter: {now}, as then.")?,
        (then, now) => writeln!(out, "Trainspotter: {then} then, {now} now.")?,
    }
    if rules.is_empty() {
        writeln!(out, "Rules: the same.")?;
    }
    for change in rules {
        writeln!(out, "Rules: {change}.")?;
    }
    writeln!(out, "Findings: {unchanged} unchanged.")?;
    for difference in differences {
        let said = |said: &Option<String>| said.clone().unwrap_or_else(|| "nothing".to_owned());
        let because = match difference.because {
            Cause::Captures => "the captures are not the same",
            Cause::Practice => "the practice in the rules was changed",
            Cause::RuleFile => "the rules recognise the app or the activity differently",
            Cause::Version => "the program is another version",
            Cause::Unexplained => "neither captures nor rules nor version differ: the report itself was changed",
        };
        writeln!(
            out,
            "{}: then {}, now {}; {because}.",
            difference.about,
            said(&difference.then),
            said(&difference.now)
        )?;
    }
    Ok(())
}
