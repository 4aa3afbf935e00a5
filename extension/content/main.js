// Joins sensor, worker and pill in one page. Stops quietly when the extension was reloaded under the page.
(() => {
  const kit = globalThis.trainspotter;
  // The worker puts these scripts into pages that were open before; a page that has them needs no second set.
  if (kit.running?.()) return;

  /** @type {ReturnType<typeof kit.sense> | undefined} */
  let sensor;
  let ended = false;
  kit.running = () => !ended && Boolean(chrome.runtime?.id);

  function stop() {
    ended = true;
    sensor?.stop();
  }

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
      } catch (error) {
        const orphaned = !chrome.runtime?.id || /context invalidated/i.test(String(error));
        if (orphaned) return stop();
        // The worker did not come back; what is seen next may find it.
        if (last) return undefined;
      }
    }
  }

  /** @type {import('../types').Notice | null} */
  let shown = null;

  /** Whether the pill and its words are in the page: they come when there is something to show. @type {Promise<boolean> | undefined} */
  let face;

  async function dressed() {
    const answer = await send({ type: 'face' });
    const ready = 'show' in kit;
    if (ready) kit.texts.choose(answer?.texts ?? null);
    // What comes next may find the page ready for it.
    else face = undefined;
    return ready;
  }

  /** @param {import('../types').Notice | null} notice */
  async function show(notice) {
    shown = notice;
    if (!notice && !face) return;
    const ready = await (face ??= dressed());
    // What came meanwhile is shown instead.
    if (ready && shown === notice) kit.show(notice, (message) => void act(message));
  }

  /** What a person does in the card; an answer may change what it says. @param {object} message */
  async function act(message) {
    const answer = await send({ ...message, about: about(shown) });
    if (answer?.notice) await show(answer.notice);
  }

  /** The practices that a notice tells of. @param {import('../types').Notice | null} notice */
  const about = (notice) => (notice ? [notice, ...notice.together].map(({ finding }) => finding.practice) : []);

  async function start() {
    const early = kit.early();
    const list = await send({ type: 'watch', url: location.origin + location.pathname });
    const before = early.end();
    if (!list?.app) return;
    sensor = kit.sense(list, {
      async signals(batch) {
        const answer = await send({ type: 'signals', signals: batch });
        if (!answer?.activities) return [];
        if (answer.notice || answer.moved) void show(answer.notice);
        return answer.activities;
      },
      counts: (counts, overflow) => send({ type: 'counts', counts, overflow }),
      unrecognised: () => void send({ type: 'unrecognised' }),
    }, before);
  }

  /** The organisation's policy has changed: what is shown may not hold any more. */
  async function renew() {
    const before = shown;
    if (!before) return;
    const answer = await send({ type: 'again', about: about(before) });
    // A person or a later activity may have been faster.
    if (answer && shown === before) await show(answer.notice);
  }

  // The popup asks for what was counted since, before it shows numbers.
  chrome.runtime.onMessage.addListener((message, sender, respond) => {
    if (sender.id !== chrome.runtime.id) return false;
    if (message?.type === 'changed') void renew();
    if (message?.type !== 'flush' || !sensor) return false;
    sensor.flush().then(() => respond(true), () => respond(false));
    return true;
  });

  void start();
})();
