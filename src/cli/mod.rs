//! Commands, their options and exit codes.
//!
//! Exit 0: done. 1: a finding at or above `--fail-on`. 2: bad usage or unreadable input.

mod audit;
mod classify;
mod compare;
mod document;
mod letter;
mod lines;
mod read;
mod rules;
mod settings;
mod timeline;
mod watch;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use trainspotter::rule::Account;
use trainspotter::{Context, Engine, PartialDate, Ruleset};

/// Tells which data practice of a vendor a web app's activity feeds, by default, with dated evidence.
#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Say what the apps in HAR captures did and what that means.
    Audit(audit::Options),
    /// Classify signals: NDJSON on standard input, one NDJSON line each on standard output.
    Classify(ContextOptions),
    /// List, show and check rules.
    #[command(subcommand)]
    Rules(rules::Command),
    /// Show and check what an organisation may decide by managed policy.
    #[command(subcommand)]
    Settings(settings::Command),
    /// Read a policy document: which sentences say that it trains, that it does not, or how to opt out.
    Read(read::Options),
    /// Is the passage that a rule rests on still on the page, and does it mean the same?
    Compare(compare::Options),
    /// List what changed about training over the dated versions of a policy.
    Watch(watch::Options),
    /// Write the opt-out letter of a practice, or its steps.
    Letter(letter::Options),
}

/// What is known besides the signals.
#[derive(Args)]
struct ContextOptions {
    /// Plan of an app, by the ids that `rules show` lists; repeatable.
    #[arg(long, value_name = "APP=PLAN", value_parser = pair)]
    plan: Vec<(String, String)>,
    /// Kind of account used with an app: work or personal; repeatable.
    #[arg(long, value_name = "APP=KIND", value_parser = pair)]
    account: Vec<(String, String)>,
    /// Region: a lower-case country code, eu or eea.
    #[arg(long)]
    region: Option<String>,
    /// The day to judge for; today if left out.
    #[arg(long, value_name = "YYYY-MM-DD")]
    now: Option<PartialDate>,
    /// Rule file of one's own, or a folder of them, used besides the shipped ones; repeatable.
    #[arg(long, value_name = "PATH")]
    rules: Vec<PathBuf>,
}

/// Output for people or for programs.
#[derive(Clone, Copy, Eq, PartialEq, ValueEnum)]
enum Format {
    Text,
    Json,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (app, value) = text.split_once('=').ok_or_else(|| format!("write APP=VALUE, not \"{text}\""))?;
    Ok((app.to_owned(), value.to_owned()))
}

/// A message for the person at the keyboard; ends the command with exit code 2.
#[derive(Debug)]
struct Failure(String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        match error.kind() {
            // The system's own words differ; these are the ones that the end of a pipe is known by.
            io::ErrorKind::BrokenPipe => Failure(io::Error::from(io::ErrorKind::BrokenPipe).to_string()),
            _ => Failure(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Failure {
        error
            .io_error_kind()
            .map_or_else(|| Failure(error.to_string()), |kind| Failure(io::Error::from(kind).to_string()))
    }
}

impl ContextOptions {
    /// The engine with the shipped rules and those of one's own.
    fn engine(&self) -> Result<Engine, Failure> {
        if self.rules.is_empty() {
            return Ok(Engine::new(Ruleset::shipped()));
        }
        let texts = rules::read(&self.rules)?;
        let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let (rules, problems) = Ruleset::shipped().with_custom(pairs, self.now.unwrap_or_else(today));
        if problems.is_empty() {
            return Ok(Engine::new(rules));
        }
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        Err(Failure(format!("--rules: nothing was done, since the rules have problems\n{}", list.join("\n"))))
    }

    fn context(&self, engine: &Engine) -> Result<Context, Failure> {
        let mut context = Context::on(self.now.unwrap_or_else(today));
        for (id, plan) in &self.plan {
            let (app, known) = plans(engine, id)?;
            if !known.iter().any(|name| name == plan) {
                let list = if known.is_empty() { "none".to_owned() } else { known.join(", ") };
                return Err(Failure(format!("--plan: {app} has no plan \"{plan}\"; its plans are: {list}")));
            }
            context.plans.insert(id.clone(), plan.clone());
        }
        for (id, kind) in &self.account {
            plans(engine, id)?;
            let account = match kind.as_str() {
                "work" => Account::Work,
                "personal" => Account::Personal,
                _ => return Err(Failure(format!("--account: write {id}=work or {id}=personal, not \"{kind}\""))),
            };
            context.accounts.insert(id.clone(), account);
        }
        context.region.clone_from(&self.region);
        Ok(context)
    }
}

/// The app of a context key (`app` or `app/tenant`) and its plan ids.
fn plans(engine: &Engine, key: &str) -> Result<(String, Vec<String>), Failure> {
    let id = key.split('/').next().unwrap_or(key);
    let files = engine.ruleset().files().iter();
    let app = files.flat_map(|file| &file.rules.apps).find(|app| app.id == id);
    let app = app.ok_or_else(|| Failure(format!("there is no app \"{id}\"; `trainspotter rules list` names them")))?;
    Ok((app.id.clone(), app.plans.iter().map(|plan| plan.id.clone()).collect()))
}

fn today() -> PartialDate {
    let date = time::OffsetDateTime::now_utc().date();
    // A clock outside the years that a date can hold is no clock; the fallback keeps the command usable.
    PartialDate::new(date.year(), date.month().into(), date.day()).unwrap_or_default()
}

/// Parses the arguments and runs the command.
pub(crate) fn run() -> ExitCode {
    let result = match Cli::parse().command {
        Command::Audit(options) => audit::run(&options),
        Command::Classify(options) => classify::run(&options),
        Command::Rules(command) => rules::run(&command),
        Command::Settings(command) => settings::run(&command),
        Command::Read(options) => read::run(&options),
        Command::Compare(options) => compare::run(&options),
        Command::Watch(options) => watch::run(&options),
        Command::Letter(options) => letter::run(&options),
    };
    match result {
        Ok(code) => code,
        // The reader of our output has left, as `head` does: nothing is wrong.
        Err(Failure(message)) if message == io::Error::from(io::ErrorKind::BrokenPipe).to_string() => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("trainspotter: {failure}");
            ExitCode::from(2)
        }
    }
}
