//! What is known besides the signal: today, plans, accounts, region, stances.
//!
//! The engine has no clock and no storage. Whoever calls it passes what it knows; what it does not
//! know stays unknown and is asked for, never assumed.

use crate::date::PartialDate;
use crate::rule::Account;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Days after which evidence counts as stale unless a setting says otherwise.
pub const STALE_AFTER_DAYS: u32 = 180;

/// What is known besides the signal.
///
/// Plans and accounts are keyed by app (`notion`) or by app and tenant (`notion/acme`); the more
/// particular key wins.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Context {
    /// Today.
    pub now: PartialDate,
    /// Known plans.
    #[serde(default)]
    pub plans: BTreeMap<String, String>,
    /// Known kinds of account.
    #[serde(default)]
    pub accounts: BTreeMap<String, Account>,
    /// Region, if known: a lower-case country code, or `eu`, `eea`.
    #[serde(default)]
    pub region: Option<String>,
    /// Addresses of tenants seen before, keyed by app and tenant (`notion/acme`), for letters.
    #[serde(default)]
    pub addresses: BTreeMap<String, String>,
    /// What this person or organisation has said or shown.
    #[serde(default)]
    pub stances: Vec<Stance>,
    /// Evidence older than this many days is stale.
    #[serde(default = "stale_after_days")]
    pub stale_after_days: u32,
    /// Language of letters, as a tag such as `de` or `de-AT`; the fallback language if absent or not written in.
    #[serde(default)]
    pub language: Option<String>,
}

fn stale_after_days() -> u32 {
    STALE_AFTER_DAYS
}

impl Context {
    /// A context in which nothing but the date is known.
    pub fn on(now: PartialDate) -> Context {
        Context {
            now,
            plans: BTreeMap::new(),
            accounts: BTreeMap::new(),
            region: None,
            addresses: BTreeMap::new(),
            stances: Vec::new(),
            stale_after_days: STALE_AFTER_DAYS,
            language: None,
        }
    }

    /// The plan of a tenant of an app, if known.
    pub fn plan(&self, app: &str, tenant: Option<&str>) -> Option<&str> {
        particular(&self.plans, app, tenant).map(String::as_str)
    }

    /// The kind of account used with a tenant of an app, if known.
    pub fn account(&self, app: &str, tenant: Option<&str>) -> Option<Account> {
        particular(&self.accounts, app, tenant).copied()
    }

    /// The address of a tenant, if it was seen before.
    pub fn address(&self, app: &str, tenant: &str) -> Option<&str> {
        self.addresses.get(&format!("{app}/{tenant}")).map(String::as_str)
    }

    /// The stance that concerns a practice: the organisation's before a person's, one for the tenant before
    /// one for all tenants, the last of them. Only a vendor's switch that was seen on since undoes an
    /// organisation's opt-out: what is seen outweighs what is said.
    pub fn stance(&self, practice: &str, tenant: Option<&str>) -> Option<&Stance> {
        let last = |managed: bool| {
            let about = |stance: &&Stance| stance.practice == practice && stance.managed == managed;
            let for_tenant = |stance: &&Stance| about(stance) && stance.tenant.as_deref() == tenant;
            let for_all = |stance: &&Stance| about(stance) && stance.tenant.is_none();
            self.stances.iter().rfind(for_tenant).or_else(|| self.stances.iter().rfind(for_all))
        };
        let (organisation, person) = (last(true), last(false));
        let undone = organisation.is_some_and(|said| said.stance == StanceKind::OptedOut)
            && person.is_some_and(|seen| {
                seen.stance == StanceKind::SeenOn && seen.date >= organisation.and_then(|said| said.date)
            });
        if undone { person } else { organisation.or(person) }
    }
}

fn particular<'m, V>(known: &'m BTreeMap<String, V>, app: &str, tenant: Option<&str>) -> Option<&'m V> {
    tenant.and_then(|tenant| known.get(&format!("{app}/{tenant}"))).or_else(|| known.get(app))
}

/// What this person or organisation has said or shown about a practice.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Stance {
    /// Id of the practice.
    pub practice: String,
    /// Tenant it holds for; every tenant if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<String>,
    /// What was said or shown.
    pub stance: StanceKind,
    /// Since when, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<PartialDate>,
    /// Who says so: a person, an organisation, or the vendor's own switch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where it is on record.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// Whether the vendor's own switch was seen in that state.
    #[serde(default)]
    pub verified: bool,
    /// Whether the organisation's policy says so: then a person's own stance does not count.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub managed: bool,
}

/// Kinds of stance.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum StanceKind {
    /// Opted out.
    OptedOut,
    /// Known and accepted: shown, without noise.
    Accepted,
    /// Excluded by contract with the vendor.
    Exempt,
    /// Not allowed by the organisation: louder, whatever the vendor says.
    Forbidden,
    /// The vendor's own switch was seen, and data still feeds the practice.
    SeenOn,
}
