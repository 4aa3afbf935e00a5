//! From the stances of a policy to stances on practices, checked against rules and calendar.

use super::policy::{List, PolicyStance, PolicyStanceKind};
use super::problem::Problems;
use super::reading::cut;
use crate::context::{Stance, StanceKind};
use crate::date::PartialDate;
use std::collections::BTreeMap;

/// The apps of each practice that the rules know.
pub(super) type KnownPractices = BTreeMap<String, Vec<String>>;

/// A stance with the place it stands in.
struct Said<'a> {
    number: usize,
    entry: &'a PolicyStance,
    date: Option<PartialDate>,
}

/// Stances of the organisation, the particular after the general.
pub(super) fn stances(
    list: &List<PolicyStance>,
    by: Option<&str>,
    now: PartialDate,
    known: &KnownPractices,
    problems: &mut Problems,
) -> Vec<Stance> {
    let mut for_apps: BTreeMap<(&str, Option<&str>), Vec<Said<'_>>> = BTreeMap::new();
    let mut for_practices: BTreeMap<(&str, Option<&str>), Vec<Said<'_>>> = BTreeMap::new();
    for (number, entry) in list.iter().enumerate() {
        let Some(entry) = entry else { continue };
        let Some(date) = date_of(entry, number, now, problems) else { continue };
        let said = Said { number, entry, date };
        let tenant = entry.tenant.as_deref().filter(|tenant| !tenant.is_empty());
        match (entry.app.as_deref(), entry.practice.as_deref()) {
            (None, None) => problems.add(
                &format!("/stances/{number}"),
                "no-target",
                "this says neither app nor practice; name one of them".to_owned(),
            ),
            (_, Some(practice)) if !known.contains_key(practice) => problems.add(
                &format!("/stances/{number}/practice"),
                "unknown-practice",
                format!("no rule has a practice \"{}\"; `trainspotter rules list` names them all", cut(practice)),
            ),
            (Some(app), Some(practice)) if !known[practice].iter().any(|of| of == app) => problems.add(
                &format!("/stances/{number}/app"),
                "wrong-app",
                format!("practice \"{practice}\" is one of {}, not of \"{}\"", known[practice].join(", "), cut(app)),
            ),
            (_, Some(practice)) => for_practices.entry((practice, tenant)).or_default().push(said),
            (Some(app), None) if !known.values().flatten().any(|of| of == app) => {
                problems.add(&format!("/stances/{number}/app"), "unknown-app", unknown_app(app, known));
            }
            (Some(app), None) => for_apps.entry((app, tenant)).or_default().push(said),
        }
    }
    let mut made = Vec::new();
    for ((app, tenant), said) in &for_apps {
        if let Some(one) = agreed(said, problems) {
            let practices =
                known.iter().filter(|(_, apps)| apps.iter().any(|of| of == app)).map(|(practice, _)| practice);
            made.extend(practices.map(|practice| stance(practice, *tenant, one, by)));
        }
    }
    for ((practice, tenant), said) in &for_practices {
        made.extend(agreed(said, problems).map(|one| stance(practice, *tenant, one, by)));
    }
    made
}

/// Says which apps begin alike, or where to find them all.
pub(super) fn unknown_app(app: &str, known: &KnownPractices) -> String {
    let first = app.chars().next();
    let mut apps: Vec<&str> = known.values().flatten().map(String::as_str).collect();
    apps.retain(|known| first.is_some() && known.chars().next() == first);
    apps.sort_unstable();
    apps.dedup();
    let alike =
        if apps.is_empty() { String::new() } else { format!("; those that begin alike are {}", apps.join(", ")) };
    format!("no rule has an app \"{}\"{alike}; the options page lists them all", cut(app))
}

/// The date, if there is one; `None` if the stance cannot count because of it.
fn date_of(
    entry: &PolicyStance,
    number: usize,
    now: PartialDate,
    problems: &mut Problems,
) -> Option<Option<PartialDate>> {
    let place = format!("/stances/{number}/date");
    let Some(text) = entry.date.as_deref() else {
        if entry.stance != PolicyStanceKind::OptedOut {
            return Some(None);
        }
        let message = "an opt-out needs its date (YYYY-MM-DD); until then nothing is quieted by it".to_owned();
        problems.add(&format!("/stances/{number}"), "missing-date", message);
        return None;
    };
    match text.parse::<PartialDate>() {
        // A day of tolerance: the organisation may be a few time zones ahead.
        Ok(date) if now.days_until(date) > 1 => {
            problems.add(&place, "future-date", format!("{date} has not come yet; the stance counts from that day on"));
            None
        }
        Ok(date) => Some(Some(date)),
        Err(error) => {
            problems.add(&place, "wrong-date", error.to_string());
            None
        }
    }
}

/// The one stance on a target. Where several contradict each other a ban holds, and nothing else does.
fn agreed<'a>(said: &'a [Said<'a>], problems: &mut Problems) -> Option<&'a Said<'a>> {
    let first = said.first()?;
    let mut contradicted = false;
    for other in &said[1..] {
        let place = format!("/stances/{}", other.number);
        if other.entry.stance == first.entry.stance {
            let message = format!("this repeats /stances/{}; the later date is used, remove one", first.number);
            problems.add(&place, "repeated-stance", message);
        } else {
            contradicted = true;
            let message = format!(
                "this contradicts /stances/{}; remove one. Until then a ban holds, and no other stance on this counts",
                first.number
            );
            problems.add(&place, "contradicting-stances", message);
        }
    }
    let newest = |list: Vec<&'a Said<'a>>| list.into_iter().max_by_key(|said| said.date);
    if contradicted {
        newest(said.iter().filter(|said| said.entry.stance == PolicyStanceKind::Forbidden).collect())
    } else {
        newest(said.iter().collect())
    }
}

fn stance(practice: &str, tenant: Option<&str>, said: &Said<'_>, by: Option<&str>) -> Stance {
    Stance {
        practice: practice.to_owned(),
        tenant: tenant.map(str::to_owned),
        stance: match said.entry.stance {
            PolicyStanceKind::OptedOut => StanceKind::OptedOut,
            PolicyStanceKind::Accepted => StanceKind::Accepted,
            PolicyStanceKind::Exempt => StanceKind::Exempt,
            PolicyStanceKind::Forbidden => StanceKind::Forbidden,
        },
        date: said.date,
        by: by.map(str::to_owned),
        reference: said.entry.reference.clone(),
        verified: false,
        managed: true,
    }
}
