//! One finding: what happened, what the vendor says, by which request that can be checked.

use super::{lamp, words};
use crate::finding::{CaseView, EvidenceView, Finding, OptOutView};
use crate::report::{Report, Reported, RequestEvidence};
use crate::verdict::Level;
use maud::{Markup, html};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand in a text fragment as it is. A hyphen would divide its parts.
const FRAGMENT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'_').remove(b'~');

pub(super) fn article(reported: &Reported, report: &Report, id: &str) -> Markup {
    let finding = &reported.finding;
    let name = html! { (lamp(finding.level)) span { (words::verdict(finding.verdict)) ": " (finding.title) } };
    let body = body(reported, report);
    html! {
        article.finding data-level=(finding.level.as_str()) {
            // What asks for no attention is folded, so that what does is found; the links of the overview open it.
            @if finding.level == Level::Info {
                details { summary { h4 { (name) } } div id=(format!("finding-{id}")) { (body) } }
            } @else {
                div id=(format!("finding-{id}")) { h4 { (name) } (body) }
            }
        }
    }
}

fn body(reported: &Reported, report: &Report) -> Markup {
    let finding = &reported.finding;
    html! {
            @if !reported.fed_by.is_empty() {
                p.fed { "Fed here by: "
                    @for (number, count) in reported.fed_by.iter().enumerate() {
                        @if number > 0 { ", " }
                        (words::activity(count.activity)) " (" (words::grouped(count.count)) ")"
                    }
                }
            }
            p { (finding.summary) }
            @if finding.stale { p.stale { "The evidence is old. It may have changed since." } }
            (cases(finding))
            (way_out(&finding.opt_out))
            @if let Some(claim) = &finding.identifiability.claim {
                h5 { "What the vendor claims about the data" }
                p { (claim) }
            }
            (disagreements(finding))
            h5 { "Since when, and for whom" }
            p {
                @if let Some(since) = finding.since { "In force since " (since) ". " }
                @else if let Some(note) = &finding.since_note { (note) " " }
                (finding.scope_note)
            }
            h5 { "Evidence" }
            ul.evidence { @for piece in &finding.evidence { (evidence(piece)) } }
            @if !reported.requests.is_empty() { (requests(&reported.requests, report)) }
            (why(finding))
    }
}

fn cases(finding: &Finding) -> Markup {
    if finding.cases.is_empty() {
        return html! {};
    }
    let open = |case: &&CaseView| !case.exception;
    html! {
        @if finding.cases.iter().any(|case| !case.exception) {
            h5 { "It depends" }
            ul { @for case in finding.cases.iter().filter(open) { (case_line(case)) } }
        }
        @if finding.cases.iter().any(|case| case.exception) {
            h5 { "Exceptions" }
            ul { @for case in finding.cases.iter().filter(|case| case.exception) { (case_line(case)) } }
        }
    }
}

fn case_line(case: &CaseView) -> Markup {
    let plans = case.plans.iter().map(|plan| plan.name.clone());
    let accounts = case.accounts.iter().map(|account| format!("{} account", account.as_str()));
    let place: Vec<String> = plans.chain(accounts).chain(case.regions.iter().cloned()).collect();
    html! {
        li {
            @if !place.is_empty() { strong { (place.join(", ")) } ": " }
            (words::verdict(case.verdict)) ". " (case.note)
        }
    }
}

fn way_out(opt_out: &OptOutView) -> Markup {
    let roles = words::roles(&opt_out.who);
    html! {
        div.way-out {
            h5 { "Who can stop it" }
            p { @if !roles.is_empty() { strong { (roles) } ". " } (opt_out.who_note) }
            @if !opt_out.steps.is_empty() { ol { @for step in &opt_out.steps { li { (step) } } } }
            @if let Some(url) = &opt_out.url { p { a href=(url) rel="noreferrer noopener" { "The vendor’s page for it" } } }
            dl.effect {
                div { dt { "What that does" } dd { (opt_out.does) } }
                div { dt { "What it does not do" } dd { (opt_out.does_not) } }
            }
        }
    }
}

