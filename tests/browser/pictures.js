// Pictures for the pages, drawn from the address they are asked under: portraits for people, covers for files. The same
// address always gives the same picture, so screenshots stay the same and nobody's likeness is used.

const SHADES = [
  ['#d8e6dc', '#3f7d5d', '#24513b'], ['#f3dfcf', '#b5643c', '#74391c'], ['#dbe3f0', '#4a689c', '#2a4069'],
  ['#efe0ea', '#93507a', '#5d2c4b'], ['#f0e9cd', '#9a7f24', '#5f4e12'], ['#d6e8ea', '#36808a', '#1d4f57'],
  ['#e6def2', '#6f57a5', '#43326b'], ['#f2dcdc', '#a84a4f', '#6c2a2e'],
];

/** Answers any GET with a drawing of its address. @type {import('express').RequestHandler} */
export function picture(request, response, next) {
  if (request.method !== 'GET') { next(); return; }
  const seed = hash(request.path);
  const draw = request.path.startsWith('/files-') ? cover : portrait;
  response.set({ 'Content-Type': 'image/svg+xml', 'Cache-Control': 'public, max-age=3600, immutable' }).send(draw(seed));
}

/** @param {number} seed */
function portrait(seed) {
  const [ground, cloth, hair] = SHADES[seed % SHADES.length];
  const skin = ['#f1c9a5', '#dba77d', '#a8714b', '#7a4a2e', '#e8b98f'][(seed >>> 4) % 5];
  const cut = [
    '<path d="M16 22c0-8 4-12 8-12s8 4 8 12c-2-5-4-6-8-6s-6 1-8 6z"/>',
    '<path d="M15 32V21c0-7 4-11 9-11s9 4 9 11v11h-3V21l-6-4-6 4v11z"/>',
    '<path d="M16 20c0-6 3-9 8-9s8 3 8 9l-4-3-8 1z"/><circle cx="24" cy="9" r="4"/>',
  ][(seed >>> 8) % 3];
  return svg(48, 48, `<rect width="48" height="48" fill="${ground}"/><path d="M8 48c0-10 7-14 16-14s16 4 16 14z" fill="${cloth}"/>`
    + `<rect x="20" y="27" width="8" height="9" rx="4" fill="${skin}"/><ellipse cx="24" cy="22" rx="7.5" ry="8.5" fill="${skin}"/><g fill="${hair}">${cut}</g>`);
}

/** @param {number} seed */
function cover(seed) {
  const [light, mid, dark] = SHADES[seed % SHADES.length];
  const hill = 60 + ((seed >>> 5) % 30);
  return svg(160, 120, `<rect width="160" height="120" fill="${light}"/><circle cx="${30 + ((seed >>> 3) % 100)}" cy="34" r="15" fill="#fff" opacity=".8"/>`
    + `<path d="M0 ${hill}q40-30 80 0t80-8v80H0z" fill="${mid}"/><path d="M0 ${hill + 26}q50-22 90-2t70-4v60H0z" fill="${dark}"/>`);
}

/** @param {number} width @param {number} height @param {string} content */
function svg(width, height, content) {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${content}</svg>`;
}

/** FNV-1a. @param {string} text */
function hash(text) {
  let value = 2166136261;
  for (const letter of text) value = Math.imul(value ^ letter.charCodeAt(0), 16777619);
  return value >>> 0;
}
