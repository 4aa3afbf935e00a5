//! A set of rule files, loaded: what is well-formed is used, what is not is reported.
//!
//! One bad file never silences the others. Shipped rules were checked by the build and are only
//! read; rules from elsewhere go through `Ruleset::load`, which reports every problem.

use crate::lazy::Rules;
use crate::practice::Practice;
use crate::rule::App;
use crate::tables::{AppRef, Tables};

#[cfg(feature = "check")]
mod load;

/// The command line has the JSON, for people to read; the extension gets it as an image.
#[cfg(feature = "cli")]
static SHIPPED: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/extension/rules");

/// A rule file and its name.
#[derive(Clone, Debug)]
pub struct RuleFile {
    /// Name, for messages.
    pub name: String,
    /// Content.
    pub rules: Rules,
    /// Whether it was added by a user or an organisation, and does not ship with this version.
    pub custom: bool,
}

/// A set of rule files.
#[derive(Clone, Debug, Default)]
pub struct Ruleset {
    files: Vec<RuleFile>,
    /// The tables that came with the files, if they did.
    prepared: Option<Tables>,
}

impl Ruleset {
    /// Names and texts of the rule files that ship with this version.
    #[cfg(feature = "cli")]
    pub fn shipped_texts() -> impl Iterator<Item = (&'static str, &'static str)> {
        SHIPPED.files().filter_map(|file| {
            let name = file.path().file_name()?.to_str()?;
            (name.ends_with(".json") && name != crate::schema::FILE_NAME).then_some((name, file.contents_utf8()?))
        })
    }

    /// The rules that ship with this version, which the build has checked.
    #[cfg(feature = "cli")]
    pub fn shipped() -> Ruleset {
        let parse = |(name, text): (&str, &str)| {
            let rules: crate::rule::VendorFile = serde_json::from_str(text).ok()?;
            Some(RuleFile { name: name.to_owned(), rules: rules.into(), custom: false })
        };
        let mut files: Vec<RuleFile> = Ruleset::shipped_texts().filter_map(parse).collect();
        files.sort_by(|a, b| a.name.cmp(&b.name));
        Ruleset { files, prepared: None }
    }

    /// Files as they are, unchecked.
    #[cfg(test)]
    pub(crate) fn of(files: Vec<RuleFile>) -> Ruleset {
        Ruleset { files, prepared: None }
    }

    /// Files that were prepared by the build, with their tables.
    pub(crate) fn prepared(files: Vec<RuleFile>, tables: Tables) -> Ruleset {
        Ruleset { files, prepared: Some(tables) }
    }

    /// The tables by which signals find their rules; `None` if there are too many rules to number.
    pub(crate) fn tables(&self) -> Option<Tables> {
        if let Some(tables) = &self.prepared {
            return Some(tables.clone());
        }
        #[cfg(feature = "check")]
        return Tables::of(self.apps()).ok();
        #[cfg(not(feature = "check"))]
        None
    }

    /// The files of the set.
    pub fn files(&self) -> &[RuleFile] {
        &self.files
    }

    /// Every practice with the file it stands in.
    pub fn practices(&self) -> impl Iterator<Item = (&RuleFile, &Practice)> {
        self.files.iter().flat_map(|file| file.rules.practices.iter().map(move |practice| (file, practice)))
    }

    /// A practice by id, with the file it stands in.
    pub fn practice(&self, id: &str) -> Option<(&RuleFile, &Practice)> {
        self.files.iter().find_map(|file| {
            let at = file.rules.names().practices.iter().position(|(known, _)| known == id)?;
            Some((file, file.rules.practices.get(at)?))
        })
    }

    /// Hosts on whose pages the extension runs, sorted, without repetition.
    pub fn page_hosts(&self) -> Vec<String> {
        let pages = self.apps().flat_map(|(_, app)| &app.pages);
        sorted(pages.flat_map(|pages| &pages.hosts).map(ToString::to_string))
    }

    /// Every form in the rules, as often as it is written.
    #[cfg(feature = "check")]
    pub(crate) fn forms(&self) -> impl Iterator<Item = &crate::pattern::SegmentForm> {
        self.apps().flat_map(|(_, app)| {
            let sources = || app.tenant.iter().flat_map(|rule| &rule.from);
            let pages = app.pages.iter().flat_map(|pages| pages.paths.iter().chain(&pages.except));
            let signs = app.accounts.iter().flat_map(|sign| &sign.paths);
            let indicators = app.indicators.iter().flat_map(|indicator| &indicator.paths);
            let surfaces = app.surfaces.iter().flat_map(|surface| &surface.paths);
            let settings = app.settings.iter().flat_map(|setting| &setting.paths);
            let of_sources = sources().filter_map(|source| source.path.as_ref());
            let paths = pages.chain(signs).chain(indicators).chain(surfaces).chain(settings).chain(of_sources);
            paths.flat_map(|path| path.forms()).chain(sources().filter_map(|source| source.form.as_ref()))
        })
    }

    pub(crate) fn apps(&self) -> impl Iterator<Item = (AppRef, &App)> {
        self.files.iter().enumerate().flat_map(|(file, rules)| {
            rules.rules.apps.iter().enumerate().map(move |(app, entry)| (AppRef { file, app }, entry))
        })
    }

    pub(crate) fn app(&self, at: AppRef) -> &App {
        &self.files[at.file].rules.apps[at.app]
    }

    /// Where the app with this id stands; the file that names it is asked first.
    pub(crate) fn place_of(&self, id: &str, first: usize) -> Option<AppRef> {
        let in_file = |file: usize| {
            let app = self.files.get(file)?.rules.names().apps.iter().position(|known| known == id)?;
            Some(AppRef { file, app })
        };
        in_file(first).or_else(|| (0..self.files.len()).find_map(in_file))
    }

    pub(crate) fn app_by_id(&self, id: &str) -> Option<(AppRef, &App)> {
        let at = self.place_of(id, 0)?;
        Some((at, self.files.get(at.file)?.rules.apps.get(at.app)?))
    }

    /// Numbers of vendors, apps and practices, without reading their rules.
    pub fn counts(&self) -> [usize; 3] {
        let names = || self.files.iter().map(|file| file.rules.names());
        [
            self.files.len(),
            names().map(|names| names.apps.len()).sum(),
            names().map(|names| names.practices.len()).sum(),
        ]
    }
}

/// Texts in their order, each once. The lists are short, and sorting of any length is much code.
pub(crate) fn sorted(texts: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut sorted = Vec::new();
    texts.into_iter().for_each(|text| put(&mut sorted, text));
    sorted
}

fn put(sorted: &mut Vec<String>, text: String) {
    if let Err(place) = sorted.binary_search(&text) {
        sorted.insert(place, text);
    }
}
