// The sensor: sees addresses and named places in the page, and nothing else.
//
// It knows no vendor: the watch list says which hosts, query names and selectors matter. It never reads
// messages, keys or bodies. What it has reported once for a tenant it only counts, so that an open
// workspace falls silent.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @typedef {import('../types').WatchList} WatchList */
  /** @typedef {import('../types').Signal} Signal */

  /** Wait before a batch is sent, in milliseconds: long enough to gather a burst, short enough to feel immediate. */
  const BATCH_DELAY = 250;
  /** Signals in one message. */
  const MOST_IN_BATCH = 400;
  /** Answers that have to agree before addresses of one shape are taken for the same. */
  const AGREED = 3;
  /** Added elements looked at one by one; if there are more, the page is looked through once instead. */
  const MOST_ADDED = 200;
  /** Looking may take one part in so many of the time. */
  const SHARE_OF_TIME = 50;
  /** Different signals remembered at most; more are only counted as overflow. */
  const REMEMBERED = 2_000;
  const HTTPS = 'https://';
  /** Visible time without any known place after which the app counts as not recognised, in milliseconds. */
  const UNRECOGNISED_AFTER = 60_000;

  /** One selector for a place; one that this browser does not understand must not silence the others. @param {string[]} selectors */
  function joined(selectors) {
    const probe = document.createDocumentFragment();
    return selectors.filter((selector) => {
      try {
        probe.querySelector(selector);
        return true;
      } catch {
        return false;
      }
    }).join(',');
  }

  /** Calls once after so much time in which the page was visible. @param {number} wait @param {() => void} then @param {AbortSignal} signal */
  function afterVisible(wait, then, signal) {
    let left = wait;
    let since = 0;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const turn = () => {
      if (timer !== undefined) {
        clearTimeout(timer);
        timer = undefined;
        left -= Date.now() - since;
      }
      if (document.visibilityState !== 'visible') return;
      since = Date.now();
      timer = setTimeout(then, Math.max(0, left));
    };
    document.addEventListener('visibilitychange', turn, { signal });
    signal.addEventListener('abort', () => clearTimeout(timer));
    turn();
  }

  /**
   * Starts to watch the page.
   * @param {WatchList} list
   * @param {Report} report
   * @param {import('../types').Early} early what happened before the list was there
   */
  kit.sense = (list, report, early) => {
    /** What was reported, with the activity it turned out to be. @type {Map<string, { by: 'request' | 'surface' | null, activity: string | null, repeats: number }>} */
    const known = new Map();
    /** @type {Map<string, Signal>} */
    const waiting = new Map();
    let { overflow } = early;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let timer;
    const ended = new AbortController();
    const { signal } = ended;

    const { address } = kit;
    const page = () => address.of(new URL(location.href), list.query);
    /** Of which address the tenant was last looked up: each part of an address has to be asked of the browser. */
    let asked = '';
    let found = '';
    function tenant() {
      const { href } = location;
      if (href !== asked) [asked, found] = [href, address.tenant(list)];
      return found;
    }
    /** How addresses of one shape were answered so far. @type {Map<string, { activity: string | null, agreed: number }>} */
    const shapes = new Map();

    async function send() {
      timer = undefined;
      const batch = [...waiting].slice(0, MOST_IN_BATCH);
      for (const [key] of batch) waiting.delete(key);
      if (waiting.size > 0) timer = setTimeout(send, BATCH_DELAY);
      const activities = await report.signals(batch.map(([, seen]) => seen));
      batch.forEach(([key, seen], index) => {
        const entry = known.get(key);
        const activity = activities[index] ?? null;
        if (entry) entry.activity = activity;
        if (seen.kind === 'request' && index < activities.length) agree(shapeKey(seen.url), activity);
      });
    }

    /** @param {string} url */
    const shapeKey = (url) => `${address.shape(url)} ${tenant()}`;

    /** @param {string} key @param {string | null} activity */
    function agree(key, activity) {
      const shape = shapes.get(key);
      if (!shape) shapes.set(key, { activity, agreed: 1 });
      // Once they differ, every address of this shape is asked about.
      else shape.agreed = shape.activity === activity ? shape.agreed + 1 : -Infinity;
      if (shape?.agreed === AGREED) known.set(`shape ${key}`, { by: 'request', activity, repeats: 0 });
    }

    /** @param {string} key @param {Signal} seen */
    function note(key, seen) {
      const before = known.get(key);
      if (before) {
        before.repeats += 1;
      } else if (known.size >= (seen.kind === 'surface' ? 2 * REMEMBERED : REMEMBERED)) {
        // A flood of addresses leaves room for what people do.
        overflow += 1;
      } else {
        known.set(key, { by: seen.kind === 'request' || seen.kind === 'surface' ? seen.kind : null, activity: null, repeats: 0 });
        waiting.set(key, seen);
        timer ??= setTimeout(send, BATCH_DELAY);
      }
    }

    /** Hands over the repeats counted since the last time. */
    async function flush() {
      /** @type {import('../types').Counts} */
      const counts = { request: {}, surface: {} };
      let any = overflow > 0;
      for (const entry of known.values()) {
        // What has no answer yet keeps its repeats for the next time.
        if (!entry.by || !entry.activity || entry.repeats === 0) continue;
        counts[entry.by][entry.activity] = (counts[entry.by][entry.activity] ?? 0) + entry.repeats;
        entry.repeats = 0;
        any = true;
      }
      const over = overflow;
      overflow = 0;
      if (any) await report.counts(counts, over);
    }

    /** @typedef {{ paths: Set<string>, fronts: string[] }} Watched what rules may know of requests to a host */
    /** Hosts met; null if nothing is known of requests to them. @type {Map<string, Watched | null>} */
    const hosts = new Map();

    /** @param {string} host @returns {Watched | null} */
    function watched(host) {
      const before = hosts.get(host);
      if (before !== undefined) return before;
      const groups = list.requests.filter((group) => address.isOn(host, group.hosts));
      const particular = groups.filter(({ alike }) => !alike);
      const entry = groups.length === 0 && !address.isOn(host, list.hosts) ? null : {
        paths: new Set(particular.flatMap(({ paths }) => paths)), fronts: particular.flatMap(({ fronts }) => fronts),
      };
      if (hosts.size < REMEMBERED) hosts.set(host, entry);
      return entry;
    }

    // Most requests of a busy page end here: no object is made for them and nobody is woken.
    /** Under which name a request is reported or counted; none: it is none of ours. @param {string} name @param {string} here */
    function keyOf(name, here) {
      const slash = name.indexOf('/', HTTPS.length);
      const host = slash < 0 ? name.slice(HTTPS.length) : name.slice(HTTPS.length, slash);
      const entry = watched(host);
      if (!entry) return undefined;
      const query = name.indexOf('?', slash);
      const path = slash < 0 ? '/' : name.slice(slash, query < 0 ? undefined : query);
      if (entry.paths.has(path) || entry.fronts.some((front) => path.startsWith(front))) return `r ${address.cut(name, list.query)} ${here}`;
      // Of the rest the rules say the same, or nothing: one of it is enough. It may show a tenant's address.
      return `h ${host} ${here}`;
    }

    /** @param {{ name: string, initiatorType: string }[]} entries */
    function requests(entries) {
      const here = tenant();
      for (const { name, initiatorType } of entries) {
        const key = name.startsWith(HTTPS) ? keyOf(name, here) : undefined;
        if (key === undefined) continue;
        const before = known.get(key);
        if (before) {
          before.repeats += 1;
          continue;
        }
        if (known.size >= REMEMBERED) {
          overflow += 1;
          continue;
        }
        // Under such a key stands the address, already cut.
        const target = key.startsWith('r ') ? key.slice(2, -1 - here.length) : address.cut(name, list.query);
        const shape = shapeKey(target);
        const alike = (shapes.get(shape)?.agreed ?? 0) >= AGREED ? known.get(`shape ${shape}`) : undefined;
        if (alike) alike.repeats += 1;
        else note(key, { kind: 'request', url: target, type: initiatorType, page: page() });
      }
    }

    /** Whom the page was about when it was last reported. */
    let about = tenant();
    function navigated(at = page()) {
      const here = tenant();
      if (here !== about) {
        // What was only counted belongs to the tenant before; and who comes back to one is told of again.
        void flush();
        known.delete(`p ${at}`);
        about = here;
      }
      note(`p ${at}`, { kind: 'page', url: at });
    }

    /** @param {string} id */
    const used = (id) => note(`s ${id} ${tenant()}`, { kind: 'surface', app: list.app, surface: id, page: page() });

    const places = list.surfaces.map(({ id, on, selectors, named }) => ({ id, on, selector: joined(selectors), named })).filter(({ selector, named }) => selector || named.length > 0);
    /** @param {Element} element @param {typeof places[number]} place */
    const isPlace = (element, { selector, named }) => (selector !== '' && element.matches(selector)) || kit.roles.is(element, named);
    /** @param {Element} root @param {string} selector */
    const holds = (root, selector) => selector !== '' && (root.matches(selector) || root.querySelector(selector) !== null);
    const clickable = places.filter(({ on }) => on === 'click');
    const unseen = new Set(places.filter(({ on }) => on === 'appear'));
    const anyUnseen = () => [...unseen].map(({ selector }) => selector).filter(Boolean).join(',');
    /** All of them in one selector: most of what is added holds none, and is asked once. */
    let any = anyUnseen();

    // Told again when the state changes: the last state per switch and tenant is what was reported.
    /** @type {Map<string, string>} */
    const switches = new Map();
    const lookForSwitches = kit.watchSwitches(list.settings, (setting, state) => {
      const key = `${setting} ${tenant()}`;
      if (switches.get(key) === state) return;
      switches.set(key, state);
      waiting.set(`w ${key}`, { kind: 'setting', app: list.app, setting, state, page: page() });
      timer ??= setTimeout(send, BATCH_DELAY);
    });

    /** @param {Event} event */
    function clicked(event) {
      // A page can dispatch clicks of its own; only a person's count.
      if (event.isTrusted) clickedOn(event.composedPath().filter((step) => step instanceof Element));
    }

    /** @param {Element[]} path */
    function clickedOn(path) {
      for (const place of clickable) {
        if (path.some((step) => isPlace(step, place))) used(place.id);
      }
      // A switch says its new state only after the page has worked on the click.
      if (list.settings.length > 0) setTimeout(() => lookForSwitches(document.documentElement), 2 * BATCH_DELAY);
    }

    /** @type {Set<Element>} */
    let added = new Set();
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let looking;

    /** Wait before the next look: longer, the longer the last one took. */
    let pause = BATCH_DELAY;

    function look() {
      const began = performance.now();
      looking = undefined;
      const roots = added.size > MOST_ADDED ? [document.documentElement] : added;
      added = new Set();
      /** A switch may get its name beside it; what has one parent is looked through once. @type {Set<Element>} */
      const around = new Set();
      for (const root of roots) {
        if (!root.isConnected) continue;
        const isNear = holds(root, any);
        for (const place of unseen) {
          if (!(isNear && holds(root, place.selector)) && !kit.roles.find(root, place.named)) continue;
          unseen.delete(place);
          any = anyUnseen();
          recognised.abort();
          used(place.id);
        }
        if (list.settings.length > 0) around.add(root.parentElement ?? root);
      }
      for (const root of around) lookForSwitches(root);
      if (unseen.size === 0 && list.settings.length === 0) appearing.disconnect();
      pause = Math.max(BATCH_DELAY, SHARE_OF_TIME * (performance.now() - began));
    }

    const appearing = new MutationObserver((mutations) => {
      for (const { addedNodes } of mutations) {
        for (const node of addedNodes) if (node instanceof Element && added.size <= MOST_ADDED) added.add(node);
      }
      if (added.size > 0) looking ??= setTimeout(look, pause);
    });

    const recognised = new AbortController();
    signal.addEventListener('abort', () => recognised.abort());
    if (unseen.size > 0) afterVisible(UNRECOGNISED_AFTER, report.unrecognised, recognised.signal);

    // Each once, and the one that is open last.
    for (const url of [...new Set([...early.pages, location.href].reverse())].reverse()) navigated(address.of(new URL(url), list.query));
    requests(early.requests);
    const observer = new PerformanceObserver((seen) => requests(/** @type {PerformanceResourceTiming[]} */ (seen.getEntries())));
    observer.observe({ type: 'resource' });
    if (unseen.size > 0 || list.settings.length > 0) {
      appearing.observe(document, { childList: true, subtree: true });
      if (document.documentElement) added.add(document.documentElement);
      look();
    }
    for (const path of early.clicks) clickedOn(path);
    document.addEventListener('click', clicked, { capture: true, passive: true, signal });
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && void flush(), { signal });
    globalThis.addEventListener('pagehide', () => void flush(), { signal });
    kit.onNavigation(() => navigated(), signal);

    return {
      flush,
      stop() {
        ended.abort();
        observer.disconnect();
        appearing.disconnect();
        clearTimeout(timer);
        clearTimeout(looking);
      },
    };
  };
})();
