//! The rule file: what it takes to recognise an app. Data that can be reviewed without programming.
//!
//! One file per vendor. A file names the vendor, its apps (how their pages, requests, surfaces and
//! settings look from outside) and its practices (see [`crate::practice`]). Unknown fields are
//! refused. `schema.json` beside the rules is generated from these types, doc comments included, so
//! that an editor completes and explains every field.

use crate::activity::Activity;
use crate::pattern::{HostPattern, PathPattern, SegmentForm};
use crate::practice::Practice;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of the rule language that this engine understands.
pub const SCHEMA_VERSION: u32 = 1;

/// One vendor's rules: `<vendor>.json`.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct VendorFile {
    /// Where an editor finds the schema: `schema.json`.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema_location: Option<String>,
    /// Version of the rule language that the file needs. An older engine skips the file and says so.
    pub schema: u32,
    /// The company.
    pub vendor: Vendor,
    /// Its web apps, known by hosts and paths.
    pub apps: Vec<App>,
    /// What the vendor does with data, one entry per practice.
    pub practices: Vec<Practice>,
}

/// A company.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Vendor {
    /// Short stable id: lower-case letters, digits and hyphens. The file is named after it.
    pub id: String,
    /// Name as the vendor writes it.
    pub name: String,
}

/// A web app of a vendor.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct App {
    /// Short stable id, unique among all apps.
    pub id: String,
    /// Name as the vendor writes it.
    pub name: String,
    /// The pages that are the app. Their hosts are the hosts on which the extension runs.
    pub pages: Vec<Pages>,
    /// Hosts that the app's own client talks to, besides the hosts of its pages.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub request_hosts: Vec<HostPattern>,
    /// How the workspace, site or organisation is read from a URL.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tenant: Option<TenantRule>,
    /// The plans that decide about a default, with the vendor's own names, in the vendor's order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub plans: Vec<Plan>,
    /// Where a page address settles under whose terms the account is used.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accounts: Vec<AccountSign>,
    /// URL patterns that turn a request into an activity.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<Indicator>,
    /// Named places in the page.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub surfaces: Vec<Surface>,
    /// The vendor's own switches about a practice. Read, never clicked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub settings: Vec<Setting>,
    /// What a careless reader of this app gets wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Pages of an app: hosts, and the paths on them that belong to it.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Pages {
    /// Hosts, e.g. `app.example.com` or `*.example.com` (every subdomain, not the bare domain).
    pub hosts: Vec<HostPattern>,
    /// Paths on these hosts; every path if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<PathPattern>,
    /// Paths on these hosts that are not the app although they fit: sign-in, prices, terms, what is published for all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<PathPattern>,
}

/// How the tenant of an app is read from a URL.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TenantRule {
    /// What the vendor calls it.
    pub kind: TenantKind,
    /// Places to look in, the first that answers wins; the request is asked before its page.
    pub from: Vec<TenantSource>,
    /// Hosts that are an address of the tenant, as a letter to the vendor needs it (`https://<host>`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address_hosts: Vec<HostPattern>,
    /// Hosts matched by `addressHosts` that are shared by all tenants.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub address_except: Vec<HostPattern>,
}

/// What a vendor calls the customer's place inside its app.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TenantKind {
    /// A workspace.
    Workspace,
    /// A site.
    Site,
    /// An organisation.
    Organisation,
    /// A server.
    Server,
}

/// One place in a URL that names the tenant: a query value, a path segment `{tenant}`, or the host itself.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct TenantSource {
    /// Hosts this place is valid on.
    pub hosts: Vec<HostPattern>,
    /// Name of a query parameter whose value is the tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub query: Option<String>,
    /// What the value must look like (a regular expression for the whole value; what follows a `:` is cut off first).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<SegmentForm>,
    /// A path with a `{tenant}` segment. Without `query` and `path`, the host is the tenant.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<PathPattern>,
}

/// A plan of an app.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Plan {
    /// Short stable id, unique inside the app.
    pub id: String,
    /// Name as the vendor writes it.
    pub name: String,
    /// The kind of account that has this plan, where the plan settles it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
}

/// Page addresses that only one kind of account has, e.g. a host for personal accounts alone.
///
/// Many hosts serve both kinds under different terms; name only what the vendor itself keeps apart.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct AccountSign {
    /// The kind of account that these pages show.
    pub account: Account,
    /// Hosts.
    pub hosts: Vec<HostPattern>,
    /// Paths on these hosts; every path if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<PathPattern>,
    /// Where that is known from, and where the knowledge ends.
    pub note: String,
}

/// Under whose terms an account is used.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Account {
    /// Provided by an organisation under its contract.
    Work,
    /// A person's own.
    Personal,
}

