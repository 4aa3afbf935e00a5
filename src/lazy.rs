//! The rules of one vendor, read when they are first needed.

use crate::image::Names;
use crate::packed::{Packed, Unpacker};
use crate::pattern::SegmentForm;
use crate::rule::VendorFile;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// Rules that are there already, or that stand in an image. Used like the rules themselves.
#[derive(Clone, Debug)]
pub struct Rules(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    names: Names,
    image: Option<(Arc<Content>, Place)>,
    read: OnceLock<VendorFile>,
}

/// The rules of an image, of all vendors.
#[derive(Debug)]
pub(crate) struct Content {
    pub bytes: Vec<u8>,
    pub forms: Vec<SegmentForm>,
}

/// Where the rules of one vendor stand in it.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    pub numbers: Range<usize>,
    pub texts: Range<usize>,
}

impl Rules {
    /// Rules in an image.
    pub(crate) fn kept(names: Names, image: Arc<Content>, place: Place) -> Rules {
        Rules(Arc::new(Kept { names, image: Some((image, place)), read: OnceLock::new() }))
    }

    /// What is known without reading the rules.
    pub(crate) fn names(&self) -> &Names {
        &self.0.names
    }
}

impl From<VendorFile> for Rules {
    fn from(rules: VendorFile) -> Rules {
        Rules(Arc::new(Kept { names: Names::of(&rules), image: None, read: OnceLock::from(rules) }))
    }
}

impl serde::Serialize for Rules {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (**self).serialize(serializer)
    }
}

fn read(image: &Content, place: &Place) -> Option<VendorFile> {
    let (numbers, texts) = (image.bytes.get(place.numbers.clone())?, image.bytes.get(place.texts.clone())?);
    VendorFile::unpack(&mut Unpacker::of(numbers, texts, &image.forms))
}

impl Deref for Rules {
    type Target = VendorFile;

    fn deref(&self) -> &VendorFile {
        self.0.read.get_or_init(|| {
            // An image whose checksum is right was written by this code; what it cannot read knows nothing.
            self.0.image.as_ref().and_then(|(image, place)| read(image, place)).unwrap_or_default()
        })
    }
}
