// CPU time of all processes of a browser, from what Linux tells of them.
import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second, as Linux shows them to programs. */
const TICKS = 100;

/** Whether it can be known here. */
export const KNOWN = process.platform === 'linux';

/** Milliseconds of CPU that the processes under this one have taken whose name fits. @param {RegExp} name */
export function cpuTime(name) {
  const all = readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).flatMap((pid) => {
    try {
      const [, called, rest] = /** @type {RegExpExecArray} */ (/^\d+ \((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')));
      const fields = rest.split(' ');
      return [{ pid: Number(pid), called, parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) }];
    } catch {
      // It ended between the listing and the reading.
      return [];
    }
  });
  const below = new Set([process.pid]);
  for (let size = 0; size !== below.size;) {
    size = below.size;
    for (const { pid, parent } of all) if (below.has(parent)) below.add(pid);
  }
  const counted = all.filter(({ pid, called }) => below.has(pid) && name.test(called));
  return (counted.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS) * 1_000;
}
