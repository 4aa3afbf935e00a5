//! Vendors side by side: what each says it does with which kind of data.
//!
//! No grades: the cells hold what the rules hold, with the age of the evidence.

use crate::context::Context;
use crate::date::PartialDate;
use crate::engine::Engine;
use crate::finding::PlanName;
use crate::judge;
use crate::practice::{Channel, DataKind, Practice, Role, SourceKind, Training};
use crate::rule::Account;
use crate::verdict::Verdict;
use serde::Serialize;

/// Vendors side by side.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The day the verdicts hold for.
    pub now: PartialDate,
    /// The vendors, in the order asked for.
    pub vendors: Vec<Column>,
    /// One row per kind of data, in the order of the rule language; kinds that nobody mentions are left out.
    pub rows: Vec<Row>,
}

/// A vendor.
#[derive(Clone, Debug, Serialize)]
pub struct Column {
    /// Id of the vendor.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Names of its apps.
    pub apps: Vec<String>,
}

/// A kind of data.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The kind of data.
    pub data: DataKind,
    /// For each vendor the practices that this kind of data enters.
    pub cells: Vec<Vec<Cell>>,
}

/// One practice of one vendor.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Cell {
    /// Id of the practice.
    pub practice: String,
    /// A few words that name it.
    pub title: String,
    /// Names of the apps that it concerns.
    pub apps: Vec<String>,
    /// The default, where no case says otherwise.
    pub training: Training,
    /// The verdict while neither plan nor account nor region is known.
    pub verdict: Verdict,
    /// What it is for some plans, accounts and regions.
    pub cases: Vec<CellCase>,
    /// Who can opt out.
    pub who: Vec<Role>,
    /// The same in words.
    pub who_note: String,
    /// The way to opt out.
    pub channel: Channel,
    /// In force from.
    pub since: Option<PartialDate>,
    /// When the newest primary evidence was last seen.
    pub checked: PartialDate,
    /// Days since then; never negative.
    pub age_days: i64,
    /// Whether that is older than the limit.
    pub stale: bool,
}

/// A default that holds for some plans, accounts or regions.
#[derive(Clone, Debug, Serialize)]
pub struct CellCase {
    /// Plans as the vendor names them.
    pub plans: Vec<PlanName>,
    /// Kinds of account.
    pub accounts: Vec<Account>,
    /// Regions.
    pub regions: Vec<String>,
    /// The verdict there.
    pub verdict: Verdict,
    /// In words.
    pub note: String,
}

const KINDS: [DataKind; 11] = [
    DataKind::Content,
    DataKind::Files,
    DataKind::Prompts,
    DataKind::Code,
    DataKind::AudioVideo,
    DataKind::Searches,
    DataKind::Embeddings,
    DataKind::Usage,
    DataKind::Metadata,
    DataKind::Workspace,
    DataKind::Profile,
];

impl Engine {
    /// Puts vendors side by side, by id or by the id of one of their apps, in the language in use.
    ///
    /// # Errors
    /// The first id that names neither a vendor nor an app.
    pub fn compare(&self, vendors: &[String], context: &Context) -> Result<Comparison, String> {
        let mut files = Vec::new();
        for id in vendors {
            let is =
                |rules: &crate::rule::VendorFile| rules.vendor.id == *id || rules.apps.iter().any(|app| app.id == *id);
            let file = self.ruleset().files().iter().find(|file| is(&file.rules)).ok_or_else(|| id.clone())?;
            if !files.iter().any(|known: &&crate::ruleset::RuleFile| std::ptr::eq(*known, file)) {
                files.push(file);
            }
        }
        let columns = files.iter().map(|file| Column {
            id: file.rules.vendor.id.clone(),
            name: file.rules.vendor.name.clone(),
            apps: file.rules.apps.iter().map(|app| app.name.clone()).collect(),
        });
        let rows = KINDS.into_iter().filter_map(|data| {
            let cells: Vec<Vec<Cell>> = files
                .iter()
                .map(|file| {
                    let concerned = file.rules.practices.iter().filter(|practice| practice.data.contains(&data));
                    concerned.map(|practice| self.cell(&self.in_words(practice), context)).collect()
                })
                .collect();
            cells.iter().any(|cell| !cell.is_empty()).then_some(Row { data, cells })
        });
        Ok(Comparison { now: context.now, vendors: columns.collect(), rows: rows.collect() })
    }

    fn cell(&self, practice: &Practice, context: &Context) -> Cell {
        let apps: Vec<_> =
            practice.apps.iter().filter_map(|id| self.ruleset().app_by_id(id)).map(|(_, app)| app).collect();
        let plan = |id: &String| {
            let known = apps.iter().flat_map(|app| &app.plans).find(|plan| plan.id == *id);
            PlanName { id: id.clone(), name: known.map_or(id, |plan| &plan.name).clone() }
        };
        let primary =
            practice.evidence.iter().filter(|piece| piece.kind == SourceKind::Primary).map(|piece| piece.checked);
        let newest = primary.max().or_else(|| practice.evidence.iter().map(|piece| piece.checked).max());
        let checked = newest.unwrap_or_default();
        let age_days = checked.days_until(context.now).max(0);
        Cell {
            practice: practice.id.clone(),
            title: practice.title.clone(),
            apps: apps.iter().map(|app| app.name.clone()).collect(),
            training: practice.training,
            verdict: self.verdict_with_nothing_known(practice, context),
            cases: practice
                .cases
                .iter()
                .chain(&practice.exceptions)
                .map(|case| CellCase {
                    plans: case.when.plans.iter().map(plan).collect(),
                    accounts: case.when.accounts.clone(),
                    regions: case.when.regions.clone(),
                    verdict: judge::verdict_of(practice, case.training, context),
                    note: case.note.clone(),
                })
                .collect(),
            who: practice.opt_out.who.clone(),
            who_note: practice.opt_out.who_note.clone(),
            channel: practice.opt_out.channel,
            since: practice.since,
            checked,
            age_days,
            stale: age_days > i64::from(context.stale_after_days),
        }
    }
}
