// The test workspace itself, without the extension, in the browser that BROWSER names. If this page did not behave as the real
// client does, whatever is tested on it would prove nothing.

import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, waitFor } from './browser.js';
import { startServer } from './server.js';
import { HARBOUR, LINDEN, WorkspaceHands } from './workspace-hands.js';

const BROWSER = process.env.BROWSER === 'firefox' ? 'firefox' : 'chromium';
const QUERY_ORDER = [
  '_x_id', '_x_csid', 'slack_route', '_x_version_ts', '_x_foreground', '_x_frontend_build_type', '_x_desktop_ia', '_x_gantry',
  '_x_b3_traceid', '_x_b3_spanid', '_x_b3_sampled', 'fp', '_x_num_retries',
];
const EDGE_ORDER = ['_x_app_name', '_x_b3_traceid', '_x_b3_spanid', '_x_b3_sampled', 'fp', '_x_num_retries'];

/** @type {import('./server.js').TestServer} */ let server;
/** @type {import('./browser.js').Browser} */ let browser;
/** @type {WorkspaceHands} */ let hands;

before(async () => {
  server = await startServer();
  browser = await launch({ browser: BROWSER, server });
  hands = new WorkspaceHands(browser);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** The API methods that were called from a place in the log on. @param {number} from @returns {string[]} */
const methods = (from) => server.requests.slice(from).filter(({ path }) => path.startsWith('/api/')).map(({ path }) => path.slice('/api/'.length));

/** How often a method was called since. @param {number} from @param {string} method */
const calls = (from, method) => methods(from).filter((called) => called === method).length;

/** @param {() => Promise<unknown>} act @returns {Promise<number>} where the log stood before it */
async function during(act) {
  const from = server.requests.length;
  await act();
  await hands.settled();
  return from;
}

beforeEach(() => { server.requests.length = 0; });

// First, while the browser has kept no picture yet.
test('the server saw just what the page says that it sent, and the start is noisy', async () => {
  await hands.open({ poll: 0 });
  await waitFor(() => server.requests.some(({ path }) => path === '/clog/track/'), 'the telemetry of the start');
  const { sent, errors } = await hands.state();
  const seen = server.requests.filter(({ host }) => host !== 'app.slack.com').map(({ method, url }) => `${method} ${url}`);
  assert.deepEqual(errors, []);
  assert.ok(sent.length >= 100, `${sent.length} requests at the start`);
  assert.deepEqual(seen.toSorted(), sent.map(({ method, url }) => `${method} ${url}`).toSorted());
  for (const method of ['aiApps.list', 'api.features', 'experiments.getByUser', 'ai.alpha.translate.locales', 'slackbot.mcp.list', 'client.userBoot', 'users.priority.list']) {
    assert.equal(calls(0, method), 1, method);
  }
  assert.equal(calls(0, 'client.counts'), 2, 'one for each workspace');
  assert.equal(server.requests.filter(({ path }) => path.startsWith('/files-tmb/')).length, 49);
  assert.deepEqual((await browser.consoleMessages()).filter(({ level }) => level === 'error'), []);
});

test('requests have the shape of the real ones', async () => {
  await hands.open({ poll: 0 });
  const called = server.requests.filter(({ path }) => path.startsWith('/api/'));
  const early = called.filter(({ query }) => query._x_id.startsWith('noversion-'));
  const later = called.filter((request) => !early.includes(request));
  const cached = server.requests.filter(({ host }) => host === 'edgeapi.slack.com');
  assert.deepEqual([early.length, cached.length], [5, 13]);
  assert.ok(later.length >= 45);
  for (const { query, method } of early) assert.deepEqual([method, 'slack_route' in query, '_x_csid' in query], ['POST', false, false]);
  for (const { query, method, fields, headers, host } of later) {
    assert.equal(method, 'POST');
    assert.deepEqual(Object.keys(query), QUERY_ORDER);
    assert.equal(query.slack_route, host === LINDEN.host ? LINDEN.team : HARBOUR.team);
    assert.equal(query._x_gantry, 'true');
    assert.ok(fields.token && fields._x_reason);
    assert.match(headers['content-type'], /^multipart\/form-data/);
    assert.equal(headers.origin, 'https://app.slack.com');
  }
  for (const { query, path } of cached) {
    assert.deepEqual(Object.keys(query), EDGE_ORDER);
    assert.ok(path.startsWith(`/cache/${LINDEN.team}/`));
  }
});

test('sending a message is one chat.postMessage, and typing is none', async () => {
  await hands.open({ poll: 0, draft: 30 });
  const typing = await during(async () => {
    await hands.compose('The river books are on table two');
    await server.seen(({ path }) => path === '/api/drafts.create', 'the draft');
  });
  assert.equal(calls(typing, 'chat.postMessage'), 0);
  const sending = await during(async () => {
    await hands.send();
    await waitFor(async () => await hands.lastMessage() === 'The river books are on table two', 'the message');
  });
  assert.equal(calls(sending, 'chat.postMessage'), 1);
  assert.equal(calls(sending, 'drafts.delete'), 1);
  const [post] = server.requests.filter(({ path }) => path === '/api/chat.postMessage');
  assert.deepEqual([post.host, post.fields.channel, 'thread_ts' in post.fields], [LINDEN.host, LINDEN.channel, false]);

  const byKey = await during(async () => {
    await hands.compose('and this one with Enter\uE007');
    await server.seen(({ fields }) => fields.blocks?.includes('with Enter'), 'the second message');
  });
  assert.equal(calls(byKey, 'chat.postMessage'), 1);
});

test('opening a channel reads it, in another workspace too, without loading a page', async () => {
  await hands.open({ poll: 0 });
  const near = await during(() => hands.goTo(LINDEN.other));
  assert.equal(new URL(await browser.driver.getCurrentUrl()).pathname, `/client/${LINDEN.team}/${LINDEN.other}`);
  assert.deepEqual(methods(near).toSorted(), ['conversations.history', 'conversations.mark', 'conversations.view']);

  const far = await during(() => hands.switchTeam(HARBOUR.team));
  assert.equal(new URL(await browser.driver.getCurrentUrl()).pathname, `/client/${HARBOUR.team}/${HARBOUR.channel}`);
  const hosts = new Set(server.requests.slice(far).filter(({ path }) => path.startsWith('/api/')).map(({ host }) => host));
  assert.deepEqual([...hosts], [HARBOUR.host]);
  assert.equal(calls(far, 'conversations.view'), 1);
  assert.equal(await (await browser.find('[data-qa=channel_name]')).getText(), 'rehearsals');

  await browser.driver.navigate().back();
  await waitFor(async () => await (await browser.find('[data-qa=channel_name]')).getText() === 'events', 'the way back');
  assert.equal(server.requests.filter(({ host, headers }) => host === 'app.slack.com' && headers['sec-fetch-dest'] === 'document').length, 1);
});

test('a thread opens beside its channel, takes replies, and is summarised', async () => {
  await hands.open({ poll: 0, quiet: true });
  const opened = await during(() => hands.openThread());
  assert.match(new URL(await browser.driver.getCurrentUrl()).pathname, /^\/client\/T07LNDNBK\/C07SH0PFL\/thread\/C07SH0PFL-\d+\.\d{6}$/);
  assert.deepEqual(methods(opened).toSorted(), ['conversations.replies', 'subscriptions.thread.mark']);
  assert.equal(await browser.count('[data-qa=reply_container] [data-qa=message_container]'), 5);
  assert.equal(await browser.count('[data-qa=message_input][data-thread-ts]'), 1);

  const replied = await during(async () => {
    await hands.compose('I will read third', { inThread: true });
    await hands.send({ inThread: true });
    await waitFor(async () => await browser.count('[data-qa=reply_container] [data-qa=message_container]') === 6, 'the reply');
  });
  assert.equal(calls(replied, 'chat.postMessage'), 1);
  assert.ok(server.requests.find(({ path }) => path === '/api/chat.postMessage')?.fields.thread_ts);

  const summed = await during(async () => assert.match(await hands.summarizeThread(), /seed cake/i));
  assert.deepEqual(methods(summed), ['ai.alpha.summarize.thread']);
});

test('search suggests while one types and searches when told to', async () => {
  await hands.open({ poll: 0, quiet: true, draft: 30 });
  const typing = await during(async () => {
    await hands.typeSearch('chairs');
    await server.seen(({ path, fields }) => path === '/api/search.autocomplete' && fields.query === 'chairs', 'suggestions');
  });
  assert.ok(await browser.count('.c-search_autocomplete__suggestion_item') >= 1);
  assert.equal(methods(typing).filter((method) => method.startsWith('search.modules.')).length, 0);
  const searching = await during(async () => {
    await browser.press('\uE007');
    await browser.find('[data-qa=search_result]');
  });
  assert.deepEqual(methods(searching).toSorted(), ['search.modules.channels', 'search.modules.files', 'search.modules.messages', 'search.modules.people']);
  assert.equal(new URL(await browser.driver.getCurrentUrl()).pathname, `/client/${LINDEN.team}/search`);
  assert.equal(await browser.count('[data-qa=search_view], [data-qa=search_filters], [data-qa=search_tab_messages]'), 3);
});

test('reactions, edits, uploads, huddles and the assistant each make their own requests', async () => {
  await hands.open({ poll: 0, quiet: true });
  const reacted = await during(async () => {
    await hands.react('book');
    await browser.find('.c-reaction_bar [data-emoji=book]');
  });
  assert.deepEqual(methods(reacted).toSorted(), ['emoji.collections.list', 'reactions.add']);

  await hands.say('Frist come, first served');
  const edited = await during(async () => {
    await hands.edit('First come, first served');
    await browser.find('.c-message__edited_label');
  });
  assert.deepEqual(methods(edited), ['chat.update']);

  const folder = await mkdtemp(join(tmpdir(), 'trainspotter-upload-'));
  await writeFile(join(folder, 'rota.txt'), 'Saturday: Mira');
  const uploaded = await during(async () => {
    await hands.upload(join(folder, 'rota.txt'));
    await server.seen(({ path }) => path === '/api/files.completeUpload', 'the upload');
  });
  await rm(folder, { recursive: true });
  assert.deepEqual(methods(uploaded), ['files.getUploadURL', 'files.completeUpload']);
  const bytes = server.requests.filter(({ host, path }) => host === 'files.slack.com' && path.startsWith('/upload/v1/'));
  assert.deepEqual(bytes.map(({ method, fields }) => [method, fields.file]), [['POST', 'rota.txt (14 bytes)']]);

  const joined = await during(() => hands.click('[data-qa^=huddle_channel_header_button]'));
  assert.deepEqual(methods(joined), ['rooms.join']);
  const left = await during(() => hands.click('#huddle_mini_player_leave_button'));
  assert.deepEqual(methods(left), ['rooms.leave']);

  const asked = await during(async () => {
    await hands.click('[data-qa=slackbot-ai-button]');
    await server.seen(({ path }) => path === '/api/assistant.threads.startThread', 'the assistant');
  });
  assert.equal(calls(asked, 'assistant.threads.startThread'), 1);
  assert.deepEqual((await hands.state()).errors, []);
});

test('polls come as often as asked for, with nobody doing anything', async () => {
  await hands.open({ poll: 100 });
  const from = server.requests.length;
  await waitFor(() => calls(from, 'client.counts') >= 6, 'three polls of two workspaces', 5_000);
  assert.deepEqual([...new Set(methods(from))].toSorted(), ['client.counts', 'conversations.history']);
  assert.equal((await hands.state()).errors.length, 0);
});

test('the list lets rows go that are scrolled away', async () => {
  await hands.open({ quiet: true });
  const rows = () => browser.run(() => [...document.querySelectorAll('main .c-virtual_list__item')].map(({ id }) => id));
  const low = await rows();
  assert.ok(low.length >= 8 && low.length < 60, `${low.length} rows`);
  await browser.run(() => document.querySelector('.c-virtual_list')?.scrollTo(0, 0));
  await waitFor(async () => (await rows()).every((id) => !low.includes(id)), 'the rows below to be gone');
  assert.match(await (await browser.find('main .c-virtual_list__item')).getText(), /\w/);
});

for (const csp of /** @type {const} */ (['none', 'strict', 'tt'])) {
  test(`under the policy "${csp}" the page works, and forbids what it should`, async () => {
    await hands.open({ csp, quiet: true });
    await hands.say(`written under ${csp}`);
    // A script element of the page's own, as an injected string would be: WebDriver's scripts are above the policy.
    const allowed = await browser.run(() => {
      const script = document.createElement('script');
      try {
        script.text = 'document.documentElement.dataset.ran = "yes"';
        document.head.append(script);
      } catch {
        return 'refused as text';
      }
      return document.documentElement.dataset.ran ?? 'refused as script';
    });
    assert.equal(allowed, { none: 'yes', strict: 'refused as script', tt: 'refused as text' }[csp]);
  });
}

test('the surfaces that selectors look for are there', async () => {
  await hands.open({ quiet: true });
  for (const selector of [
    '.p-ia4_client', '.p-client_workspace', '.p-client_workspace_wrapper', '[data-qa=tab_rail_home_button]', '[data-qa=channel-sidebar]',
    '.p-channel_sidebar__channel--unread', '.p-channel_sidebar__channel--suggested', '[data-qa-channel-sidebar-channel-id]', '[data-qa=view_header]',
    '[data-qa=channel_name]', '[data-qa=message_input_container]', '[data-qa=message_input][data-channel-id]', '[data-qa=texty_input][contenteditable=true]',
    '[data-qa=texty_send_button]', '[data-qa=message_container]', '[data-qa=message_sender_name][data-message-sender]', '[data-qa=message-text]', '.c-reaction_bar',
    '[data-qa=top_nav_search]', '[data-qa=slackbot-ai-button]', '[data-qa^=huddle_]', '.c-virtual_list',
  ]) assert.ok(await browser.count(selector) > 0, selector);
  assert.deepEqual((await browser.axe()).map(({ id, nodes }) => [id, nodes.map(({ target }) => target)]), []);
});
