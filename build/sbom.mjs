// A bill of materials without what differs from build to build: the moment, the folder, a random number.

import { uuid } from './policy/description.mjs';

/**
 * @param {any} bill CycloneDX, as cargo-cyclonedx or npm wrote it
 * @param {Date} time
 */
export function steadyBill(bill, time) {
  const folder = new RegExp(`file://${process.cwd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`, 'g');
  const steady = JSON.parse(JSON.stringify(bill).replace(folder, 'file:///trainspotter'));
  // npm takes the folder's name for the project's.
  steady.metadata.component.name = 'trainspotter';
  steady.metadata.timestamp = time.toISOString();
  delete steady.serialNumber;
  steady.serialNumber = `urn:uuid:${uuid(JSON.stringify(steady)).toLowerCase()}`;
  return steady;
}
