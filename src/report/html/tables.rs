//! The tables of the report: what the pictures show, the overview, the vendors, what was not matched.

use super::{anchor, chart, lamp, words};
use crate::comparison::{Cell, Comparison};
use crate::report::Report;
use maud::{Markup, html};

fn table(name: &str, head: &[&str], body: Markup) -> Markup {
    html! {
        div.scroll role="group" aria-label=(name) tabindex="0" {
            table {
                thead { tr { @for cell in head { th scope="col" { (cell) } } } }
                tbody { (body) }
            }
        }
    }
}

/// Name of an app and its tenant, of a row that knows only their ids.
fn place(report: &Report, app: &str, tenant: Option<&str>) -> String {
    let known = report.apps.iter().find(|known| known.app == app);
    chart::place(known.map_or(app, |known| known.name.as_str()), tenant)
}

pub(super) fn timeline(report: &Report) -> Markup {
    let rows = html! {
        @for row in &report.timeline.rows {
            @for (second, count) in &row.steps {
                tr {
                    th scope="row" { (place(report, &row.app, row.tenant.as_deref())) }
                    td { (words::activity(row.activity)) }
                    td { (chart::moment(*second)) }
                    td.number { (words::grouped(*count)) }
                }
            }
        }
    };
    table("The timeline in numbers", &["App", "Activity", "From", "Times"], rows)
}

pub(super) fn activities(report: &Report) -> Markup {
    let rows = html! {
        @for app in &report.apps {
            @for entry in &app.activities {
                tr {
                    th scope="row" { (chart::place(&app.name, app.tenant.as_deref())) }
                    td { (words::activity(entry.activity)) " " code { (entry.activity.as_str()) } }
                    td.number { (words::grouped(entry.count)) }
                }
            }
        }
    };
    table("The activities in numbers", &["App", "Activity", "Times"], rows)
}

/// Every finding in one line.
pub(super) fn practices(report: &Report) -> Markup {
    let rows = html! {
        @for app in &report.apps {
            @for (number, reported) in app.findings.iter().enumerate() {
                @let finding = &reported.finding;
                tr data-level=(finding.level.as_str()) {
                    th scope="row" { (chart::place(&app.name, app.tenant.as_deref())) }
                    td { a href=(format!("#finding-{}-{number}", anchor(app))) { (finding.title) } }
                    td { span.verdict { (lamp(finding.level)) (words::verdict(finding.verdict)) } }
                    td { @if reported.fed_by.is_empty() { "the page was opened" } @else {
                        (reported.fed_by.iter().map(|count| format!("{} ({})", words::activity(count.activity), words::grouped(count.count))).collect::<Vec<_>>().join(", "))
                    } }
                    td { @match finding.evidence.iter().map(|piece| piece.age_days).min() { Some(days) => (words::count(days.unsigned_abs(), "day", "days")), None => "none" } }
                }
            }
        }
    };
    table("Activities by app and practice", &["App", "Practice", "Verdict", "Fed by", "Age of evidence"], rows)
}

/// Vendors in one table, at most: more do not fit on a page, and a page cannot be turned.
const ABREAST: usize = 3;

pub(super) fn comparison(compared: &Comparison) -> Markup {
    let columns: Vec<usize> = (0..compared.vendors.len()).collect();
    html! {
        p { "All practices of the vendors, by the kind of data that enters, also those that nothing seen feeds. The verdict is the one for a person of whom nothing is known." }
        @for abreast in columns.chunks(ABREAST) { (side_by_side(compared, abreast)) }
    }
}

