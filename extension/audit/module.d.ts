// The glue of the module for auditors, where it has not been built yet.
declare module '*/trainspotter_audit.js' {
  export default function start(options: { module_or_path: string }): Promise<unknown>;
  export class Core {
    use_rules(files: { name: string; text: string }[], now: string): unknown;
    use_translation(texts?: Uint8Array): void;
    audit(name: string, capture: Uint8Array, context: unknown, form: string, keepIds: boolean): string;
    entries(capture: Uint8Array, context: unknown): any;
    compare(vendors: string[], context: unknown): any;
    vendors(): any;
  }
}
