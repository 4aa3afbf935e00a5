// Joins sensor, worker and pill in one page. Stops quietly when the extension was reloaded under the page.
(() => {
  const kit = globalThis.trainspotter;
  let stop = () => {};

  /**
   * Sends a message to the worker. A worker that died meanwhile is started by a second try.
   * @param {object} message
   * @returns {Promise<any>}
   */
  async function send(message) {
    for (const last of [false, true]) {
      if (!chrome.runtime?.id) return stop();
      try {
        const answer = await chrome.runtime.sendMessage(message);
        if (answer !== undefined) return answer;
      } catch {
        if (last || !chrome.runtime?.id) return stop();
      }
    }
  }

  async function start() {
    const list = await send({ type: 'watch', url: location.href });
    if (!list) return;
    stop = kit.sense(list, {
      async signals(batch) {
        const answer = await send({ type: 'signals', signals: batch });
        if (!answer) return [];
        if (answer.notice || answer.moved) kit.show(answer.notice, send);
        return answer.activities;
      },
      counts: (counts, overflow) => void send({ type: 'counts', counts, overflow }),
      unrecognised: () => void send({ type: 'unrecognised' }),
    });
  }

  void start();
})();
