// The only way out that the tests leave a browser: a CONNECT proxy that serves the hosts of the test and refuses all others,
// so that a stray request fails at once and is counted, instead of leaving the machine.

import { createServer } from 'node:http';
import { connect } from 'node:net';

/** A host that answers by itself and is not counted: a visit to it marks a place in a browser's network log. */
export const LOG_MARK = 'log-mark.invalid';

/**
 * @param {{serves: (host: string) => boolean, target: number}} options `target`: port on 127.0.0.1 that answers for every served host
 * @returns {Promise<{port: number, refused: string[], close: () => Promise<void>}>} `refused`: host:port, once per attempt
 */
export async function startProxy({ serves, target }) {
  /** @type {string[]} */
  const refused = [];
  /** @type {Set<import('node:stream').Duplex>} */
  const open = new Set();

  // A plain http:// request arrives here whole, not as CONNECT: nothing in the tests is plain.
  const proxy = createServer((request, response) => {
    if (hostAndPort(request.url ?? '') === `${LOG_MARK}:80`) { response.end('a mark in the network log'); return; }
    refused.push(hostAndPort(request.url ?? ''));
    response.writeHead(403).end();
  });
  proxy.on('connect', (request, client, head) => {
    const [host, port] = (request.url ?? '').split(':');
    client.on('error', () => client.destroy());
    if (port !== '443' || !serves(host)) {
      refused.push(request.url ?? '');
      client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    const upstream = connect(target, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      if (head.length) upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    // The browser drops connections whenever it likes: the end of one is not an error of the test.
    upstream.on('error', () => client.destroy());
    for (const stream of [client, upstream]) {
      open.add(stream);
      stream.on('close', () => { open.delete(stream); client.destroy(); upstream.destroy(); });
    }
  });

  await new Promise((resolve) => { proxy.listen(0, '127.0.0.1', () => resolve(undefined)); });
  return {
    port: /** @type {import('node:net').AddressInfo} */ (proxy.address()).port,
    refused,
    async close() {
      const closed = new Promise((resolve) => { proxy.close(resolve); });
      for (const stream of open) stream.destroy();
      proxy.closeAllConnections();
      await closed;
    },
  };
}

/** @param {string} url */
function hostAndPort(url) {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  return parsed ? `${parsed.hostname}:${parsed.port || 80}` : url;
}
