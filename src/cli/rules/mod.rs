//! `trainspotter rules list|show|compare|check|new|schema|image|hosts`

mod check;
mod compare;
mod image;
mod list;
mod new;
mod show;

use super::{Failure, Format};
use clap::Subcommand;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::Ruleset;
use trainspotter::rule::VendorFile;
use trainspotter::translation::Translation;

pub(super) use check::read;

#[derive(Subcommand)]
pub(super) enum Command {
    /// List every practice with its verdict when nothing else is known.
    List {
        /// Only those whose newest primary evidence is older than 180 days, the oldest first.
        #[arg(long)]
        due: bool,
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Show everything about a practice.
    Show {
        /// Id of the practice.
        id: String,
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Put vendors side by side, by the kind of data that enters.
    Compare(compare::Options),
    /// Check rule files, and run their examples; the shipped ones if no path is given.
    Check {
        /// Files or folders.
        paths: Vec<PathBuf>,
        /// Check them as files of one's own that are added to the shipped ones.
        #[arg(long)]
        custom: bool,
        /// Output.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Start a rule file for a vendor: it fails the check until everything that matters is filled in.
    New {
        /// Id of the vendor: lower-case letters, digits and hyphens.
        vendor: String,
        /// Folder for the file.
        #[arg(long, default_value = "extension/rules")]
        folder: PathBuf,
    },
    /// Print what is left to translate: the English texts of every practice without a translation of exactly these texts.
    Untranslated {
        /// Language, e.g. de.
        language: String,
    },
    /// Print the JSON schema of rule files.
    Schema,
    /// Write the rules as the extension loads them: one prepared block of bytes. The same rules always give the same bytes.
    Image {
        /// Where to; standard output if left out.
        #[arg(long)]
        output: Option<PathBuf>,
        /// The texts of the rules in this language instead, e.g. de.
        #[arg(long, conflicts_with = "verify")]
        language: Option<String>,
        /// Only say whether this image can be used, and what is in it.
        #[arg(long, conflicts_with = "output")]
        verify: Option<PathBuf>,
    },
    /// Print the pages on which the extension runs, as match patterns, one per line.
    Hosts,
}

pub(super) fn run(command: &Command) -> Result<ExitCode, Failure> {
    let mut out = io::stdout().lock();
    match command {
        Command::List { due, format } => list::run(&mut out, *due, *format),
        Command::Show { id, format } => show::run(&mut out, id, *format),
        Command::Compare(options) => compare::run(&mut out, options),
        Command::Check { paths, custom, format } => check::run(&mut out, paths, *custom, *format),
        Command::New { vendor, folder } => new::run(&mut out, vendor, folder),
        Command::Untranslated { language } => {
            let done = Translation::shipped(language).unwrap_or_default();
            serde_json::to_writer_pretty(&mut out, &done.missing(&Ruleset::shipped()))?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Schema => {
            let schema = schemars::schema_for!(VendorFile);
            serde_json::to_writer_pretty(&mut out, &schema)?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Command::Image { verify: Some(file), .. } => image::verify(&mut out, file),
        Command::Image { output, language, .. } => image::write(&mut out, output.as_deref(), language.as_deref()),
        Command::Hosts => {
            for host in Ruleset::shipped().page_hosts() {
                writeln!(out, "https://{host}/*")?;
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}
