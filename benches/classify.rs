//! Time to classify one signal, native: with the shipped rules, and with made-up rules of growing number.

mod rules;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use trainspotter::{Context, Engine, PartialDate, Ruleset, Signal, image};

/// Rules, from few to more than there will ever be.
const COUNTS: [usize; 4] = [100, 1_000, 10_000, 100_000];
/// Different addresses: few stay in the caches, many do not.
const ADDRESSES: [(&str, usize); 2] = [("warm", 500), ("cold", 28_000)];
/// Addresses of 100 that a rule means: pages load far more than what apps do.
const MEANT_OF_100: usize = 5;

fn request(url: &str) -> Signal {
    Signal::Request { url: url.to_owned(), method: Some("POST".to_owned()), resource_type: None, page: None }
}

fn today() -> Context {
    Context::on(PartialDate::new(2026, 11, 24).unwrap_or_default())
}

fn shipped(criterion: &mut Criterion) {
    let engine = Engine::new(Ruleset::shipped());
    let context = today();
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

fn growing(criterion: &mut Criterion) {
    let context = today();
    for kind in [rules::Kind::Host, rules::Kind::HostAndPath] {
        for (caches, different) in ADDRESSES {
            let mut group = criterion.benchmark_group(format!("{kind:?}, {caches}"));
            for count in COUNTS {
                let made = rules::rules(kind, count);
                let prepared = image::write(&rules::ruleset(&made)).unwrap_or_default();
                let engine = Engine::new(image::read(&prepared).unwrap_or_default());
                let addresses = rules::addresses(&made, different, MEANT_OF_100);
                let signals: Vec<Signal> = addresses.iter().map(|url| request(url)).collect();
                group.throughput(Throughput::Elements(signals.len() as u64));
                group.bench_function(BenchmarkId::from_parameter(count), |bench| {
                    bench.iter(|| {
                        for signal in &signals {
                            black_box(engine.classify(black_box(signal), black_box(&context)));
                        }
                    });
                });
            }
        }
    }
}

criterion_group!(benches, shipped, growing);
criterion_main!(benches);
