//! The report as a table, one line for each finding and activity, for spreadsheets.

use super::{ActivityCount, Report, Reported};
use std::io;

const HEAD: [&str; 27] = [
    "level",
    "verdict",
    "vendor",
    "app",
    "tenant",
    "practice",
    "title",
    "activity",
    "count",
    "stale",
    "who_can_stop_it",
    "opt_out_channel",
    "evidence_url",
    "evidence_publisher",
    "evidence_kind",
    "evidence_checked",
    "evidence_age_days",
    "request_method",
    "request_url",
    "request_status",
    "request_started",
    "capture",
    "capture_sha256",
    "capture_entry",
    "judged_for",
    "version",
    "rules_sha256",
];

/// Writes the table as CSV with a byte order mark, as spreadsheets want it.
///
/// # Errors
/// `out` cannot be written to.
pub fn write(report: &Report, mut out: impl io::Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record(HEAD)?;
    for app in &report.apps {
        for reported in &app.findings {
            if reported.fed_by.is_empty() {
                table.write_record(line(report, reported, None).map(plain))?;
            }
            for count in &reported.fed_by {
                table.write_record(line(report, reported, Some(count)).map(plain))?;
            }
        }
    }
    table.flush()
}

fn line(report: &Report, reported: &Reported, fed_by: Option<&ActivityCount>) -> [String; HEAD.len()] {
    let finding = &reported.finding;
    let word = super::words::plain::<crate::practice::SourceKind>;
    let evidence = finding.evidence.first();
    let activity = fed_by.map(|count| count.activity);
    let request = reported.requests.iter().find(|request| request.activity == activity);
    let input = request.and_then(|request| report.inputs.get(request.input));
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    [
        finding.level.as_str().to_owned(),
        finding.verdict.as_str().to_owned(),
        finding.vendor.clone(),
        finding.app.clone(),
        text(finding.tenant.as_ref()),
        finding.practice.clone(),
        finding.title.clone(),
        fed_by.map(|count| count.activity.as_str().to_owned()).unwrap_or_default(),
        fed_by.map(|count| count.count.to_string()).unwrap_or_default(),
        finding.stale.to_string(),
        super::words::roles(&finding.opt_out.who),
        super::words::plain(&finding.opt_out.channel),
        evidence.map(|piece| piece.url.clone()).unwrap_or_default(),
        evidence.map(|piece| piece.publisher.clone()).unwrap_or_default(),
        evidence.map(|piece| word(&piece.kind)).unwrap_or_default(),
        evidence.map(|piece| piece.checked.to_string()).unwrap_or_default(),
        evidence.map(|piece| piece.age_days.to_string()).unwrap_or_default(),
        text(request.and_then(|request| request.method.as_ref())),
        request.map(|request| request.url.clone()).unwrap_or_default(),
        request.and_then(|request| request.status).map(|status| status.to_string()).unwrap_or_default(),
        text(request.and_then(|request| request.started.as_ref())),
        input.map(|input| input.name.clone()).unwrap_or_default(),
        text(input.and_then(|input| input.sha256.as_ref())),
        request.map(|request| request.entry.to_string()).unwrap_or_default(),
        report.rules.now.clone(),
        report.rules.version.clone(),
        report.rules.sha256.clone(),
    ]
}

/// A cell that no spreadsheet takes for a formula.
fn plain(cell: String) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']) {
        format!("'{cell}")
    } else {
        cell
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_cell_is_never_a_formula() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"] {
            assert!(super::plain(cell.to_owned()).starts_with('\''), "{cell}");
        }
        assert_eq!(super::plain("https://a.example/=1".to_owned()), "https://a.example/=1");
    }
}
