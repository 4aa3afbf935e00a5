//! Values that everything else is made of.

#[cfg(feature = "check")]
use super::Packer;
use super::{Packed, Unpacker};
use crate::date::PartialDate;
use crate::form::Form;
use crate::pattern::{HostPattern, PathPattern, SegmentForm};
use std::collections::BTreeMap;

/// Room that is made for a list before any of it was read; a longer one grows.
const MOST_AT_ONCE: usize = 16;

/// Numbers, and what is kept as one.
macro_rules! as_number {
    ($($type:ty),*) => {$(
        impl Packed for $type {
            #[cfg(feature = "check")]
            fn pack(&self, out: &mut Packer) {
                out.number(u32::from(*self));
            }

            fn unpack(from: &mut Unpacker<'_>) -> Option<$type> {
                from.number()?.try_into().ok()
            }
        }
    )*};
}

as_number!(u8, u16, u32);

impl Packed for bool {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.number(u32::from(*self));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<bool> {
        Some(from.number()? != 0)
    }
}

impl Packed for String {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.text(self);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<String> {
        from.text().map(str::to_owned)
    }
}

impl<T: Packed> Packed for Option<T> {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        self.is_some().pack(out);
        if let Some(value) = self {
            value.pack(out);
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Option<T>> {
        if bool::unpack(from)? { T::unpack(from).map(Some) } else { Some(None) }
    }
}

impl<T: Packed> Packed for Vec<T> {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.count(self.len());
        self.iter().for_each(|one| one.pack(out));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Vec<T>> {
        let count = from.number()?;
        // No larger than it will be, so that what is looked at together stands close; a number that is none takes
        // no memory.
        let mut list = Vec::with_capacity((count as usize).min(MOST_AT_ONCE));
        for _ in 0..count {
            list.push(T::unpack(from)?);
        }
        Some(list)
    }
}

impl<K: Packed + Ord, V: Packed> Packed for BTreeMap<K, V> {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.count(self.len());
        self.iter().for_each(|pair| {
            pair.0.pack(out);
            pair.1.pack(out);
        });
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<BTreeMap<K, V>> {
        let mut map = BTreeMap::new();
        for _ in 0..from.number()? {
            map.insert(K::unpack(from)?, V::unpack(from)?);
        }
        Some(map)
    }
}

impl<A: Packed, B: Packed> Packed for (A, B) {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        self.0.pack(out);
        self.1.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<(A, B)> {
        Some((A::unpack(from)?, B::unpack(from)?))
    }
}

impl Packed for PartialDate {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        self.parts().iter().for_each(|part| out.number(*part));
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<PartialDate> {
        PartialDate::of_parts([from.number()?, from.number()?, from.number()?])
    }
}

impl Packed for HostPattern {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.text(&self.to_string());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<HostPattern> {
        from.text().map(HostPattern::checked)
    }
}

impl Packed for PathPattern {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.text(&self.to_string());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<PathPattern> {
        let text = from.text()?;
        PathPattern::parsed(text, |form| from.form(form)).ok()
    }
}

impl Packed for SegmentForm {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        out.text(self.as_str());
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<SegmentForm> {
        from.text().map(|text| from.form(text))
    }
}

impl Packed for Form {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer) {
        self.classes.pack(out);
        self.width.pack(out);
        self.next.pack(out);
        self.accepting.pack(out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Form> {
        Some(Form {
            classes: Packed::unpack(from)?,
            width: Packed::unpack(from)?,
            next: Packed::unpack(from)?,
            accepting: Packed::unpack(from)?,
        })
    }
}
