//! `trainspotter rules compare VENDOR...`

use super::super::{ContextOptions, Failure};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;
use trainspotter::comparison::{Cell, CellCase, Comparison};
use trainspotter::report::{html, words};

#[derive(Args)]
pub(in crate::cli) struct Options {
    /// Ids of vendors or of their apps, as `rules list` names them.
    #[arg(required = true, value_name = "VENDOR")]
    vendors: Vec<String>,
    /// Output.
    #[arg(long, value_enum, default_value_t = Form::Text)]
    format: Form,
    #[command(flatten)]
    context: ContextOptions,
}

#[derive(Clone, Copy, ValueEnum)]
enum Form {
    /// For reading in a terminal.
    Text,
    /// For programs.
    Json,
    /// One page for publishing.
    Html,
}

pub(super) fn run(out: &mut impl Write, options: &Options) -> Result<ExitCode, Failure> {
    let engine = options.context.engine()?;
    let context = options.context.context(&engine)?;
    let compared = engine
        .compare(&options.vendors, &context)
        .map_err(|id| Failure(format!("there is no vendor or app \"{id}\"; `trainspotter rules list` names them")))?;
    match options.format {
        Form::Text => text(out, &compared)?,
        Form::Json => {
            serde_json::to_writer_pretty(&mut *out, &compared)?;
            writeln!(out)?;
        }
        Form::Html => out.write_all(html::comparison(&compared).as_bytes())?,
    }
    Ok(ExitCode::SUCCESS)
}

fn text(out: &mut impl Write, compared: &Comparison) -> io::Result<()> {
    for row in &compared.rows {
        writeln!(out, "{}", words::plain(&row.data))?;
        for (vendor, cells) in compared.vendors.iter().zip(&row.cells) {
            if cells.is_empty() {
                writeln!(out, "  {}: not mentioned in the rules", vendor.name)?;
            }
            for practice in cells {
                cell(out, &vendor.name, practice)?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "Verdicts for {}, for a person of whom no more is known than was given.", compared.now)
}

fn cell(out: &mut impl Write, vendor: &str, cell: &Cell) -> io::Result<()> {
    writeln!(out, "  {vendor}: {}: {} [{}]", words::verdict(cell.verdict), cell.title, cell.practice)?;
    for case in &cell.cases {
        writeln!(out, "      {}{}", place(case), words::verdict(case.verdict))?;
    }
    let who = match words::roles(&cell.who) {
        who if who.is_empty() => format!("nobody, or not needed ({})", words::plain(&cell.channel)),
        who => who,
    };
    let stale = if cell.stale { ", stale" } else { "" };
    writeln!(out, "      can be stopped by: {who}; evidence {} days old{stale}", cell.age_days)
}

fn place(case: &CellCase) -> String {
    let plans = case.plans.iter().map(|plan| plan.name.clone());
    let accounts = case.accounts.iter().map(|account| format!("{} account", account.as_str()));
    let place: Vec<String> = plans.chain(accounts).chain(case.regions.iter().cloned()).collect();
    if place.is_empty() { String::new() } else { format!("{}: ", place.join(", ")) }
}
