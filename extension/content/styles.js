// The look of pill and card. A string, since a page's policy may forbid style files of others.
(() => {
  const kit = (globalThis.trainspotter ??= /** @type {Trainspotter} */ ({}));
  kit.styles = `
:host { all: initial; position: fixed; inset: 0; width: 100%; height: 100%; margin: 0; padding: 0; border: 0; background: none; pointer-events: none; overflow: visible; z-index: 2147483647; color-scheme: light dark; }
:host([popover]) { display: block; }
* { box-sizing: border-box; }
[data-part=wrap] {
  --paper: #ffffff; --ink: #1b2430; --soft: #54606e; --line: #d9dfe6; --wash: #f3f6f9; --link: #0b5cad;
  --alert: #b3261e; --notice: #8a5a00; --info: #33658a; --lamp: var(--info);
  position: fixed; display: flex; flex-direction: column; gap: 8px; align-items: flex-end; max-width: min(400px, calc(100vw - 24px));
  font: 14px/1.45 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; color: var(--ink); pointer-events: none;
}
[data-level=alert] { --lamp: var(--alert); } [data-level=notice] { --lamp: var(--notice); } [data-level=info] { --lamp: var(--info); }
@media (prefers-color-scheme: dark) {
  [data-part=wrap] { --paper: #1c232c; --ink: #e8edf2; --soft: #a9b4c0; --line: #36414d; --wash: #252e39; --link: #8ec1f5; --alert: #ff8f85; --notice: #f2c14e; --info: #8fc0e6; }
}
[data-corner=top-end] { inset-block-start: 64px; inset-inline-end: 12px; }
[data-corner=top-start] { inset-block-start: 64px; inset-inline-start: 12px; align-items: flex-start; }
[data-corner=bottom-end] { inset-block-end: 132px; inset-inline-end: 12px; flex-direction: column-reverse; }
[data-corner=bottom-start] { inset-block-end: 132px; inset-inline-start: 12px; flex-direction: column-reverse; align-items: flex-start; }
[data-part=pill], [data-part=card] { pointer-events: auto; background: var(--paper); border: 1px solid var(--line); box-shadow: 0 6px 24px rgb(0 0 0 / .18); }
[data-part=pill] { display: flex; gap: 10px; align-items: center; padding: 7px 14px 7px 8px; border-radius: 999px; font: inherit; color: inherit; text-align: start; cursor: pointer; animation: arrive .18s ease-out; }
[data-part=pill] > span { display: flex; flex-direction: column; line-height: 1.25; }
[data-part=pill] > span > span { color: var(--soft); font-size: 12px; }
@keyframes arrive { from { opacity: 0; transform: translateY(-4px); } }
@media (prefers-reduced-motion: reduce) { [data-part=pill] { animation: none; } }
svg { width: 26px; height: 26px; flex: none; vertical-align: middle; }
.lamp-head { fill: color-mix(in srgb, var(--lamp) 16%, var(--paper)); stroke: var(--lamp); } .lamp-light { fill: var(--lamp); }
[data-part=card] { inline-size: 400px; max-inline-size: 100%; max-block-size: clamp(200px, calc(100vh - 280px), 760px); overflow: auto; border-radius: 14px; outline: none; border-block-start: 3px solid var(--lamp); }
header { position: sticky; inset-block-start: 0; display: flex; gap: 6px; align-items: center; padding: 8px 8px 8px 16px; background: var(--paper); border-block-end: 1px solid var(--line); }
[data-part=brand] { margin-inline-end: auto; font-weight: 600; color: var(--soft); font-size: 12px; }
article { padding: 12px 16px 16px; }
h2 { display: flex; gap: 8px; align-items: flex-start; margin: 4px 0 8px; font-size: 16px; line-height: 1.3; }
h3 { margin: 16px 0 4px; font-size: 12px; font-weight: 650; color: var(--soft); }
p { margin: 0 0 8px; } ul, ol { margin: 0 0 8px; padding-inline-start: 20px; } li { margin-block-end: 4px; }
[data-part=happened] { color: var(--soft); margin: 0; }
[data-part=stale] { padding: 6px 10px; background: var(--wash); border-radius: 8px; }
[data-part=way-out] { margin-block-start: 14px; padding: 1px 12px 8px; background: var(--wash); border-radius: 10px; }
details { margin: 6px 0; } summary { cursor: pointer; font-weight: 600; padding: 4px 0; }
dl { margin: 8px 0 0; } dt { font-weight: 600; } dd { margin: 0 0 6px; }
textarea { inline-size: 100%; font: 12px/1.4 ui-monospace, "Cascadia Mono", Menlo, monospace; color: var(--ink); background: var(--paper); border: 1px solid var(--line); border-radius: 8px; padding: 8px; resize: vertical; }
[data-part=actions] { display: flex; flex-wrap: wrap; gap: 8px; margin: 6px 0; }
header button, [data-part=actions] > * { font: inherit; font-size: 13px; padding: 5px 10px; border-radius: 8px; border: 1px solid var(--line); background: var(--paper); color: var(--ink); cursor: pointer; text-decoration: none; }
header button { border-color: transparent; color: var(--soft); } header button:hover, [data-part=actions] > *:hover { background: var(--wash); border-color: var(--soft); }
[aria-pressed=true] { border-color: var(--lamp) !important; font-weight: 600; }
a { color: var(--link); overflow-wrap: anywhere; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
@media (forced-colors: active) { [data-part=pill], [data-part=card] { border: 2px solid CanvasText; } .lamp-light { fill: CanvasText; } }
`;
})();
