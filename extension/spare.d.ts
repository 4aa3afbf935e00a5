// The glue of the core under its second address; see `core.js`.
declare module '*/trainspotter.js?spare' {
  const start: typeof import('../target/wasm/trainspotter.js').default;
  export default start;
  export const Core: typeof import('../target/wasm/trainspotter.js').Core;
}
