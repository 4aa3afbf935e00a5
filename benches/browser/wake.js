// From a message of a page to the first verdict, when the background sleeps; beside an empty one that only answers.
//
// usage: BROWSER=chromium|firefox node benches/browser/wake.js WAKES
import { readFileSync } from 'node:fs';
import { launch } from '../../tests/browser/browser.js';
import { startServer } from '../../tests/browser/server.js';
import { waking } from './extensions.js';

const HOST = 'bench.example';
const name = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const wakes = Number(process.argv[2]);
const { cases: [{ signal }] } = JSON.parse(readFileSync(new URL('../../tests/cases/golden.json', import.meta.url), 'utf8'));

/** Runs in the page. @param {object} ask @returns {Promise<{took: number, answer: any}>} */
const askBackground = (ask) => new Promise((resolve) => {
  addEventListener('message', function heard({ data }) {
    if (!('took' in data)) return;
    removeEventListener('message', heard);
    resolve(data);
  });
  postMessage({ ask });
});

/** @param {import('../../tests/browser/browser.js').Browser} browser @param {boolean} judges */
async function wake(browser, judges) {
  await browser.stopWorker();
  if (await browser.workerRunning()) throw new Error('the background still runs');
  const { took, answer } = await browser.run(askBackground, { type: 'signals', signals: [signal] });
  if (judges && !answer?.activities?.[0]) throw new Error(`no verdict: ${JSON.stringify(answer)}`);
  return took;
}

const server = await startServer({ hosts: [HOST], pages: { [HOST]: { folder: '../../benches/browser/waking', reaches: '', images: '' } } });
const folders = await waking(name, `https://${HOST}/*`);
/** @type {{name: string, browser: import('../../tests/browser/browser.js').Browser, samples: number[]}[]} */
const ways = [];
try {
  for (const [way, extension] of Object.entries(folders)) {
    const browser = await launch({ browser: name, extension, server });
    ways.push({ name: way, browser, samples: [] });
    await browser.open(`https://${HOST}/`);
    await wake(browser, way === 'Trainspotter');
  }
  for (let round = 0; round < wakes; round += 1) {
    for (const { name: way, browser, samples } of ways) samples.push(await wake(browser, way === 'Trainspotter'));
  }
} finally {
  for (const { browser } of ways) await browser.close();
  await server.close();
}
const series = ways.map(({ name: way, samples }) => ({ name: way, samples }));
console.log(JSON.stringify({ part: `wake-${name}`, comparisons: [{ id: `wake/${name}`, unit: 'ms', series }] }));
