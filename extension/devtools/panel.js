// The panel "Training exposure": what the page does while it is open, which practices that feeds, and what to keep of it.
//
// Everything lives in this page: closing the panel forgets it.
import { findings, recognise } from '../audit/auditor.js';
import { exportButtons } from '../audit/exports.js';
import { onDrop, read, save } from '../audit/files.js';
import { summary } from '../audit/summary.js';
import { Recorder } from './recorder.js';
import { requestTable } from './table.js';

const { element } = globalThis.trainspotter.parts;
const { text, choose, language, direction } = globalThis.trainspotter.texts;

/** How long new requests are gathered before the findings are written anew, in ms. */
const GATHER = 250;

const answer = await chrome.runtime.sendMessage({ type: 'settings' });
const { settled, texts } = answer ?? (await chrome.runtime.sendMessage({ type: 'settings' }));
choose(texts);
document.documentElement.lang = language();
document.documentElement.dir = direction();

const place = /** @type {HTMLElement} */ (document.getElementById('panel'));
const said = element('p', { part: 'said', attributes: { role: 'status' } });
const say = (/** @type {string} */ message) => void (said.textContent = message);
const state = element('span', { part: 'state' });
const list = element('div');
const table = requestTable();
const encoder = new TextEncoder();

/** A capture from a file, while one is shown instead of the recording. @type {import('../audit/auditor.js').Capture | undefined} */
let imported;

const recorder = new Recorder((fresh) => {
  if (imported) return;
  waiting.push(...fresh);
  later ??= setTimeout(() => void grow(), GATHER);
});
/** @type {any[]} */
let waiting = [];
/** @type {ReturnType<typeof setTimeout> | undefined} */
let later;

const har = (/** @type {any[]} */ entries) => encoder.encode(JSON.stringify(recorder.har(entries)));
/** What is shown: the imported file as it is, or the recording. */
const capture = () => imported ?? (recorder.entries.length > 0 ? { name: 'recording.har', bytes: har(recorder.entries) } : undefined);

async function grow() {
  later = undefined;
  const fresh = waiting.splice(0);
  table.add((await recognise(har(fresh), settled.context)).entries);
  await showFindings();
}

async function showFindings() {
  const current = capture();
  list.replaceChildren(...(current ? summary(await findings(current, settled.context), 'h2') : [element('p', { part: 'empty', text: text('audit_nothing_yet') })]));
  main.dataset.shown = String(table.all().length);
}

/** @param {File} file */
async function open(file) {
  say(text('audit_reading', file.name));
  try {
    const chosen = await read(file);
    const { entries, problem } = await recognise(chosen.bytes, settled.context);
    recorder.stop();
    imported = chosen;
    showState();
    table.clear();
    table.add(entries);
    await showFindings();
    say(problem ?? text('audit_read', file.name));
  } catch (error) {
    say(text('audit_failed', error instanceof Error ? error.message : String(error)));
  }
}

function showState() {
  const still = imported ? text('audit_imported') : text('audit_stopped');
  state.textContent = recorder.recording ? text('audit_recording') : still;
  state.toggleAttribute('data-recording', recorder.recording);
  toggle.textContent = recorder.recording ? text('audit_stop') : text('audit_record');
}

async function start() {
  if (imported) clear();
  await recorder.start();
  showState();
}

function stop() {
  recorder.stop();
  showState();
}

function clear() {
  imported = undefined;
  recorder.clear();
  waiting = [];
  table.clear();
  void showFindings();
  showState();
}

/** The capture with what was found in each entry, as a HAR: other programs ignore fields with an underscore. */
async function saveHar() {
  const current = capture();
  if (!current) return say(text('audit_nothing_yet'));
  /** @type {any} */
  let whole;
  try {
    whole = JSON.parse(new TextDecoder().decode(current.bytes));
  } catch (error) {
    return say(text('audit_failed', String(error)));
  }
  const entries = whole.log?.entries ?? whole.entries ?? [];
  for (const { entry, app, tenant, activity, findings: found } of (await recognise(current.bytes, settled.context)).entries) {
    if (app && entries[entry]) entries[entry]._trainspotter = { app, tenant, activity, findings: found };
  }
  save(current.name.replace(/(\.har)?$/i, '.findings.har'), 'application/json', JSON.stringify(whole));
  say(text('audit_saved'));
}

/** @param {string} label @param {() => unknown} act @param {string} name */
function button(label, act, name) {
  const made = element('button', { text: label, attributes: { type: 'button', 'data-act': name } });
  made.addEventListener('click', () => void act());
  return made;
}

const toggle = button(text('audit_stop'), () => (recorder.recording ? stop() : start()), 'record');
const choice = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'file', accept: '.har,.json,.gz', hidden: '', tabindex: '-1' } }));
choice.addEventListener('change', () => {
  const [file] = choice.files ?? [];
  if (file) void open(file);
  choice.value = '';
});
const words = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'search', placeholder: text('audit_filter'), 'aria-label': text('audit_filter') } }));
words.addEventListener('input', () => table.filter({ words: words.value }));
const levels = /** @type {HTMLSelectElement} */ (element('select', { attributes: { 'aria-label': text('audit_level') } }, [
  ['', text('audit_level_all')], ['info', text('audit_level_info')], ['notice', text('audit_level_notice')], ['alert', text('audit_level_alert')],
].map(([level, name]) => element('option', { text: name, attributes: { value: level } }))));
levels.addEventListener('change', () => table.filter({ level: levels.value }));
const known = /** @type {HTMLInputElement} */ (element('input', { attributes: { type: 'checkbox', checked: '' } }));
known.addEventListener('change', () => table.filter({ known: known.checked }));

const main = element('div', { part: 'panes' }, [
  element('section', { part: 'pane', attributes: { 'aria-label': text('audit_findings'), tabindex: '0' } }, [list]),
  element('section', { part: 'pane', attributes: { 'aria-label': text('audit_requests'), tabindex: '0' } }, [table.element]),
]);

if (settled.display.auditAllowed) {
  place.replaceChildren(
    element('div', { part: 'bar' }, [
      element('h1', { text: text('devtools_panel') }), state, toggle, button(text('audit_clear'), clear, 'clear'), button(text('audit_import'), () => choice.click(), 'open'), choice,
      words, levels, element('label', {}, [known, document.createTextNode(` ${text('audit_only_known')}`)]),
    ]),
    element('div', { part: 'bar' }, [button(text('audit_export_har'), saveHar, 'har'), exportButtons(capture, () => settled.context, say), said]),
    main,
  );
  onDrop(place, (file) => void open(file));
  await showFindings();
  await start();
} else {
  place.replaceChildren(element('p', { part: 'empty', text: text('audit_not_allowed') }));
}
