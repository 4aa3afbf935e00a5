//! Policy over person over presets over defaults, key by key, with the origin of each.

use super::policy::{Corner, CustomRule, Feature, List, Organisation, Policy};
use super::problem::{Origin, Problems};
use super::stances::{self, KnownPractices};
use super::user::Person;
use super::{Display, Key, Settings};
use crate::context::{Context, STALE_AFTER_DAYS, Stance};
use crate::date::PartialDate;
use crate::ruleset::Ruleset;
use crate::verdict::Level;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// Collects keys while they are settled.
struct Ledger {
    keys: Vec<Key>,
}

impl Ledger {
    fn note<T: Serialize>(&mut self, key: &str, value: &T, origin: Origin) {
        let value = serde_json::to_value(value).unwrap_or(Value::Null);
        self.keys.push(Key { key: key.to_owned(), value, origin, locked: origin == Origin::Managed });
    }

    /// The first of policy, person and presets that says something, or the default.
    fn settle<T: Clone + Serialize>(&mut self, key: &str, [policy, person, preset]: [Option<T>; 3], default: T) -> T {
        let found = [(policy, Origin::Managed), (person, Origin::User), (preset, Origin::Preset)];
        let found = found.into_iter().find_map(|(value, origin)| value.map(|value| (value, origin)));
        let (value, origin) = found.unwrap_or((default, Origin::Default));
        self.note(key, &value, origin);
        value
    }

    /// Maps are settled entry by entry. What the policy says of an app leaves a person nothing to say of one workspace in it.
    fn settle_map<T: Clone + Serialize>(
        &mut self,
        key: &str,
        maps: [Option<BTreeMap<String, T>>; 3],
    ) -> BTreeMap<String, T> {
        let mut settled: BTreeMap<String, (T, Origin)> = BTreeMap::new();
        for (map, origin) in maps.into_iter().zip([Origin::Managed, Origin::User, Origin::Preset]) {
            for (name, value) in map.into_iter().flatten() {
                let whole = name.split_once('/').and_then(|(app, _)| settled.get(app));
                if origin == Origin::User && whole.is_some_and(|(_, by)| *by == Origin::Managed) {
                    continue;
                }
                settled.entry(name).or_insert((value, origin));
            }
        }
        if settled.is_empty() {
            self.note(key, &BTreeMap::<String, T>::new(), Origin::Default);
        }
        for (name, (value, origin)) in &settled {
            self.note(&format!("{key}.{name}"), value, *origin);
        }
        settled.into_iter().map(|(name, (value, _))| (name, value)).collect()
    }
}

pub(super) fn merge(
    policy: Policy,
    person: Person,
    now: PartialDate,
    rules: &Ruleset,
    problems: &mut Problems,
) -> Settings {
    let mut ledger = Ledger { keys: Vec::new() };
    let (custom_rules, extended) = custom_rules(policy.custom_rules, now, rules, problems);
    let rules = extended.as_ref().unwrap_or(rules);
    let known = known_practices(rules);
    let organisation = organisation(policy.organisation, &mut ledger);
    let presets = policy.defaults.unwrap_or_default();
    let own = person.chosen;

    let name = organisation.as_ref().and_then(|organisation| organisation.name.as_deref());
    let managed = stances::stances(&policy.stances.unwrap_or_default(), name, now, &known, problems);
    let origin = if managed.is_empty() { Origin::Default } else { Origin::Managed };
    ledger.note("stances", &managed, origin);

    let plans = [
        plans(policy.plans, "/plans", rules, problems),
        own.plans,
        plans(presets.plans, "/defaults/plans", rules, problems),
    ];
    let hidden = [
        apps(policy.hidden_apps, "/hiddenApps", &known, problems),
        own.hidden_apps.map(present),
        apps(presets.hidden_apps, "/defaults/hiddenApps", &known, problems),
    ];
    let language =
        ledger.settle("language", [policy.language, own.language, presets.language].map(|tag| tag.map(Some)), None);
    let context = Context {
        language: language.clone(),
        now,
        plans: ledger.settle_map("plans", plans),
        accounts: ledger.settle_map("accounts", [policy.accounts, own.accounts, presets.accounts]),
        region: ledger.settle(
            "region",
            [Some(policy.region), Some(own.region), Some(presets.region)].map(|region| region.flatten().map(Some)),
            None,
        ),
        addresses: person.addresses,
        stances: person
            .stances
            .into_iter()
            .filter(|own| counts(own, &policy.disabled_features))
            .chain(managed)
            .collect(),
        stale_after_days: ledger.settle(
            "staleAfterDays",
            [policy.stale_after_days, own.stale_after_days, presets.stale_after_days],
            STALE_AFTER_DAYS,
        ),
    };
    let [of_policy, of_person, of_preset] =
        [policy.display, own.display, presets.display].map(Option::unwrap_or_default);
    let display = Display {
        minimum_level: ledger.settle(
            "display.minimumLevel",
            [of_policy.minimum_level, of_person.minimum_level, of_preset.minimum_level],
            Level::Notice,
        ),
        pill: ledger.settle("display.pill", [of_policy.pill, of_person.pill, of_preset.pill], true),
        corner: ledger.settle("display.corner", [of_policy.corner, of_person.corner, of_preset.corner], Corner::TopEnd),
        language,
        allow_snooze: ledger.settle("allowSnooze", [policy.allow_snooze, None, None], true),
        hidden_apps: ledger.settle("hiddenApps", hidden, Vec::new()),
        disabled_features: ledger.settle(
            "disabledFeatures",
            [policy.disabled_features.map(present), None, None],
            Vec::new(),
        ),
        audit_allowed: ledger.settle("auditAllowed", [policy.audit_allowed, None, None], true),
    };
    let names: Vec<&str> = custom_rules.iter().map(|rule| rule.name.as_str()).collect();
    ledger.note("customRules", &names, if names.is_empty() { Origin::Default } else { Origin::Managed });
    Settings { context, display, organisation, keys: ledger.keys, problems: Vec::new(), custom_rules }
}

