// Administrative templates for Group Policy: trainspotter.admx and its English texts, from the schema.
//
// One category for each browser; in it one entry that installs, and one for each key of the policy. Lists and
// objects of unknown keys are edited as JSON in a text, which Chromium and the extension read.

import { create } from 'xmlbuilder2';
import { CHROMIUMS, installChromium, installFirefox } from './description.mjs';

/** @typedef {import('./description.mjs').Description} Description */
/** @typedef {ReturnType<typeof create>} Element */
/** @typedef {{ strings: Map<string, string>, presentations: Map<string, { type: string, id: string, label: string }[]> }} Texts */

const NAMESPACE = 'http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions';
const REVISION = { revision: '1.0', schemaVersion: '1.0' };
/** Longest text that Group Policy edits. */
const LONGEST = '16383';

/** @param {Description} description */
function browsers(description) {
  const { chromiumId, firefoxId } = description;
  const chromiums = CHROMIUMS.map(({ name, title, registry }) => ({
    name,
    title,
    settings: `Software\\Policies\\${registry}\\3rdparty\\extensions\\${chromiumId}\\policy`,
    install: { key: `Software\\Policies\\${registry}\\ExtensionSettings\\${chromiumId}`, values: installChromium(description) },
  }));
  const firefox = {
    name: 'firefox',
    title: 'Mozilla Firefox',
    settings: `Software\\Policies\\Mozilla\\Firefox\\3rdparty\\Extensions\\${firefoxId}`,
    install: { key: `Software\\Policies\\Mozilla\\Firefox\\ExtensionSettings\\${firefoxId}`, values: installFirefox(description) },
  };
  return [...chromiums, firefox];
}

/** The parts of a key that get fields of their own: those of an object whose fields are plain. @param {any} schema @returns {[string, any][]} */
function fieldsOf(schema) {
  const fields = Object.entries(schema.properties ?? {});
  return fields.every(([, field]) => !['object', 'array'].includes(field.type)) ? fields : [];
}

/** @param {Element} parent @param {string} id @param {string} key @param {any} schema @param {string} valueName @param {Texts} texts */
function element(parent, id, key, schema, valueName, texts) {
  const at = { id, valueName, ...(key ? { key } : {}) };
  if (schema.type === 'boolean') {
    const made = parent.ele('boolean', at);
    made.ele('trueValue').ele('decimal', { value: '1' });
    made.ele('falseValue').ele('decimal', { value: '0' });
    return 'checkBox';
  }
  if (schema.type === 'integer') {
    parent.ele('decimal', { ...at, minValue: String(schema['x-minimum'] ?? 0), maxValue: String(schema['x-maximum'] ?? 4_294_967_295) });
    return 'decimalTextBox';
  }
  if (schema['x-values']) {
    const made = parent.ele('enum', at);
    for (const value of schema['x-values']) {
      const name = `value_${value.replaceAll('-', '_')}`;
      texts.strings.set(name, value);
      made.ele('item', { displayName: `$(string.${name})` }).ele('value').ele('string').txt(value);
    }
    return 'dropdownList';
  }
  parent.ele('text', { ...at, maxLength: LONGEST });
  return 'textBox';
}

/** @param {Element} policies @param {ReturnType<typeof browsers>[number]} browser @param {string} key @param {any} schema @param {Texts} texts */
function policyOf(policies, browser, key, schema, texts) {
  const name = `${browser.name}_${key}`;
  const fields = fieldsOf(schema);
  const isSwitch = schema.type === 'boolean';
  texts.strings.set(`${key}`, key);
  texts.strings.set(`${key}_explain`, `${schema.description}${fields.length === 0 && ['object', 'array'].includes(schema.type) ? '\n\nWrite it as JSON, as docs/policy.md shows.' : ''}`);
  const policy = policies.ele('policy', {
    name, class: 'Machine', displayName: `$(string.${key})`, explainText: `$(string.${key}_explain)`, key: browser.settings,
    ...(isSwitch ? { valueName: key } : { presentation: `$(presentation.${key})` }),
  });
  policy.ele('parentCategory', { ref: browser.name });
  policy.ele('supportedOn', { ref: 'any' });
  if (isSwitch) {
    policy.ele('enabledValue').ele('decimal', { value: '1' });
    policy.ele('disabledValue').ele('decimal', { value: '0' });
    return;
  }
  const elements = policy.ele('elements');
  const shown = fields.length > 0
    ? fields.map(([field, inner]) => ({ id: `${key}_${field}`, label: field, type: element(elements, `${key}_${field}`, `${browser.settings}\\${key}`, inner, field, texts) }))
    : [{ id: key, label: key, type: element(elements, key, '', schema, key, texts) }];
  texts.presentations.set(key, shown);
}

