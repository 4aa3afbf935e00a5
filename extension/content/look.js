// The look of pill and card, and of findings in the popup and the options. A string, since a page's policy
// may forbid style files of others. Colours are the three signal lamps; all text keeps 4.5 : 1 on its ground.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));

  const COLOURS = `
:host, :root {
  --paper: #ffffff; --ink: #17212c; --soft: #52606d; --line: #d6dde5; --wash: #f3f6f9; --link: #0a58a8; --press: #17212c; --on-press: #ffffff;
  --alert: #b3261e; --notice: #875800; --info: #2c6187; --lamp: var(--info);
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :host, :root {
    --paper: #1b222b; --ink: #e9eef3; --soft: #a8b4c0; --line: #3a4653; --wash: #242d38; --link: #90c3f7; --press: #e9eef3; --on-press: #17212c;
    --alert: #ff958b; --notice: #f3c552; --info: #93c4ea;
  }
}
[data-level=alert] { --lamp: var(--alert); } [data-level=notice] { --lamp: var(--notice); } [data-level=info] { --lamp: var(--info); }
`;

  const FINDING = `
* { box-sizing: border-box; }
svg { inline-size: 26px; block-size: 26px; flex: none; }
.lamp-head { fill: color-mix(in srgb, var(--lamp) 14%, var(--paper)); stroke: var(--lamp); stroke-width: 1.5; } .lamp-light { fill: var(--lamp); }
[data-part=hero] { display: flex; gap: 12px; align-items: center; padding: 14px 16px; background: color-mix(in srgb, var(--lamp) 9%, var(--paper)); outline: none; }
[data-part=hero] svg { inline-size: 40px; block-size: 40px; }
[data-part=hero] p { margin: 0; color: var(--soft); font-size: .93em; }
[data-part=hero] [data-part=ban] { margin-block-start: 2px; color: var(--ink); font-weight: 600; }
[data-part=hero] h2 { margin: 0; font-size: 1.36em; line-height: 1.25; color: var(--lamp); letter-spacing: -.01em; }
[data-part=finding] > :not([data-part=hero]) { margin-inline: 16px; }
[data-part=finding] p { margin: 0 0 8px; } [data-part=finding] > [data-part=title] { margin-block: 12px 4px; font-weight: 650; font-size: 1.07em; }
[data-part=finding] h3 { margin: 18px 0 6px; font-size: .86em; font-weight: 650; color: var(--soft); }
[data-part=finding] ul, [data-part=finding] ol { margin: 0 0 8px; padding-inline-start: 20px; } [data-part=finding] li { margin-block-end: 4px; }
[data-part=finding] dt { font-weight: 600; } [data-part=finding] dd { margin: 0 0 6px; }
[data-part=facts] { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 8px; margin-block: 14px 0; padding-block: 8px; border-block: 1px solid var(--line); }
[data-part=facts] dt { font-size: .86em; font-weight: 400 !important; color: var(--soft); } [data-part=facts] dd { margin: 0 !important; font-weight: 600; }
[data-part=stale] { padding: 6px 10px; background: var(--wash); border-inline-start: 3px solid var(--notice); border-radius: 4px; }
[data-part=way-out], [data-part=cases] { margin-block-start: 14px; padding: 1px 12px 10px; background: var(--wash); border-radius: 12px; }
[data-part=way-out] h3, [data-part=cases] h3 { margin-block-start: 10px; color: var(--ink); font-size: 1em; }
[data-part=roles] { display: flex; flex-wrap: wrap; gap: 4px; align-items: center; margin-block: 4px 10px; } [data-part=roles] > span { margin-inline-end: 4px; color: var(--soft); } [data-part=roles] button { min-block-size: 28px; padding: 3px 10px; font-size: .93em; }
[data-part=record] { margin-block-start: 10px; padding-block-start: 8px; border-block-start: 1px solid var(--line); } [data-part=said] { list-style: none; padding: 0 !important; outline: none; }
[data-part=finding] [data-part=who-note] { margin-block-start: 8px; } [data-part=stance] { padding-inline-start: 8px; border-inline-start: 3px solid var(--info); }
[data-part=asked] ul { list-style: none; padding: 0; } [data-part=asked] > ul > li { margin-block: 10px; } [data-part=ask] { font-weight: 600; }
[data-part=meaning] { display: flex; gap: 6px; align-items: center; margin: 0 0 2px !important; } [data-part=meaning] svg { inline-size: 20px; block-size: 20px; }
[data-part=chain] { padding-inline-start: 24px !important; } [data-part=chain] > li > * { display: block; } [data-part=chain] li li > span { display: inline; } [data-part=supports] { display: block !important; color: var(--soft); }
code { font: .86em/1.4 ui-monospace, "Cascadia Mono", Menlo, monospace; overflow-wrap: anywhere; unicode-bidi: isolate; }
details { margin-block: 6px; } summary { cursor: pointer; font-weight: 600; padding-block: 4px; }
[data-part=rows] { border-block-start: 1px solid var(--line); }
[data-part=row] { margin: 0; border-block-end: 1px solid var(--line); }
[data-part=row] > summary { display: flex; gap: 12px; align-items: center; padding: 9px 16px; list-style: none; font-weight: 400; }
[data-part=row] > summary::-webkit-details-marker { display: none; }
[data-part=row] > summary::after { content: ""; flex: none; inline-size: 8px; block-size: 8px; margin-inline: auto 2px; border: solid var(--soft); border-width: 0 2px 2px 0; transform: translateY(-3px) rotate(45deg); }
[data-part=row][open] > summary::after { transform: translateY(2px) rotate(225deg); }
[data-part=row] > summary:hover { background: var(--wash); } [data-part=row] > summary:focus-visible { outline-offset: -2px; }
[data-part=row] > summary > span { display: flex; flex-direction: column; line-height: 1.35; min-inline-size: 0; } [data-part=row] > summary strong { color: var(--lamp); } [data-part=row] > summary small { color: var(--soft); font-size: .9em; }
[data-part=row] [data-part=hero], [data-part=row] [data-part=title] { display: none; } [data-part=row] [data-part=finding] { padding-block: 8px 12px; } [data-part=feeds]::first-letter { text-transform: uppercase; }
textarea { inline-size: 100%; margin-block-start: 6px; font: .86em/1.45 ui-monospace, "Cascadia Mono", Menlo, monospace; color: var(--ink); background: var(--paper); border: 1px solid var(--soft); border-radius: 8px; padding: 8px; resize: vertical; }
[data-part=actions] { display: flex; flex-wrap: wrap; gap: 8px; margin-block: 6px; }
button, [data-part=actions] > a { font: inherit; line-height: 1.3; padding: 6px 12px; min-block-size: 32px; border-radius: 8px; border: 1px solid var(--soft); background: var(--paper); color: var(--ink); cursor: pointer; text-decoration: none; text-align: start; }
button:hover, [data-part=actions] > a:hover { background: color-mix(in srgb, var(--ink) 8%, var(--paper)); }
button.main { background: var(--press); color: var(--on-press); border-color: var(--press); font-weight: 600; } button.main:hover { background: color-mix(in srgb, var(--press) 85%, var(--paper)); }
button[aria-pressed=true] { border-color: var(--ink); background: color-mix(in srgb, var(--ink) 12%, var(--paper)); font-weight: 600; }
a { color: var(--link); overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
[data-part=live] { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
[data-quote] { unicode-bidi: plaintext; }
@media (forced-colors: active) {
  .lamp-light { fill: CanvasText; } .lamp-head { fill: Canvas; stroke: CanvasText; }
  [data-part=hero], [data-part=way-out], [data-part=cases] { border: 1px solid CanvasText; } button[aria-pressed=true] { border: 3px solid Highlight; }
  button.main { forced-color-adjust: none; border-color: Highlight; background: Highlight; color: HighlightText; }
}
`;

  const IN_PAGE = `
:host { all: initial; position: fixed; inset: 0; pointer-events: none; z-index: 2147483647; color-scheme: light dark; background: none; border: 0; }
[data-part=wrap] {
  position: fixed; display: flex; inline-size: max-content; max-inline-size: calc(100vw - 24px); color: var(--ink); pointer-events: none; text-align: start;
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Noto Sans CJK JP", sans-serif;
}
[data-part=status] { display: flex; align-items: center; overflow: hidden; pointer-events: auto; background: var(--paper); border: 1px solid var(--line); border-radius: 999px; box-shadow: 0 1px 2px rgb(0 0 0 / .12), 0 8px 28px rgb(0 0 0 / .2); animation: arrive .2s ease-out; }
[data-part=status][hidden], [data-part=status]:empty { display: none; }
[data-part=pill] { display: flex; gap: 10px; align-items: center; min-inline-size: 0; padding: 7px 6px 7px 8px; border: 0; border-radius: 999px; background: none; }
[data-part=pill] svg { inline-size: 30px; block-size: 30px; } [data-part=pill] > span { display: flex; flex-direction: column; line-height: 1.3; min-inline-size: 0; }
[data-part=pill] strong { color: var(--lamp); } [data-part=pill] > span > span { color: var(--soft); font-size: 12.5px; }
[data-part=away], [data-part=bar] button { display: grid; place-items: center; flex: none; inline-size: 32px; block-size: 32px; padding: 0; border: 0; border-radius: 50%; color: var(--soft); background: none; } [data-part=away] { margin-inline: 2px 7px; }
[data-part=away] svg, [data-part=bar] svg { inline-size: 15px; block-size: 15px; }
[data-part=status] :focus-visible { outline-offset: -3px; }
@keyframes arrive { from { opacity: 0; transform: translateY(-6px); } }
[data-part=card] { display: flex; flex-direction: column; inline-size: 420px; max-inline-size: 100%; max-block-size: min(var(--room, 80vh), 820px); pointer-events: auto; overflow: hidden; background: var(--paper); border: 1px solid var(--line); border-radius: 16px; box-shadow: 0 2px 6px rgb(0 0 0 / .14), 0 18px 60px rgb(0 0 0 / .28); outline: none; animation: arrive .2s ease-out; }
[data-part=card]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
[data-part=scroll] { overflow: auto; overscroll-behavior: contain; padding-block-end: 12px; } [data-part=scroll]:focus-visible { outline-offset: -2px; }
[data-part=bar] { display: flex; flex: none; gap: 4px; align-items: center; padding: 5px 8px 5px 16px; } [data-part=brand] { margin-inline-end: auto; font-weight: 600; color: var(--soft); font-size: 12.5px; }
[data-part=foot] { display: flex; flex: none; gap: 12px; align-items: center; justify-content: space-between; padding: 9px 12px 9px 16px; border-block-start: 1px solid var(--line); } [data-part=foot] span { color: var(--soft); font-size: 12.5px; } [data-part=foot] button { flex: none; }
[dir=rtl] [data-part=bar] { padding: 5px 16px 5px 8px; }
@media (max-width: 480px) { [data-part=facts] { grid-template-columns: minmax(0, 1fr); gap: 2px; } [data-part=facts] > div { display: flex; gap: 8px; justify-content: space-between; } [data-part=foot] span { display: none; } [data-part=foot] { justify-content: flex-end; } }
@media (max-height: 420px) { [data-part=foot] { padding-block: 4px; } [data-part=hero] { padding-block: 8px; } }
@media (min-width: 2400px) { [data-part=wrap] { font-size: 17px; } [data-part=card] { inline-size: 500px; max-block-size: min(var(--room, 80vh), 1100px); } }
@media (prefers-reduced-motion: reduce) { [data-part=status], [data-part=card] { animation: none; } }
@media (forced-colors: active) { [data-part=status], [data-part=card] { border: 2px solid CanvasText; } }
`;

  kit.look = COLOURS + FINDING + IN_PAGE;
  kit.lookOfFindings = COLOURS + FINDING;
})();
