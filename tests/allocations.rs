//! A signal that no rule knows costs no allocation.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal, image};

thread_local! {
    static COUNT: Cell<usize> = const { Cell::new(0) };
}

/// The system's allocator, counted for each thread.
struct Counted;

// SAFETY: everything is handed on to the system's allocator as it came.
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        COUNT.with(|count| count.set(count.get() + 1));
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, memory: *mut u8, layout: Layout) {
        unsafe { System.dealloc(memory, layout) }
    }
}

#[global_allocator]
static COUNTED: Counted = Counted;

#[test]
fn a_signal_that_no_rule_knows_costs_no_allocation() {
    let prepared = image::write(&Ruleset::shipped()).expect("an image");
    let context = Context::on(PartialDate::new(2026, 11, 25).expect("a day"));
    for engine in [Engine::new(Ruleset::shipped()), Engine::new(image::read(&prepared).expect("rules"))] {
        let urls = [
            "https://cdn.news.example/assets/app.1f2e3d.js?v=3&lang=en".to_owned(),
            "HTTPS://CDN.News.Example/".to_owned(),
            "http://plain.example/".to_owned(),
            "https://user@a.example:8443/".to_owned(),
            "no address at all".to_owned(),
            format!("https://{}example/", "l.".repeat(1_000)),
            format!("https://news.example/{}", "a/".repeat(1_000_000)),
        ];
        let page = Some("https://app.other.example/".to_owned());
        let signals = urls.map(|url| Signal::Request { url, method: None, resource_type: None, page: page.clone() });
        for signal in &signals {
            let before = COUNT.with(Cell::get);
            let answer = engine.classify(signal, &context);
            assert_eq!(COUNT.with(Cell::get) - before, 0, "{signal:?}");
            assert_eq!(answer.app, None);
        }
    }
    assert!(COUNT.with(Cell::get) > 1_000, "the counting does not count");
}
