// What happens in a page before the watch list is there: kept within bounds, and handed to the sensor once it is.
//
// A worker that sleeps takes its time to wake, and people do not wait for it. Nothing is looked at here; what does
// not concern any rule is dropped when the list is there. What only appeared needs no keeping: it is still there.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** Requests and clicks kept at most; more are only counted. */
  const MOST_REQUESTS = 2_000;
  const MOST_CLICKS = 100;
  const MOST_PAGES = 100;

  /** Starts to keep. @returns {{ end: () => import('../types').Early }} `end` stops, and hands over what was kept */
  kit.early = () => {
    /** @type {import('../types').Early} */
    const kept = { requests: [], clicks: [], pages: [], overflow: 0 };
    const ended = new AbortController();
    const { signal } = ended;

    /** @template T @param {T[]} list @param {number} most @param {T} item */
    function keep(list, most, item) {
      if (list.length < most) list.push(item);
      else kept.overflow += 1;
    }

    /** @param {PerformanceEntryList} entries */
    const requested = (entries) => {
      for (const { name, initiatorType } of /** @type {PerformanceResourceTiming[]} */ (entries)) keep(kept.requests, MOST_REQUESTS, { name, initiatorType });
    };
    const observer = new PerformanceObserver((list) => requested(list.getEntries()));
    observer.observe({ type: 'resource', buffered: true });
    const arrived = () => keep(kept.pages, MOST_PAGES, location.href);
    arrived();
    kit.onNavigation(arrived, signal);
    document.addEventListener('click', (event) => {
      // Only a person's clicks count, see the sensor.
      if (event.isTrusted) keep(kept.clicks, MOST_CLICKS, event.composedPath().filter((step) => step instanceof Element));
    }, { capture: true, passive: true, signal });

    return {
      end() {
        requested(observer.takeRecords());
        observer.disconnect();
        ended.abort();
        return kept;
      },
    };
  };

  /** Calls after every change of the address that loads no new page. @param {() => void} then @param {AbortSignal} signal */
  kit.onNavigation = (then, signal) => {
    const navigation = /** @type {any} */ (globalThis).navigation;
    (navigation ?? globalThis).addEventListener(navigation ? 'navigatesuccess' : 'popstate', then, { signal });
  };
})();
