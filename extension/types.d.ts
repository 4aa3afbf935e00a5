// Shapes that pass between core, worker, page and popup. They mirror `src/finding.rs` and `src/watchlist.rs`.

export type Level = 'alert' | 'notice' | 'info';

export interface Letter { to: string | null; subject: string; body: string }

export interface Evidence {
  url: string; publisher: string; kind: 'primary' | 'secondary'; supports: string; locator: string;
  checked: string; ageDays: number; dated: string | null;
}

export interface CaseView {
  plans: { id: string; name: string }[]; accounts: ('work' | 'personal')[]; regions: string[];
  verdict: string; note: string; exception: boolean;
}

/** `managed`: the organisation's policy says so, and `by` is its name; only the core sets it. */
export interface Stance { practice: string; tenant?: string; stance: string; date?: string; by?: string; reference?: string; verified?: boolean; managed?: boolean }

export interface Finding {
  signature: string; practice: string; app: string; tenant: string | null; activity: string | null;
  verdict: string; level: Level; stale: boolean; title: string; summary: string; vendor: string;
  identifiability: { is: string; claim?: string }; scopeNote: string; since: string | null; sinceNote: string | null;
  ask: ('plan' | 'account' | 'region')[]; cases: CaseView[]; stance: Stance | null;
  why: { signal: string; indicator: string | null; confidence: string | null; file: string; custom: boolean; replacedBy: string | null; lowered: string[] };
  evidence: Evidence[]; disagreements: { about: string; sides: { says: string; url: string }[] }[];
  confidence: { level: string; why: string };
  optOut: {
    who: string[]; whoNote: string; channel: string; available: boolean | null; steps: string[]; url: string | null;
    does: string; doesNot: string; letter: Letter | null; request: Letter | null;
  };
}

export interface Classification {
  app: string | null; appName: string | null; tenant: string | null; tenantAddress: string | null;
  activity: string | null; account: 'work' | 'personal' | null; findings: Finding[];
}

export type Signal =
  | { kind: 'page'; url: string }
  | { kind: 'request'; url: string; type?: string; page?: string }
  | { kind: 'surface'; app: string; surface: string; page?: string }
  | { kind: 'setting'; app: string; setting: string; state: 'on' | 'off'; page?: string };

export interface WatchList {
  app: string; appName: string; hosts: string[]; query: string[];
  tenants: { hosts: string[]; segment: number | null }[];
  surfaces: { id: string; selectors: string[]; named: { role: string; names: string[] }[]; on: 'click' | 'appear' }[];
  settings: { id: string; role: string; names: string[]; onValues: string[]; offValues: string[] }[];
}

export interface Settings {
  version: 1; dismissed: Record<string, string>; stances: Stance[]; plans: Record<string, string>;
  accounts: Record<string, string>; region: string | null; addresses: Record<string, string>; staleAfterDays: number;
  corner: string; minimumLevel?: Level; pill?: boolean; hiddenApps?: string[]; keptAside?: string;
  /** Language of the interface; null: the browser's. */
  language: string | null;
}

/** The messages of a language other than the browser's. */
export interface Texts { language: string; messages: Record<string, { message: string; placeholders?: Record<string, { content: string }> }> }

/** What a section of the options page may use. */
export interface OptionTools {
  /** Asks the background. */
  ask: (message: object) => Promise<any>;
  settings: Settings;
  /** What holds, with the organisation's policy. */
  settled: Settled;
  /** Fills every section anew, after something was changed. */
  refresh: () => Promise<void>;
}

export interface Organisation { name: string | null; contact: string | null; note: string | null; lettersTo: string | null }

/** The organisation's policy as the browser delivered it; see `managed.js`. */
export interface Policy {
  policy: object | null;
  /** `live`: delivered now; `remembered`: the last known, while the browser has not spoken; `none`: there is none. */
  arrival: 'live' | 'remembered' | 'none';
  /** Grows when the policy changes. */
  version: number;
  /** When the last change came. */
  changed: string | null;
  /** Keys of the policy before that are no longer there. */
  missing: string[];
  /** Since when there is none any more. */
  gone: string | null;
  /** Its size, where it is too large to be kept. */
  tooLarge: number | null;
}