fn side_by_side(compared: &Comparison, abreast: &[usize]) -> Markup {
    let vendors: Vec<&str> =
        abreast.iter().filter_map(|column| compared.vendors.get(*column)).map(|vendor| vendor.name.as_str()).collect();
    // What was told of a practice in one row is not told again in the next.
    let mut told = std::collections::BTreeSet::new();
    let none = Vec::new();
    let rows = html! {
        @for row in &compared.rows {
            @let cells: Vec<(&str, &Vec<Cell>)> = vendors.iter().copied().zip(abreast.iter().map(|column| row.cells.get(*column).unwrap_or(&none))).collect();
            @if cells.iter().any(|(_, cells)| !cells.is_empty()) {
                tr {
                    th scope="row" { (words::plain(&row.data)) }
                    @for (vendor, cells) in cells {
                        td.compared data-vendor=(vendor) {
                            @if cells.is_empty() { span.soft { "not mentioned in the rules" } }
                            @for cell in cells { (compared_cell(cell, told.insert(cell.practice.as_str()))) }
                        }
                    }
                }
            }
        }
    };
    let names: Vec<String> = vendors.iter().map(|name| (*name).to_owned()).collect();
    let head: Vec<&str> = std::iter::once("Data").chain(vendors).collect();
    html! { div.vendors { (table(&format!("Side by side: {}", words::list(&names)), &head, rows)) } }
}

fn compared_cell(cell: &Cell, first: bool) -> Markup {
    let level = cell.verdict.level();
    html! {
        div.cell data-level=(level.as_str()) {
            p { span.verdict { (lamp(level)) (words::verdict(cell.verdict)) } br; (cell.title) }
            @if first && !cell.cases.is_empty() {
                ul { @for case in &cell.cases {
                    @let plans: Vec<String> = case.plans.iter().map(|plan| plan.name.clone()).chain(case.accounts.iter().map(|account| format!("{} account", account.as_str()))).chain(case.regions.iter().cloned()).collect();
                    li { @if !plans.is_empty() { (plans.join(", ")) ": " } (words::verdict(case.verdict)) }
                } }
            }
            @if first { p.soft {
                "Can be stopped by: " (words::who(&cell.who, cell.channel)) ". Evidence " (words::count(cell.age_days.unsigned_abs(), "day", "days")) " old" @if cell.stale { ", stale" } "."
            } }
        }
    }
}

pub(super) fn unmatched(report: &Report) -> Markup {
    let unmatched = &report.unmatched;
    html! {
        p {
            (words::count(unmatched.requests, "request", "requests")) " to " (words::count(unmatched.hosts.len() as u64, "host", "hosts"))
            " belong to no app that the rules know. That says nothing about them."
        }
        @if !unmatched.busiest.is_empty() {
            details {
                summary { "The hosts with most requests" }
                (table("The hosts with most requests", &["Host", "Requests"], html! {
                    @for host in &unmatched.busiest { tr { th scope="row" { code { (host.host) } } td.number { (words::grouped(host.requests)) } } }
                }))
            }
        }
    }
}

pub(super) fn check(report: &Report) -> Markup {
    let rows = html! {
        @for input in &report.inputs {
            tr {
                th scope="row" { (input.name) }
                td.number { (words::grouped(input.bytes)) }
                td.number { (words::grouped(input.entries)) }
                td { @match &input.sha256 { Some(sum) => code.sum { (sum) }, None => "not computed" } }
                td {
                    @if let Some(problem) = &input.problem { "Not read to its end" @if let Some(offset) = problem.offset { " (byte " (offset) ")" } ": " (problem.message) } @else { "read to its end" }
                    @for note in words::reading(input) { ". " (note) }
                }
            }
        }
    };
    html! {
        p { "Whoever has the captures can run " code { "trainspotter audit --verify REPORT.html CAPTURE…" } ". It reads them again with the options of this report and says whether it still says the same, and which changes of the rules made a difference." }
        (table("The captures", &["Capture", "Bytes", "Entries", "SHA-256", "How it went"], rows))
        dl.facts {
            div { dt { "Trainspotter" } dd { (report.rules.version) } }
            div { dt { "Rule language" } dd { (report.rules.schema) } }
            div { dt { "SHA-256 of the rules" } dd { code.sum { (report.rules.sha256) } } }
        }
    }
}
