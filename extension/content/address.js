// Addresses as a signal may carry them: without anything that the rules did not ask for.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  /** @typedef {import('../types').WatchList} WatchList */

  /** Longest address in a signal, in characters. */
  const LONGEST_ADDRESS = 4_096;
  /** A part of a path that looks like an id: long, with a digit in it, or very long; as the name of a file it has an ending. */
  const ID = /^(?:(?=[\w~%-]*\d)[\w~%-]{6,}|[\w~%-]{24,})(?=\.\w{2,5}$|$)/;

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
    /** The same for an address as the browser writes it; most have nothing that needs a parser. */
    cut(text, names) {
      const hash = text.indexOf('#');
      const whole = hash < 0 ? text : text.slice(0, hash);
      const question = whole.indexOf('?');
      const path = question < 0 ? whole : whole.slice(0, question);
      // A name before the host is nobody's business; what is kept of a query has to be decoded.
      const plain = !path.includes('@') && (question < 0 || !names.some((name) => whole.includes(`${name}=`, question)));
      return plain ? path.slice(0, LONGEST_ADDRESS) : kit.address.of(new URL(text), names);
    },
    /** The address with every id in its path alike: polls that differ in nothing else have one shape. */
    shape(address) {
      const [path, query = ''] = address.split('?');
      return `${path.split('/').map((part, index) => (index > 2 ? part.replace(ID, '*') : part)).join('/')}?${query.replace(/=[^&]*/g, '=')}`;
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