/// Whether what a person says counts: not where that is switched off. What a vendor's switch showed always does.
fn counts(own: &Stance, disabled: &Option<List<Feature>>) -> bool {
    own.verified || !disabled.iter().flatten().flatten().any(|feature| *feature == Feature::Stances)
}

fn present<T>(list: List<T>) -> Vec<T> {
    list.into_iter().flatten().collect()
}

fn organisation(given: Option<Organisation>, ledger: &mut Ledger) -> Option<Organisation> {
    let said = given.clone().unwrap_or_default();
    let parts =
        [("name", &said.name), ("contact", &said.contact), ("note", &said.note), ("lettersTo", &said.letters_to)];
    for (part, value) in parts {
        let origin = if value.is_some() { Origin::Managed } else { Origin::Default };
        ledger.note(&format!("organisation.{part}"), value, origin);
    }
    given.filter(|given| *given != Organisation::default())
}

fn known_practices(rules: &Ruleset) -> KnownPractices {
    rules.practices().map(|(_, practice)| (practice.id.clone(), practice.apps.clone())).collect()
}

/// The organisation's rule files that pass their check and their own examples, and the rules with them.
fn custom_rules(
    list: Option<List<CustomRule>>,
    now: PartialDate,
    rules: &Ruleset,
    problems: &mut Problems,
) -> (Vec<CustomRule>, Option<Ruleset>) {
    let given: Vec<(usize, CustomRule)> =
        list.into_iter().flatten().enumerate().filter_map(|(number, rule)| Some((number, rule?))).collect();
    if given.is_empty() {
        return (Vec::new(), None);
    }
    let texts = given.iter().map(|(_, rule)| (rule.name.as_str(), rule.text.as_str()));
    let (rules, found) = rules.without_custom().with_custom(texts, now);
    for problem in found {
        let number = given.iter().find(|(_, rule)| rule.name == problem.file).map_or(0, |(number, _)| *number);
        let message = format!("{problem}; this rule file is not used");
        problems.add(&format!("/customRules/{number}/text"), problem.code, message);
    }
    let used = |rule: &CustomRule| rules.files().iter().any(|file| file.custom && file.name == rule.name);
    (given.into_iter().map(|(_, rule)| rule).filter(used).collect(), Some(rules))
}

/// Plans that the rules know.
fn plans(
    given: Option<BTreeMap<String, String>>,
    pointer: &str,
    rules: &Ruleset,
    problems: &mut Problems,
) -> Option<BTreeMap<String, String>> {
    let mut given = given?;
    given.retain(|key, plan| {
        let place = format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1"));
        let id = key.split('/').next().unwrap_or("");
        let Some((_, app)) = rules.app_by_id(id) else {
            problems.add(
                &place,
                "unknown-app",
                format!("no rule has an app \"{id}\"; write the id of an app, or app/tenant"),
            );
            return false;
        };
        let known = app.plans.is_empty() || app.plans.iter().any(|one| one.id == *plan);
        if !known {
            let ids: Vec<&str> = app.plans.iter().map(|plan| plan.id.as_str()).collect();
            problems.add(
                &place,
                "unknown-plan",
                format!("\"{plan}\" is no plan of {id}; the plans are {}", ids.join(", ")),
            );
        }
        known
    });
    Some(given)
}

/// Apps that the rules know.
fn apps(
    given: Option<List<String>>,
    pointer: &str,
    known: &KnownPractices,
    problems: &mut Problems,
) -> Option<Vec<String>> {
    let mut made = Vec::new();
    for (number, app) in given?.into_iter().enumerate() {
        let Some(app) = app else { continue };
        if known.values().flatten().any(|of| *of == app) {
            made.push(app);
        } else {
            problems.add(&format!("{pointer}/{number}"), "unknown-app", stances::unknown_app(&app, known));
        }
    }
    Some(made)
}