/** @param {Element} policies @param {ReturnType<typeof browsers>[number]} browser */
function installOf(policies, { name, install }) {
  const policy = policies.ele('policy', { name: `${name}_install`, class: 'Machine', displayName: '$(string.install)', explainText: '$(string.install_explain)', key: install.key });
  policy.ele('parentCategory', { ref: name });
  policy.ele('supportedOn', { ref: 'any' });
  const list = policy.ele('enabledList');
  for (const [valueName, value] of Object.entries(install.values)) {
    const made = list.ele('item', { valueName }).ele('value');
    if (typeof value === 'boolean') made.ele('decimal', { value: String(Number(value)) });
    else made.ele('string').txt(value);
  }
}

/** @param {Description} description @param {Texts} texts */
function admx(description, texts) {
  const root = create({ version: '1.0', encoding: 'utf-8' }).ele(NAMESPACE, 'policyDefinitions', REVISION);
  root.ele('policyNamespaces').ele('target', { prefix: 'trainspotter', namespace: 'Trainspotter.Policies' });
  root.ele('resources', { minRequiredRevision: '1.0' });
  root.ele('supportedOn').ele('definitions').ele('definition', { name: 'any', displayName: '$(string.any)' });
  const categories = root.ele('categories');
  categories.ele('category', { name: 'trainspotter', displayName: '$(string.trainspotter)' });
  const policies = root.ele('policies');
  for (const browser of browsers(description)) {
    texts.strings.set(`browser_${browser.name}`, browser.title);
    categories.ele('category', { name: browser.name, displayName: `$(string.browser_${browser.name})` }).ele('parentCategory', { ref: 'trainspotter' });
    installOf(policies, browser);
    for (const [key, schema] of Object.entries(description.schema.properties)) policyOf(policies, browser, key, schema, texts);
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

/** @param {Texts} texts */
function adml({ strings, presentations }) {
  const root = create({ version: '1.0', encoding: 'utf-8' }).ele(NAMESPACE, 'policyDefinitionResources', REVISION);
  root.ele('displayName').txt('Trainspotter');
  root.ele('description').txt('Tells people when what they do in a web app feeds a model by default.');
  const resources = root.ele('resources');
  const table = resources.ele('stringTable');
  for (const [id, text] of strings) table.ele('string', { id }).txt(text);
  const shown = resources.ele('presentationTable');
  for (const [id, fields] of presentations) {
    const presentation = shown.ele('presentation', { id });
    for (const { type, id: refId, label } of fields) {
      if (type === 'textBox') presentation.ele(type, { refId }).ele('label').txt(label);
      else presentation.ele(type, { refId }).txt(label);
    }
  }
  return `${root.end({ prettyPrint: true })}\n`;
}

/** @param {Description} description @returns {Record<string, string>} */
export function admxFiles(description) {
  /** @type {Texts} */
  const texts = {
    strings: new Map([
      ['any', 'Any version'], ['trainspotter', 'Trainspotter'],
      ['install', 'Install Trainspotter'], ['install_explain', `Installs Trainspotter, keeps it up to date, and keeps people from switching it off. It comes from ${description.updatesUrl}.`],
    ]),
    presentations: new Map(),
  };
  const definitions = admx(description, texts);
  return { 'windows/trainspotter.admx': definitions, 'windows/en-US/trainspotter.adml': adml(texts) };
}
