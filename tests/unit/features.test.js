// What an organisation switches off is off for pages and messages alike.
import assert from 'node:assert/strict';
import test from 'node:test';
import { isOptional, messageIsOff, sectionIsOff } from '../../extension/features.js';

/** @param {string[]} disabledFeatures */
const display = (disabledFeatures) => /** @type {any} */ ({ disabledFeatures });

test('each feature has its messages and sections, and switches off no other', () => {
  const cases = [
    ['reading', ['read', 'sources'], []], ['custom-rules', ['rules-add'], ['custom-rules']], ['stances', ['stance'], ['stances']],
    ['transfer', ['export', 'import'], ['transfer']], ['compare', [], ['compare']],
  ];
  let checked = 0;
  for (const [feature, messages, sections] of /** @type {[string, string[], string[]][]} */ (cases)) {
    for (const [other] of /** @type {[string][]} */ (cases)) {
      for (const type of messages) assert.equal(messageIsOff(type, display([other])), other === feature, `${type} without ${other}`);
      for (const id of sections) assert.equal(sectionIsOff(id, display([other])), other === feature, `${id} without ${other}`);
      checked += messages.length + sections.length;
    }
    for (const type of messages) assert.ok(isOptional(type), type);
  }
  assert.equal(checked, 50);
  assert.ok(!isOptional('signals') && !isOptional('watch'));
});
