//! Turns a judged practice into a finding that needs no further look-up.

use crate::activity::Activity;
use crate::answers;
use crate::context::{Context, Stance, StanceKind};
use crate::finding::{CaseView, EvidenceView, Finding, KnownView, OptOutView, PlanName, Why};
use crate::judge::{Judgment, verdict_of};
use crate::letter::{self, Asker};
use crate::practice::{Case, Practice};
use crate::rule::{App, Vendor};
use crate::translation::{FNV_OFFSET, Translation, fnv};
use crate::verdict::{Level, Verdict};
use std::borrow::Cow;

/// What the finding is about.
pub(crate) struct Subject<'a> {
    pub vendor: &'a Vendor,
    pub app: &'a App,
    pub tenant: Option<&'a str>,
    pub address: Option<&'a str>,
    pub activity: Option<Activity>,
    pub translation: Option<&'a Translation>,
}

/// Builds the finding.
pub(crate) fn finding(
    practice: &Practice,
    subject: &Subject<'_>,
    judgment: Judgment<'_>,
    level: Level,
    why: Why,
    context: &Context,
) -> Finding {
    let Judgment { verdict, stale, ask, stance, opt_out_available, .. } = judgment;
    // What was told is named by the English texts, so that another language brings nothing back.
    let signature = signature(practice, subject, verdict, level, stance);
    let shown = subject.translation.map_or(Cow::Borrowed(practice), |language| language.translated(practice));
    let language = match (&shown, subject.translation) {
        (Cow::Owned(_), Some(translation)) => translation.language.clone(),
        _ => letter::FALLBACK_LANGUAGE.to_owned(),
    };
    let practice = &*shown;
    let cases = if verdict == Verdict::Depends { practice.cases.as_slice() } else { &[] };
    let answers = answers::answers(practice, subject.app, &ask, context, subject.tenant);
    let case = |case, exception| case_view(case, exception, practice, subject.app, context);
    Finding {
        signature,
        practice: practice.id.clone(),
        app: subject.app.id.clone(),
        tenant: subject.tenant.map(str::to_owned),
        activity: subject.activity,
        verdict,
        level,
        stale,
        language,
        title: practice.title.clone(),
        summary: practice.summary.clone(),
        vendor: subject.vendor.name.clone(),
        model: practice.model,
        data: practice.data.clone(),
        identifiability: practice.identifiability.clone(),
        scope_note: practice.scope_note.clone(),
        since: practice.since,
        since_note: practice.since_note.clone(),
        ask,
        known: known(subject, context),
        answers,
        cases: cases
            .iter()
            .map(|entry| case(entry, false))
            .chain(practice.exceptions.iter().map(|entry| case(entry, true)))
            .collect(),
        stance: stance.cloned(),
        why,
        evidence: evidence(practice, context),
        disagreements: practice.disagreements.clone(),
        confidence: practice.confidence.clone(),
        opt_out: opt_out(practice, subject, opt_out_available, context),
    }
}

fn known(subject: &Subject<'_>, context: &Context) -> KnownView {
    let Subject { app, tenant, .. } = *subject;
    let named = |id: &str| {
        app.plans
            .iter()
            .find(|plan| plan.id == id)
            .map(|plan| PlanName { id: plan.id.clone(), name: plan.name.clone() })
    };
    KnownView {
        plan: context.plan(&app.id, tenant).and_then(named),
        account: context.account(&app.id, tenant),
        region: context.region.clone(),
    }
}

fn case_view(case: &Case, exception: bool, practice: &Practice, app: &App, context: &Context) -> CaseView {
    let name = |id: &String| {
        let name = app.plans.iter().find(|plan| plan.id == *id).map_or(id, |plan| &plan.name);
        PlanName { id: id.clone(), name: name.clone() }
    };
    CaseView {
        plans: case.when.plans.iter().map(name).collect(),
        accounts: case.when.accounts.clone(),
        regions: case.when.regions.clone(),
        training: case.training,
        verdict: verdict_of(practice, case.training, context),
        note: case.note.clone(),
        exception,
    }
}

fn evidence(practice: &Practice, context: &Context) -> Vec<EvidenceView> {
    let view = |entry: &crate::practice::Evidence| EvidenceView {
        url: entry.url.clone(),
        publisher: entry.publisher.clone(),
        kind: entry.kind,
        supports: entry.supports.clone(),
        locator: entry.locator.clone(),
        checked: entry.checked,
        age_days: entry.checked.days_until(context.now).max(0),
        dated: entry.dated.clone(),
    };
    practice.evidence.iter().map(view).collect()
}

fn opt_out(practice: &Practice, subject: &Subject<'_>, available: Option<bool>, context: &Context) -> OptOutView {
    let entry = &practice.opt_out;
    let date = context.now.to_string();
    let language = context.language.as_deref().map_or(letter::FALLBACK_LANGUAGE, letter::language_of);
    let to_owner =
        |asker| letter::to_own_owner(practice, asker, &subject.vendor.name, subject.address, &date, language);
    OptOutView {
        who: entry.who.clone(),
        who_note: entry.who_note.clone(),
        channel: entry.channel,
        available,
        steps: entry.steps.clone(),
        url: entry.url.clone(),
        does: entry.does.clone(),
        does_not: entry.does_not.clone(),
        letter: letter::to_vendor(practice, subject.address, &date, language),
        request: to_owner(Asker::Member),
        hand_over: to_owner(Asker::Admin),
    }
}

/// Names what a person was told, so that a dismissal lasts until that changes.
fn signature(
    practice: &Practice,
    subject: &Subject<'_>,
    verdict: Verdict,
    level: Level,
    stance: Option<&Stance>,
) -> String {
    let opt_out = &practice.opt_out;
    let said =
        [practice.summary.as_str(), &opt_out.who_note, &opt_out.does, &opt_out.does_not, &opt_out.steps.join("\n")];
    let cases = practice.cases.iter().map(|case| case.note.as_str());
    let hash = said.into_iter().chain(cases).fold(FNV_OFFSET, fnv);
    let tenant = subject.tenant.unwrap_or("-");
    let ban = if stance.is_some_and(|stance| stance.stance == StanceKind::Forbidden) { "|forbidden" } else { "" };
    format!("{}|{tenant}|{}|{}|{hash:08x}{ban}", practice.id, verdict.as_str(), level.as_str())
}
