import type { FileScope, FilesystemView, NetworkView } from '../model/isolation.ts';
import { holdsHome } from './exposure.ts';
import { shown } from './fact.ts';
import { placeOf } from './place.ts';
import type { Surroundings } from './surroundings.ts';

type Form = string | Form[];

const MOST_TOKENS = 20_000;
const DEEPEST = 30;

/** The forms of a profile: words, `"texts"` with their first quote, lists. Null where it is none, or too long. Linear. */
function formsOf(text: string): Form[] | null {
  const top: Form[] = [];
  const open: Form[][] = [top];
  let tokens = 0;
  for (const [token] of text.slice(0, 1_000_000).matchAll(/;[^\n]*|"(?:[^"\\]|\\.)*"|[()]|[^\s()";]+|"/gs)) {
    if (token.startsWith(';')) continue;
    const list = open.at(-1);
    if (++tokens > MOST_TOKENS || list === undefined || token === '"') return null;
    if (token === '(') {
      const inner: Form[] = [];
      list.push(inner);
      open.push(inner);
      if (open.length > DEEPEST) return null;
    } else if (token === ')') {
      open.pop();
      if (open.length === 0) return null;
    } else {
      list.push(token.startsWith('"') ? token.slice(0, -1).replace(/\\(.)/gs, '$1') : token);
    }
  }
  return open.length === 1 && text.length <= 1_000_000 ? top : null;
}

/** What the rules say of one kind of operation, one after the other; a later one counts. */
interface State {
  scope: 'all' | 'none' | 'listed' | 'loopback' | null;
  allowed: string[];
  denied: string[];
}

interface Rule {
  allows: boolean;
  operations: string[];
  filters: Form[][];
}

/** Forms that decide nothing; any other but rules is a program, which is not run. */
const NOTES = new Set(['version', 'debug']);

function rulesOf(forms: readonly Form[]): Rule[] | null {
  const rules: Rule[] = [];
  for (const form of forms) {
    const [head, ...rest] = Array.isArray(form) ? form : [form];
    if (typeof head !== 'string' || (!NOTES.has(head) && head !== 'allow' && head !== 'deny')) return null;
    if (NOTES.has(head)) continue;
    rules.push({
      allows: head === 'allow',
      operations: rest.filter((one) => typeof one === 'string'),
      filters: rest.filter((one): one is Form[] => Array.isArray(one)).filter(([name]) => name !== 'with'),
    });
  }
  return rules;
}

/** Filters of which any is enough. */
function anyOf(filters: readonly Form[][]): Form[][] {
  return filters.flatMap((filter) =>
    filter[0] === 'require-any' ? anyOf(filter.slice(1).filter((one): one is Form[] => Array.isArray(one))) : [filter],
  );
}

/** Only what stays on this machine by its other end. */
const isLocal = ([name, kind, host]: Form[]): boolean =>
  name === 'remote' &&
  (kind === 'unix-socket' || (typeof host === 'string' && /^"(?:localhost|127\.0\.0\.1|\[::1\]):/.test(host)));

interface Kind {
  /** Operations that stand for all of it. */
  whole: readonly string[];
  /** Others that are a part of it. */
  part: RegExp;
  isNetwork: boolean;
}

const NETWORK: Kind = { whole: ['default', 'network*', 'network-outbound'], part: /^$/, isNetwork: true };
const READ: Kind = { whole: ['default', 'file*', 'file-read*', 'file-read-data'], part: /^$/, isNetwork: false };
const WRITE: Kind = { whole: ['default', 'file*', 'file-write*'], part: /^file-write-/, isNetwork: false };

function follow(rules: readonly Rule[], kind: Kind): State {
  const state: State = { scope: 'all', allowed: [], denied: [] };
  for (const { allows, operations, filters } of rules) {
    const isWhole = operations.some((name) => kind.whole.includes(name));
    // A part that is denied leaves the others.
    if (!isWhole && !(allows && operations.some((name) => kind.part.test(name)))) continue;
    const any = anyOf(filters);
    if (any.length > 0) apply(state, allows, any, kind.isNetwork);
    else if (isWhole) Object.assign(state, { scope: allows ? 'all' : 'none', allowed: [], denied: [] });
    else if (state.scope !== 'all') state.scope = null;
  }
  return state;
}

/** A rule for what any of its filters matches. */
function apply(state: State, allows: boolean, any: readonly Form[][], isNetwork: boolean): void {
  const paths = any.flatMap(([name, path]) =>
    (name === 'subpath' || name === 'literal') && typeof path === 'string' && path.startsWith('"')
      ? [path.slice(1)]
      : [],
  );
  if (isNetwork) {
    if (allows && state.scope !== 'all') state.scope = any.every(isLocal) && state.scope !== null ? 'loopback' : null;
    else if (!allows && state.scope !== 'none') state.scope = null;
  } else if (allows) {
    if (paths.length < any.length || (state.scope === 'all' && state.denied.length > 0)) state.scope = null;
    else if (state.scope !== 'all' && state.scope !== null) state.scope = 'listed';
    state.allowed.push(...paths);
  } else if (state.scope === 'all') {
    // A pattern that is denied hides something, whatever that is.
    state.denied.push(...paths, ...(paths.length < any.length ? ['what a pattern names'] : []));
  }
}

/** What a profile of macOS's sandbox leaves of files and network; null where that is a matter of running it. Source: sandbox-exec(1) and the profiles in /System/Library/Sandbox. */
export function readSeatbelt(
  text: string,
  around: Surroundings,
): { files: FilesystemView | null; network: NetworkView | null } {
  const forms = formsOf(text);
  const rules = forms === null ? null : rulesOf(forms);
  // Without a default of its own it denies.
  if (rules === null) return { files: null, network: null };
  const all = [{ allows: false, operations: ['default'], filters: [] }, ...rules];
  const network = follow(all, NETWORK).scope;
  const reads = follow(all, READ);
  const writes = follow(all, WRITE);
  const places = reads.denied.map((path) => placeOf(path, around));
  const isHomeHidden = places.some(
    (place) => place === '~' || (place !== null && /^\/users$/i.test(place) && holdsHome(place)),
  );
  const scopeOf = ({ scope, denied }: State, isWithoutHome: boolean): FileScope | null => {
    if (scope === null || scope === 'loopback') return null;
    return scope === 'all' && denied.length > 0 && isWithoutHome ? 'without-home' : scope;
  };
  const mount = (access: 'read' | 'write') => (path: string) => ({ source: shown(path), target: null, access });
  const listed = [
    ...(reads.scope === 'listed' ? reads.allowed.map(mount('read')) : []),
    ...(writes.scope === 'listed' ? writes.allowed.map(mount('write')) : []),
  ];
  return {
    files: {
      reads: scopeOf(reads, isHomeHidden),
      writes: writes.scope === 'all' && writes.denied.length > 0 ? null : scopeOf(writes, false),
      mounts: listed.slice(0, 100),
      hidden: reads.denied.slice(0, 100).map(shown),
    },
    network:
      network === null || network === 'listed' ? null : { reach: network, hosts: network === 'none' ? [] : null },
  };
}
