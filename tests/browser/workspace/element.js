// Elements without markup: the page must live under a policy that forbids innerHTML, as the apps it stands for do.

const SVG = 'http://www.w3.org/2000/svg';

/**
 * @typedef {Record<string, string | number | boolean | null | undefined | ((event: any) => void)>} Properties
 * a function becomes a listener for the event of that name, true an empty attribute, false or null none
 */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties]
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Outlines on a grid of 20. */
const OUTLINES = {
  search: 'M9 3.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM13.2 13.2 17 17',
  home: 'M3.5 9 10 3.5 16.500 9v7.500h-4.500V12h-4v4.500H3.500z',
  dms: 'M3.500 5h9v6.500h-5L5 14v-2.500H3.500zM14.500 8h2v6.500H15V17l-2.500-2.500H9',
  bell: 'M5 14V9a5 5 0 0 1 10 0v5l1.500 1.500h-13zM8.500 17.500h3',
  files: 'M6 3h5.500L15 6.500V17H6zM11.500 3v3.500H15',
  later: 'M6 3.500h8V17l-4-3-4 3z',
  hash: 'M7.500 3.500 6 16.500M14 3.500l-1.500 13M3.500 8h13M3 12.500h13',
  headphones: 'M4 13v-2.500a6 6 0 0 1 12 0V13M4 12.500h2.500V17H5a1 1 0 0 1-1-1zM16 12.500h-2.500V17H15a1 1 0 0 0 1-1z',
  send: 'M4 4l13 6-13 6 2-6zM6 10h5',
  plus: 'M10 4v12M4 10h12',
  smile: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM7.500 8.500v.01M12.500 8.500v.01M7 11.500c1.500 2.200 4.500 2.200 6 0',
  close: 'M5 5l10 10M15 5 5 15',
  thread: 'M4 4.500h12v8.500H9.500L6 16v-3H4zM7 7.500h6M7 10h4',
  edit: 'M4 16l.800-3.200L13 4.500l2.500 2.500-8.300 8.300z',
  spark: 'M9 3.500 10.500 8 15 9.500 10.500 11 9 15.500 7.500 11 3 9.500 7.500 8zM15 13l.7 1.800 1.800.7-1.800.7L15 18l-.7-1.800-1.800-.7 1.800-.7z',
  mute: 'M8 4.500h4v6H8zM5.500 9.500a4.500 4.500 0 0 0 9 0M10 14v3',
  leave: 'M4 12c3.500-3 8.500-3 12 0l-1.500 2-2.500-1v-1.800c-1.300-.4-2.700-.4-4 0V13l-2.500 1z',
  mention: 'M10 7.200a2.800 2.800 0 1 0 0 5.600 2.800 2.800 0 0 0 0-5.600zM12.800 7.500V11a2 2 0 0 0 4 0v-1a6.800 6.800 0 1 0-3 5.600',
  letter: 'M3.500 15 7.500 5l4 10M5 12h5M13 15V9.500M13 12.200a2 2 0 1 1 3.500 0 2 2 0 1 1-3.500 0z',
  compass: 'M10 3a7 7 0 1 0 0 14 7 7 0 0 0 0-14zM13 7l-1.800 4.200L7 13l1.800-4.200z',
  people: 'M7.500 4.500a2.500 2.500 0 1 0 0 5 2.500 2.500 0 0 0 0-5zM3 16c0-3 2-4.500 4.500-4.500S12 13 12 16M13 5a2.300 2.300 0 0 1 0 4.600M14 11.700c2 .3 3 1.900 3 4.300',
  good: 'M4 9.500h2.500V16H4zM6.500 9.500 9.500 4c1.500 0 2 1 1.500 2.500L10.500 8H15a1.300 1.300 0 0 1 1.200 1.700l-1.500 5a1.700 1.700 0 0 1-1.600 1.300H6.500z',
  bad: 'M16 10.500h-2.500V4H16zM13.500 10.500 10.500 16c-1.500 0-2-1-1.500-2.500l.5-1.500H5a1.300 1.300 0 0 1-1.200-1.700l1.500-5A1.700 1.700 0 0 1 6.900 4h6.600z',
  more: 'M5 10v.01M10 10v.01M15 10v.01',
};

/**
 * @param {keyof typeof OUTLINES} name
 * @param {string} [qa] value of its `data-qa`
 */
export function icon(name, qa) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 20 20');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  if (qa) svg.setAttribute('data-qa', qa);
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', OUTLINES[name]);
  svg.append(path);
  return svg;
}

/** A button that shows an icon and tells its name. @param {keyof typeof OUTLINES} name @param {string} label @param {Properties} properties */
export function iconButton(name, label, properties) {
  return el('button', { type: 'button', 'aria-label': label, title: label, ...properties, class: `icon-button ${properties.class ?? ''}`.trim() }, icon(name));
}
