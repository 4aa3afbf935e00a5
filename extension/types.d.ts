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

export interface Answer {
  question: 'plan' | 'account' | 'region'; value: string; name: string | null; verdict: string | null; note: string | null;
}

/** What a person did about a practice, and when. */
export interface Request {
  practice: string; app?: string; tenant: string | null; status: 'asked' | 'confirmed' | 'declined' | 'verified';
  date: string; remindOn?: string; note?: string;
}

/** What this person has done about a finding, and who they are there. */
export interface Said { requests: Request[]; role: 'member' | 'admin' | 'owner' | null }

/** `managed`: the organisation's policy says so, and `by` is its name; only the core sets it. */
export interface Stance { practice: string; tenant?: string; stance: string; date?: string; by?: string; reference?: string; verified?: boolean; managed?: boolean }

export interface Finding {
  signature: string; practice: string; app: string; tenant: string | null; activity: string | null;
  verdict: string; level: Level; stale: boolean; language: string; title: string; summary: string; vendor: string;
  identifiability: { is: string; claim?: string }; scopeNote: string; since: string | null; sinceNote: string | null;
  ask: ('plan' | 'account' | 'region')[]; answers: Answer[];
  known: { plan: { id: string; name: string } | null; account: 'work' | 'personal' | null; region: string | null };
  cases: CaseView[]; stance: Stance | null;
  why: { signal: string; indicator: string | null; confidence: string | null; file: string; custom: boolean; replacedBy: string | null; lowered: string[] };
  evidence: Evidence[]; disagreements: { about: string; sides: { says: string; url: string }[] }[];
  confidence: { level: string; why: string };
  optOut: {
    who: string[]; whoNote: string; channel: string; available: boolean | null; steps: string[]; url: string | null;
    does: string; doesNot: string; letter: Letter | null; request: Letter | null; handOver: Letter | null;
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
  /** For each group of hosts: paths that rules write out, how those begin that may fit a pattern, and whether the rules say the same of all. */
  requests: { hosts: string[]; paths: string[]; fronts: string[]; alike: boolean }[];
  tenants: { hosts: string[]; segment: number | null }[];
  surfaces: { id: string; selectors: string[]; named: { role: string; names: string[] }[]; on: 'click' | 'appear' }[];
  settings: { id: string; role: string; names: string[]; onValues: string[]; offValues: string[] }[];
}

export interface Settings {
  version: number;
  /** Signatures of findings, with the day on which they were dismissed, or told of for the first time. */
  dismissed: Record<string, string>; told: Record<string, string>;
  stances: Stance[]; requests: Request[];
  /** By app, or by app and tenant (`notes/acme`). */
  plans: Record<string, string>; accounts: Record<string, string>; roles: Record<string, 'member' | 'admin' | 'owner'>; addresses: Record<string, string>;
  region: string | null;
  /** Null or absent: the organisation's preset, or the default. */
  staleAfterDays: number | null; corner: string | null; minimumLevel?: Level; pill?: boolean; hiddenApps?: string[];
  /** Language of the interface; null: the browser's. */
  language: string | null;
  /** Day on which the first words of the popup were read. */
  welcomed?: string;
  /** Where settings were put that could not be read. */
  keptAside?: string;
  /** Those of a later version were left alone; these are beside them. Not stored. */
  newer?: boolean;
}

/** The messages of a language other than the browser's. */
export interface Texts { language: string; messages: Record<string, { message: string; placeholders?: Record<string, { content: string }> }> }

/** One practice of one app in the list of all that is known. */
export interface Entry {
  practice: string; language: string; title: string; app: string; appName: string; vendor: string; verdict: string; stale: boolean;
  checked: string; ageDays: number; sources: number; plans: { id: string; name: string }[];
}

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

/** One entry of a capture and what it is; see `src/audit/entries.rs`. */
export interface Recognised {
  entry: number; url: string; method: string | null; started: string | null; messages: number;
  app: string | null; appName: string | null; tenant: string | null; activity: string | null;
  findings: { practice: string; title: string; verdict: string; level: Level; stale: boolean }[];
}

export interface ReportedFinding extends Finding { fedBy: { activity: string; count: number }[] }

/** The report of an audit as far as pages use it; see `src/report.rs`. */
export interface AuditReport {
  inputs: { name: string; bytes: number; sha256: string; entries: number; problem?: { offset?: number; message: string } }[];
  apps: { app: string; name: string; vendor: string; tenant: string | null; activities: { activity: string; count: number }[]; findings: ReportedFinding[] }[];
  unmatched: { requests: number; hosts: string[] };
}

export interface ComparedCase { plans: { id: string; name: string }[]; accounts: string[]; regions: string[]; verdict: string; note: string }

export interface ComparedCell {
  practice: string; title: string; apps: string[]; training: string; verdict: string; cases: ComparedCase[];
  who: string[]; whoNote: string; channel: string; since: string | null; checked: string; ageDays: number; stale: boolean;
}

/** Vendors side by side; see `src/comparison.rs`. */
export interface Compared { now: string; vendors: { id: string; name: string; apps: string[] }[]; rows: { data: string; cells: ComparedCell[][] }[] }

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

/** What happened in a page before its watch list was there. `clicks`: the elements from the clicked one upwards. */
export interface Early { requests: { name: string; initiatorType: string }[]; clicks: Element[][]; pages: string[]; overflow: number }

/** How often each activity was seen, by what showed it. */
export interface Counts { request: Record<string, number>; surface: Record<string, number> }

export interface TabState {
  app: string; appName: string; tenant: string | null; day: string; findings: Record<string, Finding>;
  /** For every activity the signal with the loudest answer, so that all can be judged again. */
  samples: Record<string, { signal: Signal; level: Level }>;
  counts: Record<string, { request: number; surface: number; page?: number }>; overflow: number; unrecognised: boolean;
}

/** A finding to be shown, what else the vendor does, and what the person did about it. */
export interface Shown {
  finding: Finding; others: Finding[]; said: Said; organisation: Organisation | null; at?: string;
  /** Answers that the organisation's policy decides. */
  locked: Answer['question'][];
}

/** What the page is told to show. `noted`: it only says that the state of a vendor's own setting was seen. */
export interface Notice extends Shown {
  corner: string; noted?: boolean;
  /** What else the same activity feeds, and is told for the first time. */
  together: Shown[];
  /** Whether it may be dismissed. */
  snooze: boolean;
}

/** What a person does in card or popup, for the background. */
export type Act = (message: object) => void;

declare global {
  interface Trainspotter {
    early: () => { end: () => Early };
    onNavigation: (then: () => void, signal: AbortSignal) => void;
    sense: (list: WatchList, report: Report, before: Early) => { stop: () => void; flush: () => Promise<unknown> };
    watchSwitches: (settings: WatchList['settings'], seen: (setting: string, state: 'on' | 'off') => void) => (root: Element) => void;
    roles: RoleKit;
    address: {
      isOn: (host: string, patterns: string[]) => boolean;
      of: (url: URL, names: string[]) => string;
      cut: (text: string, names: string[]) => string;
      shape: (address: string) => string;
      tenant: (list: WatchList) => string;
    };
    /** Whether a sensor of this extension already lives in the page. */
    running?: () => boolean;
    texts: TextKit;
    parts: PartKit;
    look: string;
    lookOfFindings: string;
    letterBox: (kind: 'letter' | 'request' | 'handover', letter: Letter, practice: string) => HTMLElement;
    organisation: {
      stance: (finding: Finding) => string; headline: (finding: Finding) => string;
      ban: (finding: Finding, organisation: Organisation | null) => HTMLElement | null; notes: (organisation: Organisation | null) => HTMLElement | null;
    };
    wayOut: (shown: Shown, act: Act) => HTMLElement;
    question: (shown: Shown, act: Act) => HTMLElement | null;
    why: (finding: Finding) => HTMLElement;
    hero: (shown: Shown, more?: Node[]) => HTMLElement;
    otherMatters: (others: Finding[]) => HTMLElement | null;
    row: (shown: Shown, act: Act, otherwise?: string) => HTMLElement;
    findings: (notice: Notice, act: Act) => HTMLElement;
    renewRows: (old: Element[], fresh: Element[]) => void;
    renewFindings: (old: HTMLElement, fresh: HTMLElement) => HTMLElement;
    finding: (shown: Shown, act: Act) => HTMLElement;
    renew: (old: Element, fresh: Element) => void;
    place: { root: () => ShadowRoot; fill: (...nodes: Node[]) => void; host: () => HTMLElement | undefined; remove: () => void };
    focus: { active: () => Element | null; writable: (element: Element | null) => element is HTMLElement; watch: (signal: AbortSignal) => void; giveBack: () => boolean };
    corner: { CORNERS: string[]; keep: (wrap: HTMLElement, corner: () => string, signal: AbortSignal) => () => void };
    show: (notice: Notice | null, act: Act) => void;
    /** Whether the part that reads pages already lives in the page. */
    reads?: boolean;
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
    /** The first elements of a role below another. */
    first: (root: Element, role: string) => Element[];
    /** Whether the element has one of these roles with one of its names. */
    is: (element: Element, wanted: { role: string; names: string[] }[]) => boolean;
    /** Whether the element is or holds such a one. */
    find: (root: Element, wanted: { role: string; names: string[] }[]) => boolean;
  }
  interface PartKit {
    element: (tag: string, options?: { part?: string; text?: string; attributes?: Record<string, string> }, children?: (Node | null)[]) => HTMLElement;
    quote: (tag: string, content: string, part?: string) => HTMLElement;
    inLanguage: <T extends Element>(root: T, language: string) => T;
    lamp: (level: Level) => SVGElement;
    iconButton: (icon: 'close' | 'move', label: string, part: string) => HTMLElement;
    button: (part: string, label: string, pressed: () => void) => HTMLElement;
    source: (url: string, label: string, locator?: string) => HTMLElement;
    section: (title: string, children: (Node | null)[], part?: string) => HTMLElement;
    fold: (title: string, children: (Node | null)[], part?: string) => HTMLElement;
    announce: (near: Element, words: string) => void;
    toClipboard: (words: string) => Promise<void>;
    copy: (words: string, pressed: HTMLElement) => Promise<void>;
  }
  var trainspotter: Trainspotter;
}
