//! Opens tables that stand in an image.

use super::{App, Flat, Gate, Host, List, NONE, Tables, hash_of_host, slots};
use crate::packed::{Packed, Unpacker};
use std::sync::Arc;

impl Packed for Tables {
    #[cfg(feature = "check")]
    fn pack(&self, out: &mut crate::packed::Packer) {
        super::write::pack(&self.0, out);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Option<Tables> {
        let mut flat = Flat { longest: from.number()? as usize, ..Flat::default() };
        flat.read_hosts(from)?;
        for _ in 0..from.number()? {
            flat.apps.push(App { file: from.number()?, app: from.number()?, depths: from.number()? });
        }
        flat.read_lists(from)?;
        Some(Tables(Arc::new(flat)))
    }
}

/// Slots for so many: at most half of them are taken, so that a look ends soon. `None` if there cannot be as many.
fn room<T: Clone + Default>(count: u32, from: &Unpacker<'_>) -> Option<Vec<T>> {
    // Each takes a byte at least; a number that is none must not take the memory.
    let count = count as usize;
    (count <= from.left()).then(|| vec![T::default(); (2 * count + 1).next_power_of_two()])
}

impl Flat {
    fn read_hosts(&mut self, from: &mut Unpacker<'_>) -> Option<()> {
        let count = from.number()?;
        self.hosts = room(count, from)?;
        self.gate = Gate::of(count as usize);
        for _ in 0..count {
            let name = from.text()?.as_bytes();
            let hash = hash_of_host(name);
            let (start, length) = (u32::try_from(self.texts.len()).ok()?, u32::try_from(name.len()).ok()?);
            self.texts.extend(name);
            let exact = self.read_entries(0, from)?;
            let wild = self.read_entries(from.number()?, from)?;
            let end = self.read_entries(from.number()?, from)?;
            self.gate.open(hash, wild < end);
            let free = |place: &usize| self.hosts.get(*place).is_some_and(|host| host.length == 0);
            let place = slots(hash as u32, self.hosts.len()).find(free)?;
            *self.hosts.get_mut(place)? = Host { start, length, parent: NONE, exact, wild, end };
        }
        for place in 0..self.hosts.len() {
            let name = self.text(self.hosts.get(place)?);
            let Some(dot) = name.iter().position(|byte| *byte == b'.') else { continue };
            let parent = name.get(dot + 1..)?;
            let parent =
                self.host(parent, hash_of_host(parent)).map_or(Some(NONE), |place| u32::try_from(place + 1).ok());
            self.hosts.get_mut(place)?.parent = parent?;
        }
        Some(())
    }

    /// Where entries end after so many more.
    fn read_entries(&mut self, count: u32, from: &mut Unpacker<'_>) -> Option<u32> {
        for _ in 0..count {
            self.entries.push(from.number()?);
        }
        u32::try_from(self.entries.len()).ok()
    }

    fn read_lists(&mut self, from: &mut Unpacker<'_>) -> Option<()> {
        let count = from.number()?;
        self.lists = room(count, from)?;
        let mut owner = 0;
        for _ in 0..count {
            // The number of an app is told as the distance from the one before; the first is 1.
            owner += from.number()?;
            let (hash, count) = (from.four_bytes()?, from.number()?);
            let first = u32::try_from(self.references.len()).ok()?;
            for _ in 0..count {
                self.references.push([from.number()?, from.number()?]);
            }
            let slot = slots(hash, self.lists.len())
                .find(|slot| self.lists.get(*slot).is_some_and(|list| list.owner == NONE))?;
            *self.lists.get_mut(slot)? = List { hash, owner, first, count };
        }
        Some(())
    }
}
