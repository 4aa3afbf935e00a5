// Addresses as a signal may carry them: without anything that the rules did not ask for.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @typedef {import('../types').WatchList} WatchList */

  /** Longest address in a signal, in characters. */
  const LONGEST_ADDRESS = 4_096;
  /** A part of a path that looks like an id: long, with a digit in it, or very long. */
  const ID = /^(?:(?=.*\d)[\w-]{6,}|[\w-]{24,})$/;

  /** @param {string} pattern @param {string} host */
  const hostMatches = (pattern, host) => (pattern.startsWith('*.') ? host.endsWith(pattern.slice(1)) : host === pattern);

  kit.address = {
    isOn: (host, patterns) => patterns.some((pattern) => hostMatches(pattern, host)),
    /** The address without query and fragment, except what is named. */
    of(url, names) {
      const kept = names.flatMap((name) => {
        const value = url.searchParams.get(name);
        return value === null ? [] : `${name}=${encodeURIComponent(value).replaceAll('%3A', ':')}`;
      });
      return (url.origin + url.pathname + (kept.length > 0 ? `?${kept.join('&')}` : '')).slice(0, LONGEST_ADDRESS);
    },
    /** The address with every id in its path alike: polls that differ in nothing else have one shape. */
    shape(address) {
      const [path, query = ''] = address.split('?');
      return `${path.split('/').map((part, index) => (index > 2 && ID.test(part) ? '*' : part)).join('/')}?${query.replace(/=[^&]*/g, '=')}`;
    },
    /** The tenant that the page's own address names. */
    tenant(list) {
      for (const { hosts, segment } of list.tenants) {
        if (!hosts.some((pattern) => hostMatches(pattern, location.hostname))) continue;
        const tenant = segment === null || segment === undefined ? location.hostname : location.pathname.split('/')[segment + 1];
        if (tenant) return tenant;
      }
      return '';
    },
  };
})();
