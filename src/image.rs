//! The rules as one block of bytes, prepared by the build and read in place.
//!
//! A header, the flat tables, an index of names, and then each vendor's rules on their own, which are read
//! when a signal first concerns them. Examples, near misses and notes for authors stay in the JSON, which is
//! the source and is shipped beside the image for people to read. The same rules always give the same bytes.

use crate::form::Form;
use crate::lazy::{Content, Place, Rules};
#[cfg(feature = "check")]
use crate::packed::Packer;
use crate::packed::{Packed, Unpacker};
use crate::pattern::SegmentForm;
use crate::rule::VendorFile;
use crate::ruleset::{RuleFile, Ruleset};
use crate::tables::{Tables, checksum};
use crate::translation::Translation;
#[cfg(feature = "check")]
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// Version of the image; an engine reads its own version alone.
pub const VERSION: u32 = 3;
const MAGIC: [u8; 8] = *b"TSRULES\n";
const TEXTS: [u8; 8] = *b"TSTEXTS\n";
/// Magic, version, length of all, checksum of what follows the header, lengths of both streams of the index.
const HEADER: usize = 32;

/// Why an image is not used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ImageError {
    /// It does not begin as an image does.
    NotAnImage,
    /// It was made for another version of the engine.
    Version(u32),
    /// It has another length than it says.
    Length {
        /// What it says.
        said: usize,
        /// What there is.
        found: usize,
    },
    /// Its content was changed.
    Checksum,
    /// Its parts do not fit together.
    Form,
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let again = "make it again with \"trainspotter rules image\"";
        match self {
            ImageError::NotAnImage => {
                write!(f, "this is no image of rules: it does not begin with TSRULES; {again}")
            }
            ImageError::Version(version) if *version > VERSION => {
                write!(f, "the image has version {version}, this engine reads {VERSION}; update Trainspotter to use it")
            }
            ImageError::Version(version) => {
                write!(f, "the image has version {version}, this engine reads {VERSION}; {again}")
            }
            ImageError::Length { said, found } => {
                write!(f, "the image should have {said} bytes and has {found}: it was cut off or joined; {again}")
            }
            ImageError::Checksum => write!(f, "the image was changed or damaged: its checksum differs; {again}"),
            ImageError::Form => write!(f, "the parts of the image do not fit together; {again}"),
        }
    }
}

impl std::error::Error for ImageError {}

/// What is known of a file without reading its rules.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Names {
    /// Ids of its apps, in order.
    pub apps: Vec<String>,
    /// Ids of its practices, in order, with the apps that each concerns.
    pub practices: Vec<(String, Vec<String>)>,
}

impl Names {
    pub(crate) fn of(rules: &VendorFile) -> Names {
        Names {
            apps: rules.apps.iter().map(|app| app.id.clone()).collect(),
            practices: rules.practices.iter().map(|practice| (practice.id.clone(), practice.apps.clone())).collect(),
        }
    }
}

/// One file in the index: what is known of it, and how long both streams of its rules are.
pub(crate) struct Entry {
    pub name: String,
    pub custom: bool,
    pub names: Names,
    pub numbers: u32,
    pub texts: u32,
}

/// Writes the image of a rule set: header, index of files, tables and forms, then the numbers and then the
/// texts of all files.
///
/// # Errors
/// There are more rules than it can number.
#[cfg(feature = "check")]
pub fn write(ruleset: &Ruleset) -> std::io::Result<Vec<u8>> {
    let too_large = || std::io::Error::other("these are more rules than an image can hold");
    let length = |length: usize| u32::try_from(length).map_err(|_| too_large());
    let (mut index, mut rules) = (Packer::default(), Packer::default());
    index.count(ruleset.files().len());
    for file in ruleset.files() {
        let (numbers, texts) = (rules.numbers.len(), rules.texts.len());
        file.rules.pack(&mut rules);
        let entry = Entry {
            name: file.name.clone(),
            custom: file.custom,
            names: file.rules.names().clone(),
            numbers: length(rules.numbers.len() - numbers)?,
            texts: length(rules.texts.len() - texts)?,
        };
        entry.pack(&mut index);
    }
    ruleset.tables().ok_or_else(too_large)?.pack(&mut index);
    let forms: BTreeMap<String, Form> =
        ruleset.forms().map(|form| (form.as_str().to_owned(), form.compiled().clone())).collect();
    forms.pack(&mut index);
    sealed(MAGIC, &index, &rules).ok_or_else(too_large)
}

