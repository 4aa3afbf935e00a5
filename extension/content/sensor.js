// The sensor: sees addresses and named places in the page, and nothing else.
//
// It knows no vendor: the watch list says which hosts, query names and selectors matter. It never reads
// text, keys or bodies. What it has reported once for a tenant it only counts, so that an open
// workspace falls silent.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** Wait before a batch is sent, in milliseconds: long enough to gather a burst, short enough to feel immediate. */
  const BATCH_DELAY = 250;
  /** Longest address in a signal, in characters. */
  const LONGEST_ADDRESS = 4_096;
  /** Different requests remembered at most; more are only counted as overflow. */
  const REMEMBERED = 5_000;
  /** Visible time without any known place after which the app counts as not recognised, in milliseconds. */
  const UNRECOGNISED_AFTER = 60_000;

  /** @param {string} pattern @param {string} host */
  const hostMatches = (pattern, host) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern);

  /**
   * Starts to watch the page.
   * @param {import('../types').WatchList} list
   * @param {{ signals: (batch: import('../types').Signal[]) => Promise<(string | null)[]>, counts: (counts: Record<string, number>, overflow: number) => void, unrecognised: () => void }} report
   * @returns {() => void} stops watching
   */
  kit.sense = (list, report) => {
    /** @type {Map<string, string | null>} */
    const known = new Map();
    /** @type {Map<string, import('../types').Signal>} */
    let waiting = new Map();
    /** @type {Record<string, number>} */
    let counts = {};
    let overflow = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const stopped = new AbortController();

    const page = () => location.origin + location.pathname;

    function tenant() {
      for (const { hosts, segment } of list.tenants) {
        if (hosts.some((pattern) => hostMatches(pattern, location.hostname))) {
          return segment === null || segment === undefined ? location.hostname : location.pathname.split('/')[segment + 1];
        }
      }
      return '';
    }

    async function send() {
      timer = undefined;
      const batch = waiting;
      waiting = new Map();
      const activities = await report.signals([...batch.values()]);
      [...batch.keys()].forEach((key, index) => known.set(key, activities[index] ?? null));
    }

    /** @param {string} key @param {import('../types').Signal} signal */
    function note(key, signal) {
      if (known.has(key)) {
        const activity = known.get(key);
        if (activity) counts[activity] = (counts[activity] ?? 0) + 1;
      } else if (known.size >= REMEMBERED) {
        overflow += 1;
      } else {
        known.set(key, null);
        waiting.set(key, signal);
        timer ??= setTimeout(send, BATCH_DELAY);
      }
    }

    /** @param {PerformanceEntryList} entries */
    function requests(entries) {
      for (const entry of entries) {
        if (!(entry instanceof PerformanceResourceTiming) || !entry.name.startsWith('https://')) continue;
        const url = new URL(entry.name);
        if (!list.hosts.some((pattern) => hostMatches(pattern, url.hostname))) continue;
        const kept = list.query.flatMap((name) => {
          const value = url.searchParams.get(name);
          return value === null ? [] : `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`;
        });
        const address = (url.origin + url.pathname + (kept.length ? `?${kept.join('&')}` : '')).slice(0, LONGEST_ADDRESS);
        note(`r ${address} ${tenant()}`, { kind: 'request', url: address, type: entry.initiatorType, page: page() });
      }
    }

    function navigated() {
      note(`p ${page()}`, { kind: 'page', url: page() });
    }

    /** @param {import('../types').WatchList['surfaces'][number]} surface */
    const used = ({ id }) => note(`s ${id} ${tenant()}`, { kind: 'surface', app: list.app, surface: id, page: page() });

    const clickable = list.surfaces.filter((surface) => surface.on === 'click');
    /** @param {Event} event */
    function clicked(event) {
      // A page can dispatch clicks of its own; only a person's count.
      if (!event.isTrusted || !(event.target instanceof Element)) return;
      for (const surface of clickable) {
        if (surface.selectors.some((selector) => /** @type {Element} */ (event.target).closest(selector))) used(surface);
      }
    }

    const unseen = new Set(list.surfaces.filter((surface) => surface.on === 'appear'));
    /** @param {Element} root */
    function look(root) {
      for (const surface of unseen) {
        const selector = surface.selectors.join(',');
        if (root.matches(selector) || root.querySelector(selector)) {
          unseen.delete(surface);
          clearTimeout(patience);
          used(surface);
        }
      }
      if (unseen.size === 0) appearing.disconnect();
    }
    const appearing = new MutationObserver((mutations) => {
      for (const { addedNodes } of mutations) {
        for (const node of addedNodes) if (node instanceof Element) look(node);
      }
    });

    function flush() {
      if (document.visibilityState !== 'hidden' || (Object.keys(counts).length === 0 && overflow === 0)) return;
      report.counts(counts, overflow);
      counts = {};
      overflow = 0;
    }

    const patience = setTimeout(() => {
      if (unseen.size > 0 && document.visibilityState === 'visible') report.unrecognised();
    }, UNRECOGNISED_AFTER);

    const observer = new PerformanceObserver((entries) => requests(entries.getEntries()));
    observer.observe({ type: 'resource', buffered: true });
    if (unseen.size > 0) {
      appearing.observe(document, { childList: true, subtree: true });
      if (document.documentElement) look(document.documentElement);
    }
    const { signal } = stopped;
    document.addEventListener('click', clicked, { capture: true, passive: true, signal });
    document.addEventListener('visibilitychange', flush, { signal });
    const navigation = /** @type {any} */ (globalThis).navigation;
    (navigation ?? globalThis).addEventListener(navigation ? 'navigatesuccess' : 'popstate', navigated, { signal });
    navigated();

    return () => {
      stopped.abort();
      observer.disconnect();
      appearing.disconnect();
      clearTimeout(timer);
      clearTimeout(patience);
    };
  };
})();