impl Account {
    /// The word used in JSON, on the command line and in message keys.
    pub fn as_str(self) -> &'static str {
        match self {
            Account::Work => "work",
            Account::Personal => "personal",
        }
    }
}

/// How well an observation is known. Only `A` and `B` may raise an alert.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub enum Grade {
    /// Two or more independent observations.
    A,
    /// One observation, or one working client.
    B,
    /// Only a name in the app's own code.
    C,
    /// Not verified.
    D,
}

impl Grade {
    /// Whether this is enough for an alert.
    pub fn may_alert(self) -> bool {
        self <= Grade::B
    }
}

/// Turns a request into an activity.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Indicator {
    /// Short stable id, unique inside the app.
    pub id: String,
    /// The activity that it shows.
    pub activity: Activity,
    /// How well that is known.
    pub confidence: Grade,
    /// HTTP methods; any if left out. A request whose method was not seen is not refused for that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub methods: Vec<String>,
    /// Hosts; all hosts of the app if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hosts: Vec<HostPattern>,
    /// Paths, e.g. `/api/chat.postMessage`, `/api/search.modules.*`, `/upload/**`, `/c/{id:[0-9a-f-]+}`.
    pub paths: Vec<PathPattern>,
    /// Query parameters that must be there, with this value, or with any value for `*`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub query: BTreeMap<String, String>,
    /// Whether opening a page with such an address shows the activity as well, not only a request for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub page: bool,
    /// What a careless reader gets wrong, or where the knowledge ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

fn is_false(value: &bool) -> bool {
    !value
}

/// A named place in the page, found by selector, or by role and accessible name as a screen reader would.
///
/// Selectors are preferred in this order: test ids, stable ids, ARIA role and name, class names. Names
/// are localised: give those that are known, and rather an id.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Surface {
    /// Short stable id, unique inside the app.
    pub id: String,
    /// CSS selectors, any of which finds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub selectors: Vec<String>,
    /// Roles and accessible names, any of which finds it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub named: Vec<Named>,
    /// Paths of the pages it counts on; any page of the app if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<PathPattern>,
    /// What is reported: that it appeared, or that it was clicked.
    pub on: SurfaceEvent,
    /// The kind of account that has it, where the app itself shows that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<Account>,
    /// The activity that it shows; without one the surface only says that the app is still recognised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
    /// How well that is known.
    pub confidence: Grade,
    /// What a careless reader gets wrong, or where the knowledge ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// A role and the accessible names under which it is wanted.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Named {
    /// ARIA role.
    pub role: PlaceRole,
    /// Accessible names as the vendor writes them, one per language known; compared whole, without regard to case.
    pub names: Vec<String>,
}

/// ARIA role of a named place.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum PlaceRole {
    /// `role=button` or a native button.
    Button,
    /// `role=link` or a native link.
    Link,
    /// `role=menuitem`.
    Menuitem,
    /// `role=tab`.
    Tab,
    /// `role=textbox`, a text field or an editable element.
    Textbox,
    /// `role=dialog` or a native dialog.
    Dialog,
}

/// What about a surface is worth a signal.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SurfaceEvent {
    /// It was added to the page.
    Appear,
    /// It was clicked or activated by keyboard.
    Click,
}

/// A switch of the vendor's own, found as a screen reader would find it: by role and accessible name.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Setting {
    /// Short stable id, unique inside the app.
    pub id: String,
    /// The practices that it decides about.
    pub practices: Vec<String>,
    /// Paths of the page it is on; any page of the app if left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<PathPattern>,
    /// ARIA role: `switch`, `checkbox`, `radio` or `combobox`.
    pub role: SwitchRole,
    /// Accessible names as the vendor writes them, one per language known; compared whole, without regard to case.
    pub names: Vec<String>,
    /// For a `combobox`: the chosen values that count as on, as the vendor writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_values: Vec<String>,
    /// For a `combobox`: the chosen values that count as off, as the vendor writes them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub off_values: Vec<String>,
    /// What the switch being on means.
    pub on_means: Polarity,
    /// What a careless reader gets wrong, or where the knowledge ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// ARIA role of a switch.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SwitchRole {
    /// `role=switch`.
    Switch,
    /// `role=checkbox` or a native checkbox.
    Checkbox,
    /// `role=radio` or a native radio button.
    Radio,
    /// `role=combobox`, a native select, or a button that shows the chosen value.
    Combobox,
}

/// What a switch being on means for the practice.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Polarity {
    /// On: data feeds the practice.
    Contributes,
    /// On: the practice is blocked.
    Blocks,
}
