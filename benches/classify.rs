//! Time to classify one signal, native, with the shipped rules.

use criterion::{Criterion, criterion_group, criterion_main};
use std::hint::black_box;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal};

fn request(url: &str) -> Signal {
    Signal::Request { url: url.to_owned(), method: Some("POST".to_owned()), resource_type: None, page: None }
}

fn classify(criterion: &mut Criterion) {
    let engine = Engine::new(Ruleset::shipped());
    let context = Context::on(PartialDate::new(2026, 11, 24).unwrap_or_default());
    let unrelated = request("https://cdn.news.example/assets/app.1f2e3d.js?v=3&lang=en");
    criterion.bench_function("unrelated request", |bench| {
        bench.iter(|| engine.classify(black_box(&unrelated), black_box(&context)));
    });
    for (_, practice) in engine.ruleset().practices() {
        if let Some(example) = practice.examples.first() {
            criterion.bench_function(&format!("first example of {}", practice.id), |bench| {
                bench.iter(|| engine.classify(black_box(&example.signal), black_box(&context)));
            });
        }
    }
}

criterion_group!(benches, classify);
criterion_main!(benches);
