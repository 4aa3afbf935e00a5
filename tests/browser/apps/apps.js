// Small pages of our own, modelled on what is known of some apps: the places the rules look for, and a button
// that makes the requests which the app makes for one activity. What differs is in apps.json.

const apps = await (await fetch('/apps.json')).json();
// Another site of the same app looks the same.
const parent = (/** @type {string} */ host) => host.split('.').slice(1).join('.');
const app = apps[location.hostname] ?? apps[Object.keys(apps).find((host) => parent(host) === parent(location.hostname)) ?? ''];

/** @param {{ tag: string, attributes?: Record<string, string>, text?: string }} place */
function made({ tag, attributes = {}, text = '' }) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

document.title = app.title;
const main = document.createElement('main');
const heading = document.createElement('h1');
heading.textContent = app.title;
const act = document.createElement('div');
act.className = 'act';
const button = made(app.act);
button.dataset.test = 'act';
act.append(button);
main.append(heading, ...app.places.map(made), act);
document.body.append(main);

let done = 0;
button.addEventListener('click', async () => {
  await Promise.all(app.requests.map((/** @type {[string, string]} */ [method, url]) => fetch(url, { method }).catch(() => undefined)));
  done += 1;
  document.documentElement.dataset.done = String(done);
});
// Some apps ask again and again, with another id each time; the address says how often.
const every = Number(new URLSearchParams(location.search).get('poll'));
let turn = 0;
if (every > 0) setInterval(() => void fetch(`${app.poll}/${(turn += 1).toString(36).padStart(8, '0')}7`).catch(() => undefined), every);
document.documentElement.dataset.ready = 'true';
