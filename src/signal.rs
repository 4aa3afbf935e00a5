//! One observed fact.
//!
//! A signal says where something happened and of what kind it was. It has no field that could hold a
//! message, a keystroke or a request body: what cannot be held cannot leak.

use serde::{Deserialize, Serialize};

/// One fact that a sensor, a capture or a person reports.
///
/// Unknown fields are ignored and absent ones are `None`, so that a log line may carry more than is
/// needed here.
#[derive(Clone, Debug, Deserialize, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Signal {
    /// A page was opened or navigated to.
    Page {
        /// Address of the page.
        url: String,
    },
    /// The page made a request.
    Request {
        /// Address of the request.
        url: String,
        /// HTTP method, where the sensor can see it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        method: Option<String>,
        /// Resource type (`xhr`, `fetch`, `image`, ...), where known.
        #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
        resource_type: Option<String>,
        /// Address of the page that made it, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<String>,
    },
    /// A named DOM surface of an app appeared or was used.
    Surface {
        /// Id of the app whose rules name the surface.
        app: String,
        /// Id of the surface in those rules.
        surface: String,
        /// Address of the page it was seen on, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<String>,
    },
    /// A vendor's own switch was seen on or off.
    Setting {
        /// Id of the app whose rules name the switch.
        app: String,
        /// Id of the setting in those rules.
        setting: String,
        /// The state it was seen in.
        state: SwitchState,
        /// Address of the page it was seen on, where known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        page: Option<String>,
    },
}

/// A signal that somebody else keeps: what the engine looks at, without a copy.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Observed<'s> {
    /// As [`Signal::Page`].
    Page {
        /// Address of the page.
        url: &'s str,
    },
    /// As [`Signal::Request`]; the type of a resource says nothing to any rule.
    Request {
        /// Address of the request.
        url: &'s str,
        /// HTTP method, where the sensor can see it.
        method: Option<&'s str>,
        /// Address of the page that made it, where known.
        page: Option<&'s str>,
    },
    /// As [`Signal::Surface`].
    Surface {
        /// Id of the app whose rules name the surface.
        app: &'s str,
        /// Id of the surface in those rules.
        surface: &'s str,
        /// Address of the page it was seen on, where known.
        page: Option<&'s str>,
    },
    /// As [`Signal::Setting`].
    Setting {
        /// Id of the app whose rules name the switch.
        app: &'s str,
        /// Id of the setting in those rules.
        setting: &'s str,
        /// The state it was seen in.
        state: SwitchState,
        /// Address of the page it was seen on, where known.
        page: Option<&'s str>,
    },
}

impl Signal {
    /// The signal without a copy.
    pub fn observed(&self) -> Observed<'_> {
        match self {
            Signal::Page { url } => Observed::Page { url },
            Signal::Request { url, method, page, .. } => {
                Observed::Request { url, method: method.as_deref(), page: page.as_deref() }
            }
            Signal::Surface { app, surface, page } => Observed::Surface { app, surface, page: page.as_deref() },
            Signal::Setting { app, setting, state, page } => {
                Observed::Setting { app, setting, state: *state, page: page.as_deref() }
            }
        }
    }
}

/// State of a switch on a vendor's settings page.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum SwitchState {
    /// The switch is on. What that means is a matter of its polarity in the rule.
    On,
    /// The switch is off.
    Off,
}
