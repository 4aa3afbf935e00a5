//! How rules stand in an image: numbers in one stream, texts in another.
//!
//! Kept apart both compress better, a text needs no length before it, and what reads them is small. A number
//! takes as many bytes as it needs; a text ends with a byte that no UTF-8 has. The order of both is the order
//! of the fields in `layout.rs`, so the same rules always give the same bytes.

mod layout;
mod values;

use crate::pattern::SegmentForm;

/// Ends a text: no UTF-8 has this byte.
const END: u8 = 0xff;

/// What can stand in an image.
pub(crate) trait Packed: Sized {
    /// Writes it.
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut Packer);

    /// Reads it; `None` if it does not stand there.
    fn unpack(from: &mut Unpacker<'_>) -> Option<Self>;
}

/// The two streams, while they are written.
#[cfg(feature = "check")]
#[derive(Clone, Debug, Default)]
pub(crate) struct Packer {
    pub numbers: Vec<u8>,
    pub texts: Vec<u8>,
}

#[cfg(feature = "check")]
impl Packer {
    /// Writes a number, seven bits to a byte, the lowest first.
    pub(crate) fn number(&mut self, number: u32) {
        let mut rest = number;
        while rest >= 0x80 {
            self.numbers.push(rest as u8 | 0x80);
            rest >>= 7;
        }
        self.numbers.push(rest as u8);
    }

    /// Writes a number that looks random: nothing makes it shorter.
    pub(crate) fn four_bytes(&mut self, number: u32) {
        self.numbers.extend(number.to_le_bytes());
    }

    /// Writes how many of something follow. More than 32 bits can count do not fit into memory.
    pub(crate) fn count(&mut self, count: usize) {
        self.number(u32::try_from(count).unwrap_or(u32::MAX));
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        self.texts.extend(text.bytes());
        self.texts.push(END);
    }
}

/// The bytes of both streams, numbers first, for checksums.
#[cfg(feature = "check")]
pub(crate) fn bytes(value: &impl Packed) -> Vec<u8> {
    let mut out = Packer::default();
    value.pack(&mut out);
    out.numbers.append(&mut out.texts);
    out.numbers
}

/// The two streams, while they are read.
#[derive(Clone, Debug)]
pub(crate) struct Unpacker<'i> {
    numbers: &'i [u8],
    texts: &'i [u8],
    forms: &'i [SegmentForm],
}

impl<'i> Unpacker<'i> {
    /// Reads from the beginning of both streams. Forms are found among `forms` by their text.
    pub(crate) fn of(numbers: &'i [u8], texts: &'i [u8], forms: &'i [SegmentForm]) -> Unpacker<'i> {
        Unpacker { numbers, texts, forms }
    }

    /// The next number.
    pub(crate) fn number(&mut self) -> Option<u32> {
        let mut number = 0;
        for shift in (0..32).step_by(7) {
            let (byte, rest) = self.numbers.split_first()?;
            self.numbers = rest;
            number |= u32::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    /// The next number that was written in four bytes.
    pub(crate) fn four_bytes(&mut self) -> Option<u32> {
        let (four, rest) = self.numbers.split_first_chunk::<4>()?;
        self.numbers = rest;
        Some(u32::from_le_bytes(*four))
    }

    /// Bytes that are left: there cannot be more of anything.
    pub(crate) fn left(&self) -> usize {
        self.numbers.len() + self.texts.len()
    }

    /// The next text.
    pub(crate) fn text(&mut self) -> Option<&'i str> {
        let end = self.texts.iter().position(|byte| *byte == END)?;
        let (text, rest) = (self.texts.get(..end)?, self.texts.get(end + 1..)?);
        self.texts = rest;
        std::str::from_utf8(text).ok()
    }

    /// The form that is written so; one that is not there fits nothing where nothing is compiled.
    pub(crate) fn form(&self, text: &str) -> SegmentForm {
        self.forms.iter().find(|form| form.as_str() == text).cloned().unwrap_or_else(|| SegmentForm::written(text))
    }

    /// Whether all was read.
    pub(crate) fn is_at_end(&self) -> bool {
        self.numbers.is_empty() && self.texts.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn again<T: Packed>(value: &T) -> Option<T> {
        let mut out = Packer::default();
        value.pack(&mut out);
        let mut from = Unpacker::of(&out.numbers, &out.texts, &[]);
        let read = T::unpack(&mut from);
        assert!(from.is_at_end());
        read
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers: Vec<u32>, texts: Vec<String>, may: Option<bool>, map: BTreeMap<String, String>) {
            prop_assert_eq!(again(&numbers), Some(numbers));
            prop_assert_eq!(again(&texts), Some(texts));
            prop_assert_eq!(again(&may), Some(may));
            prop_assert_eq!(again(&map), Some(map));
        }

        #[test]
        fn what_is_no_image_is_nothing(numbers: Vec<u8>, texts: Vec<u8>) {
            let mut from = Unpacker::of(&numbers, &texts, &[]);
            let _ = crate::rule::VendorFile::unpack(&mut from);
            let _ = Vec::<u32>::unpack(&mut Unpacker::of(&numbers, &texts, &[]));
        }
    }

    #[test]
    fn a_number_that_is_too_long_is_none() {
        assert_eq!(Unpacker::of(&[0xff; 9], &[], &[]).number(), None);
        assert_eq!(Unpacker::of(&[0x80], &[], &[]).number(), None);
        assert_eq!(Unpacker::of(&[0xff, 0xff, 0xff, 0xff, 0x0f], &[], &[]).number(), Some(u32::MAX));
    }
}