/// A block with its header: what it is, version, length of all, checksum of what follows, lengths of the streams
/// of its index.
#[cfg(feature = "check")]
fn sealed(magic: [u8; 8], index: &Packer, rest: &Packer) -> Option<Vec<u8>> {
    let content = [&index.numbers, &index.texts, &rest.numbers, &rest.texts].map(Vec::as_slice).concat();
    let length = |length: usize| u32::try_from(length).ok();
    let mut block = magic.to_vec();
    block.extend([VERSION, length(HEADER + content.len())?].into_iter().flat_map(u32::to_le_bytes));
    block.extend(checksum(&content).to_le_bytes());
    block.extend([length(index.numbers.len())?, length(index.texts.len())?].into_iter().flat_map(u32::to_le_bytes));
    block.extend(content);
    Some(block)
}

/// Writes the texts of another language.
///
/// # Errors
/// There are more texts than it can number.
#[cfg(feature = "check")]
pub fn write_texts(translation: &Translation) -> std::io::Result<Vec<u8>> {
    let mut index = Packer::default();
    translation.pack(&mut index);
    sealed(TEXTS, &index, &Packer::default())
        .ok_or_else(|| std::io::Error::other("these are more texts than an image can hold"))
}

/// Reads the texts of another language.
///
/// # Errors
/// Says why the bytes cannot be used, and what to do.
pub fn read_texts(bytes: &[u8]) -> Result<Translation, ImageError> {
    let [numbers, texts, _] = unsealed(TEXTS, bytes)?;
    Translation::unpack(&mut Unpacker::of(numbers, texts, &[])).ok_or(ImageError::Form)
}

/// Opens an image; the rules of each vendor are read when they are first needed.
///
/// # Errors
/// Says why the bytes cannot be used, and what to do.
pub fn read(bytes: &[u8]) -> Result<Ruleset, ImageError> {
    let [numbers, texts, rules] = unsealed(MAGIC, bytes)?;
    opened(numbers, texts, rules).ok_or(ImageError::Form)
}

/// Both streams of the index of a block that is whole, and what follows them.
fn unsealed(magic: [u8; 8], bytes: &[u8]) -> Result<[&[u8]; 3], ImageError> {
    if !bytes.starts_with(&magic) {
        return Err(ImageError::NotAnImage);
    }
    let number = |at: usize| bytes.get(at..at + 4).and_then(|four| four.try_into().ok()).map_or(0, u32::from_le_bytes);
    let size = |at: usize| usize::try_from(number(at)).unwrap_or(usize::MAX);
    if number(8) != VERSION {
        return Err(ImageError::Version(number(8)));
    }
    if size(12) != bytes.len() {
        return Err(ImageError::Length { said: size(12), found: bytes.len() });
    }
    let content = bytes.get(HEADER..).ok_or(ImageError::Form)?;
    let said = u64::from(number(16)) | u64::from(number(20)) << 32;
    if checksum(content) != said {
        return Err(ImageError::Checksum);
    }
    let parts = content.split_at_checked(size(24)).and_then(|(numbers, rest)| {
        let (texts, rest) = rest.split_at_checked(size(28))?;
        Some([numbers, texts, rest])
    });
    parts.ok_or(ImageError::Form)
}

