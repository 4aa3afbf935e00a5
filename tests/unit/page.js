// A page without a browser, for counting what the sensor says: the scripts that ship, a clock that is turned by hand, and
// requests that are told. What only a browser can show is tested in `tests/browser/`.
import { readFileSync } from 'node:fs';
import vm from 'node:vm';

const SCRIPTS = ['address', 'early', 'roles', 'switches', 'sensor'];

/** A clock that stands still until it is turned. */
class Clock {
  now = 0;
  /** @type {{ at: number, then: () => void }[]} */
  due = [];

  /** @param {() => void} then @param {number} [wait] */
  setTimeout = (then, wait = 0) => {
    const entry = { at: this.now + wait, then };
    this.due.push(entry);
    return entry;
  };

  /** @param {{ at: number, then: () => void }} entry */
  clearTimeout = (entry) => { this.due = this.due.filter((other) => other !== entry); };

  /** Turns the clock, and lets answers arrive. @param {number} by milliseconds */
  async turn(by) {
    const end = this.now + by;
    for (;;) {
      const next = this.due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at)[0];
      if (!next) break;
      this.now = next.at;
      this.clearTimeout(next);
      next.then();
      await new Promise((resolve) => { setImmediate(resolve); });
    }
    this.now = end;
  }
}

/**
 * Opens a page and starts the sensor in it.
 * @param {string} url
 * @param {any} list the watch list
 * @param {(signals: any[]) => (string | null)[]} answer what the worker says to a batch
 */
export function openPage(url, list, answer) {
  const clock = new Clock();
  /** When each message was sent, and how many signals it held. @type {{ at: number, signals: number }[]} */
  const messages = [];
  /** @type {{ counts: any, overflow: number }[]} */
  const counted = [];
  /** @type {(list: { getEntries: () => object[] }) => void} */
  let seen = () => undefined;
  const nothing = () => undefined;
  const page = {
    URL, AbortController, Element: class {}, console,
    location: new URL(url), navigation: { addEventListener: nothing }, addEventListener: nothing, performance: { now: () => clock.now },
    setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout, Date: { now: () => clock.now },
    document: {
      visibilityState: 'visible', documentElement: null, addEventListener: nothing,
      createDocumentFragment: () => ({ querySelector: () => null }), querySelector: () => null, querySelectorAll: () => [],
    },
    MutationObserver: class { observe() {} disconnect() {} takeRecords() { return []; } },
    PerformanceObserver: class {
      /** @param {typeof seen} callback */
      constructor(callback) { seen = callback; }
      observe() {}
      disconnect() {}
      takeRecords() { return []; }
    },
  };
  vm.createContext(page);
  for (const name of SCRIPTS) vm.runInContext(readFileSync(new URL(`../../extension/content/${name}.js`, import.meta.url), 'utf8'), page);
  const kit = /** @type {any} */ (page).trainspotter;
  const sensor = kit.sense(list, {
    async signals(/** @type {any[]} */ batch) {
      messages.push({ at: clock.now, signals: batch.length });
      return answer(batch);
    },
    counts: async (/** @type {any} */ counts, /** @type {number} */ overflow) => void counted.push({ counts, overflow }),
    unrecognised: nothing,
  }, { requests: [], clicks: [], pages: [], overflow: 0 });
  return {
    clock, messages, counted, flush: () => sensor.flush(),
    /** The page made these requests. @param {string[]} urls */
    request(urls) {
      const entries = urls.map((name) => ({ name, initiatorType: 'fetch' }));
      seen({ getEntries: () => entries });
    },
  };
}
