//! Everything the rules know, as a list to search, and one practice of it in full.
//!
//! For pages that show what is known without anything having been observed.

use crate::context::Context;
use crate::date::PartialDate;
use crate::engine::Engine;
use crate::finding::{Finding, PlanName, Why};
use crate::judge::{Place, judge};
use crate::practice::Practice;
use crate::rule::App;
use crate::ruleset::RuleFile;
use crate::verdict::{Level, Verdict};
use crate::view;
use serde::Serialize;
use std::borrow::Cow;

/// One practice of one app in a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Id of the practice.
    pub practice: String,
    /// Language of the title.
    pub language: String,
    /// A few words that name it.
    pub title: String,
    /// Id of the app.
    pub app: String,
    /// Name of the app.
    pub app_name: String,
    /// Name of the vendor.
    pub vendor: String,
    /// What it means for every tenant of which nothing particular is known.
    pub verdict: Verdict,
    /// Whether the newest primary evidence is older than the limit.
    pub stale: bool,
    /// When evidence was last checked.
    pub checked: PartialDate,
    /// Days since then; never negative.
    pub age_days: i64,
    /// Pieces of evidence.
    pub sources: usize,
    /// Plans of the app, in the vendor's order.
    pub plans: Vec<PlanName>,
}

impl Engine {
    /// Every practice of every app. One that does not concern a person in this context is listed as the rules state it.
    pub fn catalogue(&self, context: &Context) -> Vec<Entry> {
        let apps_of = |practice: &Practice| {
            practice.apps.iter().filter_map(|id| self.ruleset().app_by_id(id)).map(|(_, app)| app).collect::<Vec<_>>()
        };
        let entries = self.ruleset().practices().flat_map(|(file, practice)| {
            apps_of(practice)
                .into_iter()
                .filter_map(|app| entry(file, &self.in_words(practice), self.language_of(practice), app, context))
                .collect::<Vec<_>>()
        });
        entries.collect()
    }

    /// The practice in the language in use.
    pub(crate) fn in_words<'p>(&self, practice: &'p Practice) -> Cow<'p, Practice> {
        self.translation().map_or(Cow::Borrowed(practice), |language| language.translated(practice))
    }

    /// The language that [`Engine::in_words`] gives a practice in.
    fn language_of(&self, practice: &Practice) -> &str {
        let spoken = self.translation().filter(|language| matches!(language.translated(practice), Cow::Owned(_)));
        spoken.map_or(crate::letter::FALLBACK_LANGUAGE, |language| &language.language)
    }

    /// One practice in full, without anything having been observed; `None` if it is not known or does not concern this place.
    pub fn about(&self, practice: &str, app: &str, tenant: Option<&str>, context: &Context) -> Option<Finding> {
        let (file, practice) = self.ruleset().practice(practice)?;
        let app = practice.apps.iter().find(|id| *id == app).and_then(|id| self.ruleset().app_by_id(id))?.1;
        let judgment = judge(practice, &Place::new(app, context, tenant, None), context, tenant, None)?;
        let why = Why {
            signal: "rule",
            indicator: None,
            confidence: None,
            file: file.name.clone(),
            custom: file.custom,
            replaced_by: None,
            lowered: Vec::new(),
        };
        let address = tenant.and_then(|tenant| context.address(&app.id, tenant));
        let subject = view::Subject {
            vendor: &file.rules.vendor,
            app,
            tenant,
            address,
            activity: None,
            translation: self.translation(),
        };
        // Nothing was observed, so nothing is loud.
        Some(view::finding(practice, &subject, judgment, Level::Info, why, context))
    }
}

fn entry(file: &RuleFile, practice: &Practice, language: &str, app: &App, context: &Context) -> Option<Entry> {
    let checked = practice.evidence.iter().map(|evidence| evidence.checked).max()?;
    let judgment = judge(practice, &Place::new(app, context, None, None), context, None, None);
    Some(Entry {
        practice: practice.id.clone(),
        language: language.to_owned(),
        title: practice.title.clone(),
        app: app.id.clone(),
        app_name: app.name.clone(),
        vendor: file.rules.vendor.name.clone(),
        verdict: judgment.as_ref().map_or(Verdict::Unknown, |judgment| judgment.verdict),
        stale: judgment.is_some_and(|judgment| judgment.stale),
        checked,
        age_days: checked.days_until(context.now).max(0),
        sources: practice.evidence.len(),
        plans: app.plans.iter().map(|plan| PlanName { id: plan.id.clone(), name: plan.name.clone() }).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Ruleset;

    #[test]
    fn every_practice_of_every_app_is_listed_once() {
        let engine = Engine::new(Ruleset::shipped());
        let entries = engine.catalogue(&Context::on(PartialDate::new(2026, 11, 24).unwrap()));
        let pairs: usize = engine.ruleset().practices().map(|(_, practice)| practice.apps.len()).sum();
        assert!(pairs >= 16, "{pairs}");
        assert_eq!(entries.len(), pairs);
        let known = entries
            .iter()
            .filter(|entry| engine.about(&entry.practice, &entry.app, None, &Context::on(entry.checked)).is_some());
        assert_eq!(known.count(), pairs);
    }
}