fn disagreements(finding: &Finding) -> Markup {
    html! {
        @if !finding.disagreements.is_empty() {
            h5 { "Where the sources contradict each other" }
            @for entry in &finding.disagreements {
                p { strong { (entry.about) } }
                ul { @for side in &entry.sides { li { (side.says) " " a href=(side.url) rel="noreferrer noopener" { "Source: " (host(&side.url)) } } } }
            }
        }
    }
}

fn evidence(piece: &EvidenceView) -> Markup {
    let who = match piece.kind {
        crate::practice::SourceKind::Primary => "the vendor’s own page",
        crate::practice::SourceKind::Secondary => "a secondary source",
    };
    let href = if piece.locator.is_empty() { piece.url.clone() } else { text_fragment(&piece.url, &piece.locator) };
    html! {
        li {
            a href=(href) rel="noreferrer noopener" { (piece.publisher) }
            " (" (who) ")"
            @if !piece.locator.is_empty() { ", at the words " q { (piece.locator) } }
            ": " (piece.supports)
            br;
            span.soft {
                "Checked " (piece.checked) ", " (words::count(piece.age_days.unsigned_abs(), "day", "days")) " before the report."
                @if let Some(dated) = &piece.dated { " The source dates itself: " (dated) "." }
                span.address { (piece.url) }
            }
        }
    }
}

/// The host of an address, for people.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// The address of the words themselves, behind a fragment that the address may already have.
fn text_fragment(url: &str, words: &str) -> String {
    let mark = if url.contains('#') { "" } else { "#" };
    format!("{url}{mark}:~:text={}", utf8_percent_encode(words, FRAGMENT))
}

fn requests(requests: &[RequestEvidence], report: &Report) -> Markup {
    html! {
        details {
            summary { "Requests seen (the first of each activity)" }
            div.scroll role="group" aria-label="Requests seen" tabindex="0" {
                table {
                    thead { tr { th scope="col" { "Activity" } th scope="col" { "Request" } th scope="col" { "Status" } th scope="col" { "Started" } th scope="col" { "Where in the capture" } } }
                    tbody { @for request in requests { (request_row(request, report)) } }
                }
            }
        }
    }
}

fn request_row(request: &RequestEvidence, report: &Report) -> Markup {
    let file = report.inputs.get(request.input).map_or("", |input| input.name.as_str());
    html! {
        tr {
            td { (request.activity.map_or("Page opened", words::activity)) }
            td { code { @if let Some(method) = &request.method { (method) " " } (request.url) } @if request.messages > 0 { " (" (words::count(request.messages, "WebSocket message", "WebSocket messages")) ", not read)" } }
            td { @match request.status { Some(0) => "no answer", Some(status) => (status), None => "not recorded" } }
            td { (request.started.as_deref().unwrap_or("not recorded")) }
            td { "entry " (request.entry) ", byte " (request.offset) " of " (file) }
        }
    }
}

fn why(finding: &Finding) -> Markup {
    let indicator = finding.why.indicator.as_deref().unwrap_or("page of the app");
    html! {
        p.soft.why {
            "Rule " code { (finding.practice) } " in " code { (finding.why.file) } ", recognised by " code { (indicator) }
            @if let Some(grade) = finding.why.confidence { " (grade " (words::plain(&grade)) ")" }
            ". How sure we are: " (finding.confidence.why)
            @if !finding.why.lowered.is_empty() {
                " The level is lower than the verdict’s own: "
                (finding.why.lowered.iter().map(words::plain).collect::<Vec<_>>().join(", ")) "."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_words_of_a_page_are_found_behind_any_address() {
        let of = |url| super::text_fragment(url, "we re-use, “all” of it & more");
        let words = "we%20re%2Duse%2C%20%E2%80%9Call%E2%80%9D%20of%20it%20%26%20more";
        assert_eq!(of("https://a.example/terms"), format!("https://a.example/terms#:~:text={words}"));
        assert_eq!(of("https://a.example/terms#training"), format!("https://a.example/terms#training:~:text={words}"));
    }
}