fn opened(numbers: &[u8], texts: &[u8], rules: &[u8]) -> Option<Ruleset> {
    let mut index = Unpacker::of(numbers, texts, &[]);
    let entries = Vec::<Entry>::unpack(&mut index)?;
    let tables = Tables::unpack(&mut index)?;
    let forms = Vec::<(String, Form)>::unpack(&mut index)?;
    let forms = forms.into_iter().map(|(text, table)| SegmentForm::with_table(text, table)).collect();
    if !index.is_at_end() {
        return None;
    }
    let kept = Arc::new(Content { bytes: rules.to_vec(), forms });
    let mut number = 0_usize;
    let mut text = entries.iter().try_fold(0_usize, |sum, entry| sum.checked_add(entry.numbers as usize))?;
    let mut files = Vec::with_capacity(entries.len());
    for Entry { name, custom, names, numbers, texts } in entries {
        let place =
            Place { numbers: number..number + numbers as usize, texts: text..text.checked_add(texts as usize)? };
        (number, text) = (place.numbers.end, place.texts.end);
        files.push(RuleFile { name, custom, rules: Rules::kept(names, kept.clone(), place) });
    }
    (text == kept.bytes.len()).then(|| Ruleset::prepared(files, tables))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_rules_give_the_same_image_and_the_same_rules_again() {
        let shipped = Ruleset::shipped();
        let image = write(&shipped).unwrap();
        assert_eq!(image, write(&Ruleset::shipped()).unwrap());
        let read = read(&image).unwrap();
        assert_eq!(write(&read).unwrap(), image);
        assert!(read.files().len() >= 60, "{}", read.files().len());
        for (before, after) in shipped.files().iter().zip(read.files()) {
            assert_eq!(before.rules.names(), after.rules.names());
            let plain = |file: &RuleFile| {
                let mut rules = (*file.rules).clone();
                for practice in &mut rules.practices {
                    (practice.examples, practice.near_misses) = (Vec::new(), Vec::new());
                    (practice.notes, practice.history) = (Vec::new(), Vec::new());
                }
                for app in &mut rules.apps {
                    app.notes.clear();
                    app.indicators.iter_mut().for_each(|entry| entry.note = None);
                    app.surfaces.iter_mut().for_each(|entry| entry.note = None);
                    app.settings.iter_mut().for_each(|entry| entry.note = None);
                    app.accounts.iter_mut().for_each(|entry| entry.note.clear());
                }
                rules.schema_location = None;
                serde_json::to_value(rules).unwrap()
            };
            assert_eq!(plain(before), plain(after), "{}", before.name);
        }
    }

    #[test]
    fn texts_of_every_language_are_read_as_they_were_written() {
        let languages: Vec<&str> = Translation::languages().collect();
        assert!(languages.len() >= 4, "{languages:?}");
        for language in languages {
            let written = Translation::shipped(language).unwrap();
            let texts = write_texts(&written).unwrap();
            assert_eq!(read_texts(&texts).unwrap().practices, written.practices);
            assert_eq!(read(&texts).err(), Some(ImageError::NotAnImage));
            assert_eq!(read_texts(&texts[1..]).err(), Some(ImageError::NotAnImage));
            let mut changed = texts.clone();
            changed[texts.len() / 2] ^= 1;
            assert_eq!(read_texts(&changed).err(), Some(ImageError::Checksum));
        }
    }

    #[test]
    fn what_is_no_image_is_refused_with_the_reason() {
        let image = write(&Ruleset::default()).unwrap();
        assert!(read(&image).is_ok());
        assert_eq!(read(b"{}").err(), Some(ImageError::NotAnImage));
        assert_eq!(read(&[]).err(), Some(ImageError::NotAnImage));
        let changed = |at: usize, to: u8| {
            let mut changed = image.clone();
            changed[at] = to;
            read(&changed).err()
        };
        assert_eq!(changed(8, 9), Some(ImageError::Version(9)));
        assert_eq!(changed(8, 0), Some(ImageError::Version(0)));
        assert_eq!(changed(image.len() - 1, 77), Some(ImageError::Checksum));
        assert_eq!(changed(24, 255), Some(ImageError::Form));
        let short = read(&image[..image.len() - 1]).err();
        assert_eq!(short, Some(ImageError::Length { said: image.len(), found: image.len() - 1 }));
        for length in 0..image.len() {
            assert!(read(&image[..length]).is_err(), "{length}");
        }
        assert!(ImageError::Version(9).to_string().contains("update"));
    }
}
