// Checks administrative templates against the grammar that Group Policy publishes for them ([MS-GPREG], PolicyDefinitions):
// which element may hold which others, in which order and how often, and what attributes look like. No more of it than
// is allowed in ours.

import { create } from 'xmlbuilder2';

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';

const ANY = /^[^]*$/;
const NAME = /^[\p{L}\p{N}_]+$/u;
const WORDS = /^\$\(string\.[\p{L}\p{N}_]+\)$/u;
const FIELDS = /^\$\(presentation\.[\p{L}\p{N}_]+\)$/u;
const VERSION = /^\d{1,4}\.\d{1,5}$/;
/** A whole number without sign, of ten digits at most; the bound is checked beside. */
const NUMBER = /^\d{1,10}$/;
const LARGEST = 4_294_967_295;
/** Longest text of a fixed value. */
const LONGEST = 255;

/**
 * What an element may be made of: attributes (those that end in "!" are required), and children in their order, each
 * with how often it may come ("1", "?", "*", "+"); "|" for any number of any of them; TEXT for text alone.
 * @typedef {{ at?: Record<string, RegExp>, children?: [string, string][], any?: string[], text?: RegExp, one?: string[] }} Form
 */
const REGISTRY = { 'id!': NAME, key: ANY, valueName: ANY };
/** @type {Form} */ const VALUE = { one: ['decimal', 'string', 'delete'] };
/** @type {Form} */ const LABEL = { at: { 'refId!': NAME }, text: ANY };
/** @type {Form} */ const NAMED = { at: { 'prefix!': NAME, 'namespace!': ANY } };
/** @type {Form} */ const REFERENCE = { at: { 'ref!': NAME } };

/** By the path of the last two names, or the last. @type {Record<string, Form>} */
const GRAMMAR = {
  policyDefinitions: {
    at: { 'revision!': VERSION, 'schemaVersion!': VERSION },
    children: [['policyNamespaces', '1'], ['resources', '1'], ['supportedOn', '?'], ['categories', '?'], ['policies', '?']],
  },
  policyNamespaces: { children: [['target', '1'], ['using', '*']] },
  target: NAMED,
  using: NAMED,
  'policyDefinitions/resources': { at: { 'minRequiredRevision!': VERSION } },
  'policyDefinitions/supportedOn': { children: [['definitions', '?']] },
  definitions: { children: [['definition', '+']] },
  definition: { at: { 'name!': NAME, 'displayName!': WORDS } },
  categories: { children: [['category', '+']] },
  category: { at: { 'name!': NAME, 'displayName!': WORDS, explainText: WORDS }, children: [['parentCategory', '?']] },
  parentCategory: REFERENCE,
  policies: { children: [['policy', '+']] },
  policy: {
    at: { 'name!': NAME, 'class!': /^(User|Machine|Both)$/, 'displayName!': WORDS, explainText: WORDS, presentation: FIELDS, 'key!': ANY, valueName: ANY },
    children: [['parentCategory', '?'], ['supportedOn', '1'], ['enabledValue', '?'], ['disabledValue', '?'], ['enabledList', '?'], ['disabledList', '?'], ['elements', '?']],
  },
  'policy/supportedOn': REFERENCE,
  enabledValue: VALUE,
  disabledValue: VALUE,
  trueValue: VALUE,
  falseValue: VALUE,
  value: VALUE,
  enabledList: { at: { defaultKey: ANY }, children: [['item', '+']] },
  'enabledList/item': { at: { key: ANY, 'valueName!': ANY }, children: [['value', '1']] },
  elements: { any: ['boolean', 'decimal', 'text', 'enum'] },
  boolean: { at: REGISTRY, children: [['trueValue', '?'], ['falseValue', '?']] },
  'elements/decimal': { at: { ...REGISTRY, minValue: NUMBER, maxValue: NUMBER } },
  decimal: { at: { 'value!': NUMBER } },
  text: { at: { ...REGISTRY, maxLength: NUMBER } },
  enum: { at: REGISTRY, children: [['item', '+']] },
  'enum/item': { at: { 'displayName!': WORDS }, children: [['value', '1']] },
  'value/string': { text: new RegExp(`^[^]{0,${LONGEST}}$`) },
  policyDefinitionResources: {
    at: { 'revision!': VERSION, 'schemaVersion!': VERSION },
    children: [['displayName', '1'], ['description', '1'], ['resources', '1']],
  },
  displayName: { text: ANY },
  description: { text: ANY },
  'policyDefinitionResources/resources': { children: [['stringTable', '?'], ['presentationTable', '?']] },
  stringTable: { children: [['string', '+']] },
  'stringTable/string': { at: { 'id!': NAME }, text: ANY },
  presentationTable: { children: [['presentation', '+']] },
  presentation: { at: { 'id!': NAME }, any: ['text', 'decimalTextBox', 'textBox', 'checkBox', 'dropdownList'] },
  decimalTextBox: LABEL,
  checkBox: LABEL,
  dropdownList: LABEL,
  textBox: { at: { 'refId!': NAME }, children: [['label', '1'], ['defaultValue', '?']] },
  label: { text: ANY },
};

