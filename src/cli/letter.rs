//! `trainspotter letter`

use super::{Failure, today};
use clap::{Args, ValueEnum};
use std::io::{self, Write};
use std::process::ExitCode;
use trainspotter::Ruleset;
use trainspotter::finding::Letter;
use trainspotter::letter::{self, Asker};
use trainspotter::practice::{Channel, Role as VendorRole};
use trainspotter::translation::Translation;

#[derive(Args)]
pub(super) struct Options {
    /// Id of the practice.
    practice: String,
    /// Address of the workspace, site or organisation.
    #[arg(long, value_name = "URL")]
    tenant: String,
    /// Who writes: an owner to the vendor, a member to their own owner, an administrator does what that role may.
    #[arg(long, value_enum, default_value_t = Role::Member)]
    role: Role,
    /// Language of the letter.
    #[arg(long, default_value = letter::FALLBACK_LANGUAGE)]
    lang: String,
}

#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Role {
    Owner,
    Admin,
    Member,
}

pub(super) fn run(options: &Options) -> Result<ExitCode, Failure> {
    if !letter::languages().any(|language| language == options.lang) {
        let known: Vec<&str> = letter::languages().collect();
        return Err(Failure(format!(
            "--lang: there is no letter in \"{}\"; there are: {}",
            options.lang,
            known.join(", ")
        )));
    }
    let rules = Ruleset::shipped();
    let unknown =
        || Failure(format!("there is no practice \"{}\"; `trainspotter rules list` names them", options.practice));
    let (file, practice) = rules.practice(&options.practice).ok_or_else(unknown)?;
    let translation = Translation::shipped(&options.lang).unwrap_or_default();
    let practice = &*translation.translated(practice);
    let (tenant, date) = (Some(options.tenant.as_str()), today().to_string());
    let mut out = io::stdout().lock();
    let opt_out = &practice.opt_out;
    let may = |role| opt_out.who.contains(&role) || opt_out.who.contains(&VendorRole::Member);
    let ask = |asker| letter::to_own_owner(practice, asker, &file.rules.vendor.name, tenant, &date, &options.lang);
    let written = match options.role {
        Role::Member if !may(VendorRole::Member) => ask(Asker::Member),
        Role::Admin if !may(VendorRole::Admin) => ask(Asker::Admin),
        _ => letter::to_vendor(practice, tenant, &date, &options.lang),
    };
    match written {
        Some(letter) => write_letter(&mut out, &letter)?,
        None if matches!(opt_out.channel, Channel::None | Channel::NotNeeded | Channel::Unknown) => {
            writeln!(out, "{}", opt_out.who_note)?;
            writeln!(out, "{}", opt_out.does_not)?;
        }
        None => {
            writeln!(out, "Who can: {}", opt_out.who_note)?;
            for (number, step) in opt_out.steps.iter().enumerate() {
                writeln!(out, "{}. {step}", number + 1)?;
            }
        }
    }
    if let Some(url) = &opt_out.url {
        writeln!(out, "\n{url}")?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_letter(out: &mut impl Write, letter: &Letter) -> io::Result<()> {
    if let Some(to) = &letter.to {
        writeln!(out, "To: {to}")?;
    }
    writeln!(out, "Subject: {}\n\n{}", letter.subject, letter.body)
}
