//! Does the same work so many times, for callgrind to count: `tests/unit/instructions.test.js` takes the difference
//! of two runs, so that what happens once does not count.
//!
//! usage: instructions IMAGE SIGNALS PASSES [open]
//! `SIGNALS` holds one JSON signal per line. With `open` each pass opens the image as well.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::error::Error;
use std::hint::black_box;
use std::{env, fs};
use trainspotter::{Context, Engine, PartialDate, Signal, image};

/// Bytes taken from the system at once.
const BLOCK: usize = 1 << 24;

thread_local! {
    /// Where memory is free, and where it ends.
    static FREE: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

/// Memory that is never given back: every C library has another allocator, and none of them is what is counted.
struct Onward;

// SAFETY: what is handed out is aligned, lies in a block of the system's that is never given back, and is handed
// out once. The program has one thread.
unsafe impl GlobalAlloc for Onward {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let (free, end) = FREE.get();
        let start = free.next_multiple_of(layout.align());
        if start + layout.size() <= end {
            FREE.set((start + layout.size(), end));
            return std::ptr::with_exposed_provenance_mut(start);
        }
        let size = BLOCK.max(layout.size() + layout.align());
        // SAFETY: the size is not zero, the alignment is that of the layout.
        let block = unsafe { System.alloc(Layout::from_size_align_unchecked(size, layout.align())) };
        let start = block.expose_provenance();
        FREE.set((start + layout.size(), start + size));
        block
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}

#[global_allocator]
static ONWARD: Onward = Onward;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let (file, signals, passes, open) = match arguments.as_slice() {
        [file, signals, passes] => (file, signals, passes, false),
        [file, signals, passes, word] if word == "open" => (file, signals, passes, true),
        _ => return Err("usage: instructions IMAGE SIGNALS PASSES [open]".into()),
    };
    let rules = fs::read(file)?;
    let lines = fs::read_to_string(signals)?;
    let signals: Vec<Signal> = lines.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let context = Context::on(PartialDate::new(2026, 11, 25).ok_or("no day")?);
    let engine = Engine::new(image::read(&rules)?);
    let pass = |engine: &Engine| signals.iter().map(|signal| engine.classify(signal, &context).findings.len()).sum();
    // What is read when it is first needed is there before anything is counted.
    let mut found: usize = pass(&engine);
    for _ in 0..passes.parse()? {
        found += match open {
            true => pass(&Engine::new(image::read(black_box(&rules))?)),
            false => pass(black_box(&engine)),
        };
    }
    println!("{} {found}", signals.len());
    Ok(())
}
