//! What of the rules stands in an image, in which order. What is for authors and tests only stays outside.

#[cfg(feature = "check")]
use super::Packer;
use super::{Packed, Unpacker};
use crate::image::{Entry, Names};
use crate::practice::{
    Case, Channel, Confidence, ConfidenceLevel, DataKind, Disagreement, Evidence, Identifiability, IdentifiabilityKind,
    LetterTemplate, ModelKind, OptOut, Practice, Role, Scope, Side, SourceKind, Training,
};
use crate::rule::{
    Account, AccountSign, App, Grade, Indicator, Named, Pages, PlaceRole, Plan, Polarity, Setting, Surface,
    SurfaceEvent, SwitchRole, TenantKind, TenantRule, TenantSource, Vendor, VendorFile,
};
use crate::translation::{Texts, Translation};

/// Fields in their order; what stands after the semicolon is left out.
macro_rules! fields {
    ($type:ident { $($field:ident),* $(; $($left_out:ident),*)? }) => {
        impl Packed for $type {
            #[cfg(feature = "check")]
            fn pack(&self, out: &mut Packer) {
                $(self.$field.pack(out);)*
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<$type> {
                Some($type { $($field: Packed::unpack(from)?,)* $($($left_out: Default::default(),)*)? })
            }
        }
    };
}

/// Words of a closed list, by their number in it. The compiler sees to it that none is missing.
macro_rules! words {
    ($type:ident { $($word:ident),* }) => {
        impl Packed for $type {
            #[cfg(feature = "check")]
            fn pack(&self, out: &mut Packer) {
                out.number(match self { $($type::$word => $type::$word as u32),* });
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<$type> {
                [$($type::$word),*].get(from.number()? as usize).copied()
            }
        }
    };
}

fields!(Entry { name, custom, names, numbers, texts });
fields!(Names { apps, practices });

fields!(VendorFile { schema, vendor, apps, practices; schema_location });
fields!(Vendor { id, name });
fields!(App { id, name, pages, request_hosts, tenant, plans, accounts, indicators, surfaces, settings; notes });
fields!(Pages { hosts, paths, except });
fields!(TenantRule { kind, from, address_hosts, address_except });
fields!(TenantSource { hosts, query, form, path });
fields!(Plan { id, name, account });
fields!(AccountSign { account, hosts, paths; note });
fields!(Indicator { id, activity, confidence, methods, hosts, paths, query, page; note });
fields!(Surface { id, selectors, named, paths, on, account, activity, confidence; note });
fields!(Named { role, names });
fields!(Setting { id, practices, paths, role, names, on_values, off_values, on_means; note });

fields!(Practice {
    id, apps, title, summary, activities, model, data, identifiability, training, cases, exceptions, scope, scope_note,
    since, since_note, announced, confidence, opt_out, evidence, disagreements, replaces;
    notes, history, examples, near_misses
});
fields!(Identifiability { is, claim });
fields!(Scope { plans, accounts, regions });
fields!(Case { when, training, note });
fields!(Confidence { level, why });
fields!(OptOut { who, who_note, channel, only, steps, url, letter, does, does_not });
fields!(LetterTemplate { to, subject, body });
fields!(Evidence { url, publisher, kind, supports, locator, checked, dated });
fields!(Disagreement { about, sides });
fields!(Side { says, url });

fields!(Translation { language, practices });
fields!(Texts {
    source,
    title,
    summary,
    scope_note,
    since_note,
    claim,
    confidence,
    who_note,
    steps,
    does,
    does_not,
    cases,
    exceptions,
    disagreements,
    supports
});

words!(TenantKind { Workspace, Site, Organisation, Server });
words!(Account { Work, Personal });
words!(Grade { A, B, C, D });
words!(PlaceRole { Button, Link, Menuitem, Tab, Textbox, Dialog });
words!(SurfaceEvent { Appear, Click });
words!(SwitchRole { Switch, Checkbox, Radio, Combobox });
words!(Polarity { Contributes, Blocks });
words!(Training {
    Yes,
    ByPlan,
    OptIn,
    No,
    ImprovementOnly,
    ProcessingOnly,
    NotVendorTraining,
    NotStated,
    Unknown,
    NotApplicable
});
words!(ModelKind {
    TraditionalMl,
    GenerativeFirstParty,
    GenerativeThirdParty,
    Mixed,
    ProductAnalytics,
    HumanReview,
    Unknown
});
words!(DataKind {
    Content,
    Files,
    Prompts,
    Code,
    AudioVideo,
    Usage,
    Metadata,
    Workspace,
    Profile,
    Searches,
    Embeddings
});
words!(IdentifiabilityKind { Raw, DeIdentified, Aggregated, Unclear });
words!(ConfidenceLevel { High, Medium, Low });
words!(Role { Member, Admin, Owner, OrgOwner });
words!(Channel { Email, Form, Setting, Support, Contract, None, NotNeeded, Unknown });
words!(SourceKind { Primary, Secondary });
