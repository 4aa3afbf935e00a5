// A workspace under load: 10,000 nodes, 200 mutations and 50 requests a second, as soon as it is told to begin.

const MESSAGES = 1_000;
const NODES_IN_A_MESSAGE = 10;
/** Milliseconds between bursts, and what one burst holds. */
const EVERY = 100;
const MUTATIONS = 20;
const REQUESTS = 5;

/** What a client asks for while somebody looks at it; the number makes most addresses new. */
const ADDRESSES = [
  (n) => `https://acme.slack.com/api/conversations.history?_x_id=${n}-1&channel=C0${n % 40}`,
  (n) => `https://edgeapi.slack.com/cache/T0LANTERN/users/list?_x_app_name=client&n=${n}`,
  (n) => `https://files.slack.com/files-tmb/T0LANTERN-F${n}/image_360.png`,
  (n) => `https://slack.com/clog/track/?logs=${n}`,
  (n) => `https://acme.slack.com/api/experiments.getByUser?_x_id=${n}-2`,
];

const list = document.querySelector('#list');
let number = 0;

function message() {
  const item = document.createElement('li');
  for (let at = 1; at < NODES_IN_A_MESSAGE; at += 1) {
    const part = document.createElement(at % 3 ? 'span' : 'button');
    part.className = `part part-${at}`;
    part.textContent = ` ${number}.${at}`;
    item.append(part);
  }
  number += 1;
  return item;
}

function burst() {
  for (let at = 0; at < MUTATIONS; at += 4) {
    list.append(message());
    list.firstElementChild.remove();
    list.children[number % MESSAGES].dataset.state = String(number % 2);
    list.children[(number * 7) % MESSAGES].firstElementChild.textContent = `${number}`;
  }
  for (let at = 0; at < REQUESTS; at += 1) {
    const address = ADDRESSES[at](number * REQUESTS + at);
    fetch(address).then((answer) => answer.arrayBuffer()).then(() => { heavy.answered += 1; }, () => { heavy.refused += 1; });
  }
}

const heavy = { latencies: [], long: 0, answered: 0, refused: 0, begin: () => void setInterval(burst, EVERY) };
globalThis.heavy = heavy;

new PerformanceObserver((entries) => { heavy.long += entries.getEntries().length; }).observe({ type: 'longtask' });
addEventListener('click', ({ timeStamp }) => {
  requestAnimationFrame(() => setTimeout(() => heavy.latencies.push(performance.now() - timeStamp)));
});
while (list.children.length < MESSAGES) list.append(message());
