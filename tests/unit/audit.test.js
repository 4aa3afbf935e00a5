// The module for auditors: the same words as the command line, through the real Wasm.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import test from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Core, initSync } from '../../target/wasm-audit/trainspotter_audit.js';

const path = (/** @type {string} */ relative) => fileURLToPath(new URL(relative, import.meta.url));
const MODULE = readFileSync(path('../../target/wasm-audit/trainspotter_audit_bg.wasm'));
const CONTEXT = { now: '2026-11-24' };

initSync({ module: MODULE });
const core = new Core(readFileSync(path('../../target/rules.image')));

/** @param {string} file @param {string} form */
const native = (file, form) =>
  execFileSync(path('../../target/release/trainspotter'), ['audit', file, '--format', form, '--now', CONTEXT.now], { encoding: 'utf8', maxBuffer: 1 << 26 });

test('reports are the same as those of the command line, in every form', () => {
  const folder = path('../cases/har/');
  const files = [...readdirSync(folder).map((name) => folder + name), path('../browser/sample.har')];
  assert.equal(files.length, 7);
  for (const file of files) {
    const name = file.split('/').at(-1) ?? '';
    for (const form of ['json', 'html', 'csv', 'sarif']) {
      assert.equal(core.audit(name, readFileSync(file), CONTEXT, form, false), native(file, form), `${name} as ${form}`);
    }
  }
});

test('a broken capture is reported up to the place', () => {
  const whole = readFileSync(path('../cases/har/chromium.har'));
  const { entries, problem } = core.entries(whole.subarray(0, whole.length - 400), CONTEXT);
  assert.ok(entries.length >= 2 && entries.length < 4, `${entries.length}`);
  assert.match(problem, /^byte \d+: /);
  const report = JSON.parse(core.audit('cut.har', whole.subarray(0, whole.length - 400), CONTEXT, 'json', false));
  assert.ok(report.inputs[0].problem.offset > 1_000);
  assert.throws(() => core.audit('a.har', whole, CONTEXT, 'pdf', false), /\w+ .+/);
});

test('vendors are compared, and an unknown one is named', () => {
  const ids = core.vendors().map((/** @type {{ id: string }} */ vendor) => vendor.id);
  assert.ok(ids.length >= 4 && ids.includes('slack'));
  const compared = core.compare(['slack', 'notion'], CONTEXT);
  assert.equal(compared.vendors.length, 2);
  assert.ok(compared.rows.length >= 4);
  assert.throws(() => core.compare(['nobody'], CONTEXT), /nobody/);
});

test('the module stays within its budget, engine, checker, captures and reports together', () => {
  const packed = gzipSync(MODULE).length;
  assert.ok(packed < 450_000, `${packed} bytes packed`);
});
