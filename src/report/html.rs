//! The report as one page that can be published: no script, nothing loaded, escaped by the template.

mod finding;
mod tables;

use super::chart::{self, Bar};
use super::{Report, standalone, words};
use crate::comparison::Comparison;
use crate::verdict::{Level, Verdict};
use maud::{DOCTYPE, Markup, PreEscaped, html};

const STYLE: &str = include_str!("html/style.css");

/// Writes the page. The report should be one [for publishing](Report::for_publishing); `compared` holds the
/// vendors seen, if there are any.
pub fn page(report: &Report, compared: Option<&Comparison>) -> String {
    // What is made of words and numbers can be written as JSON.
    let record = serde_json::to_string(&report.record()).unwrap_or_default();
    let title = headline(report);
    let parts: [(&str, &str, Markup); 7] = [
        ("timeline", "What happened when", timeline(report)),
        ("activities", "Activities by app and practice", activities(report)),
        ("vendors", "The vendors side by side", compared.map_or_else(|| html! {}, tables::comparison)),
        ("findings", "Findings", findings(report)),
        ("unmatched", "What was not matched", tables::unmatched(report)),
        ("method", "Method and limits", method(report)),
        ("check", "How to check this report", tables::check(report)),
    ];
    let parts: Vec<_> = parts.iter().filter(|(_, _, body)| !body.0.is_empty()).collect();
    let head = html! {
        p.lead { (lead(report)) }
        (numbers(report))
        (facts(report))
    };
    let foot = format!(
        "Made with Trainspotter {}, rules of {} practices, judged for {}. A finding says what a vendor declares, not what was proved to happen.",
        report.rules.version, report.rules.practices, report.rules.now
    );
    let main = html! {
        @for (id, name, body) in &parts {
            section id=(id) aria-labelledby=(format!("{id}-heading")) {
                h2 id=(format!("{id}-heading")) { (name) }
                (body)
            }
        }
    };
    let contents = html! { ul { @for (id, name, _) in &parts { li { a href=(format!("#{id}")) { (name) } } } } };
    frame(&title, Some(&record), &head, Some(&contents), &main, &foot)
}

/// Vendors side by side as one page.
pub fn comparison(compared: &Comparison) -> String {
    let names: Vec<String> = compared.vendors.iter().map(|vendor| vendor.name.clone()).collect();
    let title = format!("{}: what each says about training", words::list(&names));
    let head = html! { p.lead { "By the kind of data that enters: the default, where plan, account or region changes it, who can stop it, and how old the evidence is. Judged for " (compared.now) "." } };
    let foot = format!(
        "Made with Trainspotter {}. Silence of a vendor is shown as “not stated”, never as safe.",
        env!("CARGO_PKG_VERSION")
    );
    frame(&title, None, &head, None, &html! { section { (tables::comparison(compared)) } }, &foot)
}

/// The page around a report.
fn frame(
    title: &str,
    record: Option<&str>,
    head: &Markup,
    contents: Option<&Markup>,
    main: &Markup,
    foot: &str,
) -> String {
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (standalone::head(title, STYLE))
                meta name="generator" content=(concat!("Trainspotter ", env!("CARGO_PKG_VERSION")));
                @if let Some(record) = record { meta name="trainspotter-record" content=(record); }
            }
            body {
                a.skip href="#main" { "To the report" }
                header {
                    p.brand { (lamp(Level::Alert)) (lamp(Level::Notice)) (lamp(Level::Info)) "Trainspotter report" }
                    h1 { (title) }
                    (head)
                }
                @if let Some(contents) = contents { nav aria-label="Contents" { (contents) } }
                main id="main" tabindex="-1" { (main) }
                footer { p { (foot) } }
            }
        }
    }
    .into_string()
}

/// Names of what has such a finding, without repetition: of apps, or of vendors.
fn with<'r>(
    report: &'r Report,
    name: impl Fn(&'r super::AppReport) -> &'r String,
    wanted: impl Fn(&crate::finding::Finding) -> bool,
) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for app in &report.apps {
        if app.findings.iter().any(|reported| wanted(&reported.finding)) && !names.contains(name(app)) {
            names.push(name(app).clone());
        }
    }
    names
}

