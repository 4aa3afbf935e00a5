// The glue of the core under its second address; see `core.js`.
declare module '*/trainspotter.js?spare' {
  const start: typeof import('../target/wasm/trainspotter.js').default;
  export default start;
  export const Core: typeof import('../target/wasm/trainspotter.js').Core;
}

// The glue of the reader, under both addresses.
declare module '*/wasm/reader.js' {
  export default function start(options: { module_or_path: string }): Promise<unknown>;
  export class PageReader {
    read(blocks: unknown): any;
    locate(sources: unknown, blocks: unknown): any;
  }
}
declare module '*/wasm/reader.js?spare' {
  export { default, PageReader } from '*/wasm/reader.js';
}