/** @param {Element} element @param {Form} form @param {string} path @returns {string[]} */
function attributes(element, { at = {} }, path) {
  const wrong = [];
  const given = Object.fromEntries([...element.attributes].filter(({ name }) => !name.startsWith('xmlns')).map(({ name, value }) => [name, value]));
  for (const [name, value] of Object.entries(given)) {
    const wanted = at[name] ?? at[`${name}!`];
    if (!wanted?.test(value) || (wanted === NUMBER && Number(value) > LARGEST)) wrong.push(`${path}: ${name}="${value}"`);
  }
  for (const name of Object.keys(at)) {
    if (name.endsWith('!') && !(name.slice(0, -1) in given)) wrong.push(`${path}: no ${name.slice(0, -1)}`);
  }
  return wrong;
}

/** Whether the names of the children are what the form allows. @param {string[]} names @param {Form} form */
function orderly(names, { children = [], any, one }) {
  if (any) return names.length > 0 && names.every((name) => any.includes(name));
  if (one) return names.length === 1 && one.includes(names[0]);
  const often = { 1: '', '?': '?', '*': '*', '+': '+' };
  const order = new RegExp(`^${children.map(([name, times]) => `(?:${name} )${often[/** @type {'1'} */ (times)]}`).join('')}$`);
  return order.test(names.map((name) => `${name} `).join(''));
}

/** @param {Element} element @param {string} above @returns {{ count: number, wrong: string[] }} */
function check(element, above) {
  const path = `${above}/${element.localName}`;
  const form = GRAMMAR[path.split('/').slice(-2).join('/')] ?? GRAMMAR[element.localName];
  if (!form) return { count: 1, wrong: [`${path}: no such element`] };
  const inner = /** @type {Element[]} */ ([...element.childNodes].filter((node) => node.nodeType === 1));
  const wrong = element.namespaceURI === NAMESPACE ? attributes(element, form, path) : [`${path}: of another namespace`];
  const names = inner.map(({ localName }) => localName);
  if (form.text ? inner.length > 0 || !form.text.test(element.textContent ?? '') : !orderly(names, form)) wrong.push(`${path}: made of ${names.join(' ') || 'text'}`);
  const below = inner.map((child) => check(child, path));
  return { count: below.reduce((sum, { count }) => sum + count, 1), wrong: [...wrong, ...below.flatMap((one) => one.wrong)] };
}

/**
 * @param {string} xml an .admx or .adml
 * @returns {{ count: number, wrong: string[] }} how many elements were looked at, and each thing that Group Policy would refuse
 */
export function checkTemplate(xml) {
  return check(/** @type {Element} */ (/** @type {unknown} */ (create(xml).root().node)), '');
}