export type Origin = 'managed' | 'user' | 'preset' | 'default';

/** What holds, settled by the core from policy, person and presets: `core.settings({ managed, user, now })`. */
export interface Settled {
  context: { now: string; plans: Record<string, string>; accounts: Record<string, string>; region: string | null; addresses: Record<string, string>; language: string | null; stances: Stance[]; staleAfterDays: number };
  display: {
    minimumLevel: Level; pill: boolean; corner: string; language: string | null; allowSnooze: boolean;
    hiddenApps: string[]; disabledFeatures: string[]; auditAllowed: boolean;
  };
  organisation: Organisation | null;
  /** Dotted names: `display.pill`, `plans.<app>/<tenant>`, `organisation.name`. */
  keys: { key: string; value: unknown; origin: Origin; locked: boolean }[];
  problems: { key: string; pointer: string; origin: Origin; code: string; message: string }[];
  customRules: { name: string; text: string }[];
}

export interface Problem { file: string; pointer: string; code: string; message: string }

/** A rule file of one's own as it is kept, and what became of it. */
export interface CustomFile { name: string; text: string; added: string }
export interface CustomUse { name: string; vendor: string | null; practices: number; problems: Problem[] }

/** How often each activity was seen, by what showed it. */
export interface Counts { request: Record<string, number>; surface: Record<string, number> }

export interface TabState {
  app: string; appName: string; tenant: string | null; day: string; findings: Record<string, Finding>;
  /** For every activity the signal with the loudest answer, so that all can be judged again. */
  samples: Record<string, { signal: Signal; level: Level }>;
  counts: Record<string, { request: number; surface: number }>; overflow: number; unrecognised: boolean;
}

/** What the page is told to show: the loudest finding with an activity, and what else the vendor does. */
export interface Notice {
  finding: Finding; others: Finding[]; corner: string; at: string;
  organisation: Organisation | null;
  /** Whether it may be dismissed. */
  snooze: boolean;
}

declare global {
  interface Trainspotter {
    sense: (list: WatchList, report: Report) => { stop: () => void; flush: () => Promise<unknown> };
    watchSwitches: (settings: WatchList['settings'], seen: (setting: string, state: 'on' | 'off') => void) => (root: Element) => void;
    roles: RoleKit;
    /** Whether a sensor of this extension already lives in the page. */
    running?: () => boolean;
    texts: TextKit;
    render: RenderKit;
    styles: string;
    show: (notice: Notice | null, act: (message: object) => void) => void;
  }
  interface Report {
    signals: (batch: Signal[]) => Promise<(string | null)[]>;
    counts: (counts: Counts, overflow: number) => Promise<unknown>;
    unrecognised: () => void;
  }
  interface TextKit {
    text: (key: string, ...values: string[]) => string;
    plural: (key: string, count: number, ...values: string[]) => string;
    word: (kind: string, value: string) => string;
    number: (value: number) => string;
    day: (date: string) => string;
    time: (moment: string) => string;
    ago: (days: number) => string;
    region: (code: string) => string;
    language: () => string;
    direction: () => string;
    choose: (texts: Texts | null) => void;
  }
  interface RoleKit {
    plain: (name: string | null | undefined) => string;
    nameOf: (element: Element) => string;
    selector: (role: string) => string;
    /** Whether the element has one of these roles with one of its names. */
    is: (element: Element, wanted: { role: string; names: string[] }[]) => boolean;
    /** Whether the element is or holds such a one. */
    find: (root: Element, wanted: { role: string; names: string[] }[]) => boolean;
  }
  interface RenderKit {
    element: (tag: string, options?: { part?: string; text?: string; attributes?: Record<string, string> }, children?: (Node | null)[]) => HTMLElement;
    lamp: (level: Level) => SVGElement;
    finding: (notice: { finding: Finding; others: Finding[]; at?: string }, act: (message: object) => void) => HTMLElement;
  }
  var trainspotter: Trainspotter;
}
