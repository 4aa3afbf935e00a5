//! The engine of the Brave browser as a WebAssembly module: the thinnest boundary that it can have.
#![deny(missing_docs)]

use adblock::Engine;
use adblock::lists::{FilterSet, ParseOptions};
use adblock::request::Request;
use wasm_bindgen::prelude::*;

/// The engine with a filter list.
#[wasm_bindgen]
pub struct Blocker(Engine);

#[wasm_bindgen]
impl Blocker {
    /// Builds the engine.
    #[wasm_bindgen(constructor)]
    pub fn new(list: String) -> Blocker {
        let mut set = FilterSet::new(false);
        set.add_filter_list(list, ParseOptions::default());
        Blocker(Engine::new_with_filter_set(set))
    }

    /// Parses one address and says whether a filter knows it.
    pub fn check(&self, address: &str) -> bool {
        Request::new(address, "https://page.example/", "xmlhttprequest", "GET")
            .is_ok_and(|request| self.0.check_network_request(&request).should_block())
    }

    /// The same for many at once, in lines: one crossing of the boundary for all. 1 stands for known.
    pub fn check_lines(&self, addresses: &str) -> Vec<u8> {
        addresses.lines().map(|address| u8::from(self.check(address))).collect()
    }
}
