//! What changed about training in a policy, as a page that stands by itself: no script, nothing loaded, all text escaped.

use super::watch::{Step, Version, word};
use maud::{DOCTYPE, Markup, html};
use trainspotter::reader::Label;
use trainspotter::reader::history::ClauseChange;
use trainspotter::report::standalone;

const STYLE: &str = include_str!("timeline.css");

/// The page.
pub(super) fn timeline(name: &str, steps: &[Step], versions: &[Version]) -> Markup {
    let days = versions.first().zip(versions.last()).map(|(first, last)| (first.day.as_str(), last.day.as_str()));
    let last = steps.iter().rev().find_map(|step| step.conclusion);
    html! {
        (DOCTYPE)
        html lang="en" {
            head {
                (standalone::head(&format!("{name}: training clauses over time"), STYLE))
            }
            body {
                main {
                    h1 { (name) }
                    p.lead { "What it said about training" @if let Some((first, last)) = days { ", " time datetime=(first) { (first) } " to " time datetime=(last) { (last) } } }
                    @if let Some(last) = last {
                        p.now { strong { "In the last version: " } (last.sentence()) }
                    }
                    p.note { (versions.len()) " versions. Read by a program that can be wrong: read the sentences yourself." }
                    ol { @for step in steps { li { (entry(step)) } } }
                }
            }
        }
    }
}

fn entry(step: &Step) -> Markup {
    html! {
        h2 { time datetime=(step.date) { (step.date) } }
        @if let Some(problem) = &step.unreadable { p.unread { "Could not be read: this version " (problem) } }
        @if let Some(conclusion) = step.conclusion { p { (conclusion.sentence()) } }
        @for change in &step.changes { (clause(change)) }
    }
}

fn clause(change: &ClauseChange) -> Markup {
    html! {
        section {
            h3 { span class=(word(change.happened)) { (word(change.happened)) } " " (said(change.label)) }
            @if let Some(before) = &change.before { p.before { b { "Before" } " " del { (before) } } }
            @if let Some(after) = &change.after { p.after { b { "After" } " " ins { (after) } } }
        }
    }
}

/// What kind of statement it is, in words.
fn said(label: Label) -> &'static str {
    match label {
        Label::Trains => "claim of training",
        Label::TrainsDeidentified => "claim of training on de-identified data",
        Label::TrainsOptin => "training only with consent",
        Label::NoTraining => "denial of training",
        Label::OptoutInstructions => "way to opt out",
        Label::ThirdPartyTraining => "training by others",
        Label::ImproveAmbiguous => "improvement, without models",
        Label::None => "other statement",
    }
}
