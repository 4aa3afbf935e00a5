// Time to classify one signal through the Wasm module, boundary included, in Node.
// Prints the median of rounds, in nanoseconds per signal, alone and in batches.
import { readFileSync } from 'node:fs';
import { Core, initSync } from '../target/wasm/trainspotter.js';

initSync({ module: readFileSync(new URL('../target/wasm/trainspotter_bg.wasm', import.meta.url)) });
const core = new Core(readFileSync(new URL('../target/rules.image', import.meta.url)));
const context = { now: '2026-11-24' };
const { cases } = JSON.parse(readFileSync(new URL('../tests/cases/golden.json', import.meta.url), 'utf8'));
const { signals: boot } = JSON.parse(readFileSync(new URL('../tests/cases/boot.json', import.meta.url), 'utf8'));
const sent = cases[0].signal;
const unrelated = { kind: 'request', url: 'https://cdn.news.example/assets/app.1f2e3d.js?v=3&lang=en' };

/** @param {string} name @param {object[]} signals */
function measure(name, signals) {
  const rounds = [];
  for (let round = 0; round < 15; round += 1) {
    const start = process.hrtime.bigint();
    let done = 0;
    while (done < 4_000) {
      core.classify(signals, context);
      done += signals.length;
    }
    rounds.push(Number(process.hrtime.bigint() - start) / done);
  }
  rounds.sort((a, b) => a - b);
  console.log(`${name.padEnd(44)} ${Math.round(rounds[7]).toString().padStart(8)} ns/signal  (${Math.round(rounds[0])} to ${Math.round(rounds[14])})`);
}

measure('unrelated request, alone', [unrelated]);
measure('unrelated request, batch of 100', Array(100).fill(unrelated));
measure('sent message with findings, alone', [sent]);
measure('boot sequence, one batch of 124', boot);
