//! The rules of one vendor, read when they are first needed.

use crate::image::Names;
use crate::rule::VendorFile;
use borsh::BorshDeserialize;
use std::ops::{Deref, Range};
use std::sync::{Arc, OnceLock};

/// Rules that are there already, or that stand in an image. Used like the rules themselves.
#[derive(Clone, Debug)]
pub struct Rules(Arc<Kept>);

#[derive(Debug)]
struct Kept {
    names: Names,
    image: Option<(Arc<[u8]>, Range<usize>)>,
    read: OnceLock<VendorFile>,
}

impl Rules {
    /// Rules in an image.
    pub(crate) fn kept(names: Names, image: Arc<[u8]>, place: Range<usize>) -> Rules {
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

impl Deref for Rules {
    type Target = VendorFile;

    fn deref(&self) -> &VendorFile {
        self.0.read.get_or_init(|| {
            let kept = self.0.image.as_ref().and_then(|(image, place)| image.get(place.clone()));
            // An image whose checksum is right was written by this code; what it cannot read knows nothing.
            kept.and_then(|mut bytes| VendorFile::deserialize(&mut bytes).ok()).unwrap_or_default()
        })
    }
}