/// Vendors say something, apps do not; and what they say is of a kind of data and not of this request.
fn headline(report: &Report) -> String {
    let alert = with(report, |app| &app.vendor, |finding| finding.level == Level::Alert);
    let trains = with(report, |app| &app.vendor, |finding| finding.verdict == Verdict::TrainsByDefault);
    match (alert.as_slice(), trains.as_slice()) {
        ([], []) if report.apps.is_empty() => "No app that the rules know was used".to_owned(),
        ([], []) => "Nothing that was done here is known to train a model by default".to_owned(),
        ([], [one]) => format!("{one} may train models by default on what is done in its apps"),
        ([], trains) => format!("{} may train models by default on what is done in their apps", words::list(trains)),
        ([one], _) => format!("{one} says it trains models by default on what was done here"),
        (several, _) => format!("{} say they train models by default on what was done here", words::list(several)),
    }
}

/// The result in plain words.
fn lead(report: &Report) -> String {
    let signals: u64 = report.apps.iter().map(|app| app.signals).sum();
    let mut names: Vec<String> = Vec::new();
    for app in &report.apps {
        if !names.contains(&app.name) {
            names.push(app.name.clone());
        }
    }
    let total = signals + report.unmatched.requests;
    if names.is_empty() {
        return format!(
            "Of {}, none belongs to an app that the rules know.",
            words::count(total, "request", "requests")
        );
    }
    let depends = with(report, |app| &app.name, |finding| finding.verdict == Verdict::Depends);
    let mut text = format!(
        "Of {}, {} belong to {}. Each finding below names the practice of the vendor that the activity feeds, the vendor’s own words with their age, and who can stop it.",
        words::count(total, "request", "requests"),
        words::grouped(signals),
        words::list(&names)
    );
    if !depends.is_empty() {
        text.push_str(&format!(
            " Plan, account or region decide, and the capture does not tell them, for {}.",
            words::list(&depends)
        ));
    }
    text
}

fn numbers(report: &Report) -> Markup {
    let count = |level: Level| {
        report.apps.iter().flat_map(|app| &app.findings).filter(|reported| reported.finding.level == level).count()
    };
    let said = [
        (Level::Alert, "happening, and training by default on the vendor’s own word"),
        (Level::Notice, "worth a look: it depends, is announced, or is only reported"),
        (Level::Info, "said not to train, opted out, not stated, or not known"),
    ];
    html! {
        dl.numbers {
            @for (level, meaning) in said {
                div data-level=(level.as_str()) {
                    dt { (lamp(level)) (words::level(level)) }
                    dd { strong { (count(level)) } span { (meaning) } }
                }
            }
        }
    }
}

fn facts(report: &Report) -> Markup {
    let bytes: u64 = report.inputs.iter().map(|input| input.bytes).sum();
    html! {
        dl.facts {
            @if let Some(period) = chart::period(&report.timeline) { div { dt { "Recorded" } dd { (period) } } }
            div { dt { "Captures" } dd { (words::count(report.inputs.len() as u64, "file", "files")) ", " (size(bytes)) } }
            div { dt { "Judged for" } dd { (report.rules.now) } }
            @for (app, plan) in &report.context.plans { div { dt { "Plan of " (app) } dd { (plan) } } }
            @for (app, account) in &report.context.accounts { div { dt { "Account in " (app) } dd { (account.as_str()) } } }
            @if let Some(region) = &report.context.region { div { dt { "Region" } dd { (region) } } }
        }
    }
}

fn timeline(report: &Report) -> Markup {
    let drawn = chart::timeline(
        &report.timeline,
        &report.apps,
        "Activities over time; the same numbers stand in the table below",
    );
    if drawn.is_empty() {
        return html! {};
    }
    html! {
        p { "One row for each activity of an app, one dot for each span of " (span(report.timeline.step_seconds)) " in which it was seen. The larger the dot, the more often. Times are in UTC." }
        (legend())
        (figure(&drawn, "The timeline in numbers", &tables::timeline(report)))
        (left_out(report.timeline.rows.len()))
    }
}

fn activities(report: &Report) -> Markup {
    let bars: Vec<Bar> = report
        .apps
        .iter()
        .flat_map(|app| {
            app.activities.iter().map(move |entry| Bar {
                place: chart::place(&app.name, app.tenant.as_deref()),
                activity: entry.activity,
                count: entry.count,
                level: chart::level_of(app, entry.activity),
            })
        })
        .collect();
    if bars.is_empty() {
        return html! {};
    }
    let drawn = chart::bars(&bars, "How often each activity was seen; the same numbers stand in the table below");
    html! {
        (legend())
        (figure(&drawn, "The activities in numbers", &tables::activities(report)))
        (left_out(bars.len()))
        (tables::practices(report))
    }
}

fn left_out(rows: usize) -> Markup {
    html! { @if rows > chart::MOST_ROWS { p.soft { "The picture shows the first " (chart::MOST_ROWS) " of " (rows) " rows; the table has all." } } }
}

fn legend() -> Markup {
    html! {
        ul.legend {
            li data-level="alert" { (lamp(Level::Alert)) "feeds a practice that trains by default" }
            li data-level="notice" { (lamp(Level::Notice)) "feeds one that may" }
            li data-level="info" { (lamp(Level::Info)) "feeds one that is said not to, or happens by itself" }
            li data-level="none" { span.swatch aria-hidden="true" {} "feeds none that is known" }
        }
    }
}

fn figure(drawn: &str, caption: &str, table: &Markup) -> Markup {
    html! {
        figure {
            div.scroll role="group" aria-label="Chart" tabindex="0" { (PreEscaped(drawn)) }
            figcaption { details { summary { (caption) } (table) } }
        }
    }
}

fn findings(report: &Report) -> Markup {
    html! {
        @for app in &report.apps {
            @if !app.findings.is_empty() {
                h3.app { (app.name) @if let Some(tenant) = &app.tenant { span.tenant { (tenant) } } }
                @for (number, reported) in app.findings.iter().enumerate() {
                    (finding::article(reported, report, &format!("{}-{number}", anchor(app))))
                }
            }
        }
    }
}

/// A name for the parts of an app and tenant in the addresses inside the page.
fn anchor(app: &super::AppReport) -> String {
    let text = chart::place(&app.app, app.tenant.as_deref());
    text.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

fn method(report: &Report) -> Markup {
    html! {
        p { "The addresses of the requests in the captures were compared with rules that say which request shows which activity in which app. For each activity the rules name the practices of the vendor that it feeds, with the vendor’s own pages as evidence. Bodies, messages and headers were not evaluated." }
        ul {
            li { "An activity seen and a practice declared are two facts. Together they mean that the vendor says it uses such data; they do not prove that this very request was used." }
            li { "The verdict holds for " (report.rules.now) " and for what is known of plan, account and region. What is not known is said, not assumed." }
            li { "An alert needs an activity that somebody did, an indicator that was observed, and primary evidence that is not older than half a year. Everything else is at most a notice." }
            li { "Traffic that apps make by themselves (polling, drafts, suggestions, lists of AI features) never counts as use." }
            li { "Silence of a vendor is shown as “not stated”, never as safe. A practice that is in no rule is in no finding." }
            li { "Rules can be wrong or out of date. Each finding names its rule and the day on which somebody last saw that the page says so." }
            @if !report.ids_kept { li { "Tenants are numbered, and what could name a person, a tenant or a secret was taken out of addresses (" (super::redact::HIDDEN) ")." } }
            @if report.tenants_left_out > 0 { li { "There were more tenants than are told apart; " (words::grouped(report.tenants_left_out)) " sightings are counted without one." } }
        }
    }
}

/// A signal lamp: level by shape as well as by colour.
fn lamp(level: Level) -> Markup {
    let shape = match level {
        Level::Alert => "M12 5.2 19.4 18H4.6Z",
        Level::Notice => "M12 4.6 19.4 12 12 19.4 4.6 12Z",
        Level::Info => "M12 6a6 6 0 1 0 0 12 6 6 0 0 0 0-12Zm0 3a3 3 0 1 1 0 6 3 3 0 0 1 0-6Z",
    };
    html! {
        svg.lamp viewBox="0 0 24 24" aria-hidden="true" data-level=(level.as_str()) {
            circle.head cx="12" cy="12" r="11.5" {}
            path.light d=(shape) fill-rule="evenodd" {}
        }
    }
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

fn span(seconds: u64) -> String {
    match seconds {
        0..120 => words::count(seconds, "second", "seconds"),
        120..7_200 => words::count(seconds / 60, "minute", "minutes"),
        7_200..172_800 => words::count(seconds / 3_600, "hour", "hours"),
        _ => words::count(seconds / 86_400, "day", "days"),
    }
}
