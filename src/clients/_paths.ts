import { pathsOf, type Machine } from '../io/machine.ts';
import type { Place } from './index.ts';

/** A place on one machine: a folder that is there or not, and name patterns from there on (`*`, `**`). */
export interface Target {
  base: string;
  patterns: string[];
}

const APPDATA: Readonly<Record<Machine['platform'], string>> = {
  darwin: '~/Library/Application Support',
  linux: '${XDG_CONFIG_HOME:-~/.config}',
  win32: '${APPDATA:-~/AppData/Roaming}',
};

/** Splits a path template behind its first part; `${…}` may hold slashes and further variables. */
export function splitHead(template: string): [head: string, tail: string] {
  if (!template.startsWith('${')) {
    const slash = template.indexOf('/');
    return slash === -1 ? [template, ''] : [template.slice(0, slash), template.slice(slash)];
  }
  let depth = 0;
  for (let offset = 1; offset < template.length; offset += 1) {
    if (template[offset] === '{') depth += 1;
    else if (template[offset] === '}') depth -= 1;
    if (depth === 0) return [template.slice(0, offset + 1), template.slice(offset + 1)];
  }
  return [template, ''];
}

/** A path of Windows as it is seen from its Linux side (`C:\\a` as `/mnt/c/a`); any other as it is. */
export function onDrive(path: string, drives: string): string {
  const [, drive, rest = ''] = /^([A-Za-z]):(?![^\\/])(.*)$/s.exec(path) ?? [];
  return drive === undefined ? path : `${drives}/${drive.toLowerCase()}${rest.replaceAll('\\', '/')}`;
}

/** The folder that the first part of a template stands for; null when the machine has none. */
function resolveHead(head: string, machine: Machine, project: string | null): string | null {
  if (head === '~') return machine.home;
  if (head === '<project>' || head === '<above>') return project;
  if (head === '<appdata>') return literal(APPDATA[machine.platform], machine, project);
  const [, name = '', fallback = ''] = /^\$\{(\w+):-(.*)\}$/.exec(head) ?? [];
  if (name === '') return machine.drives === undefined ? head : onDrive(head, machine.drives);
  const value = machine.env[name];
  // A relative folder would depend on where the client was started: like an unset one.
  if (value !== undefined && pathsOf(machine).isAbsolute(value)) return value;
  return fallback === '' ? null : literal(fallback, machine, project);
}

function literal(template: string, machine: Machine, project: string | null): string | null {
  const [head, tail] = splitHead(template);
  const folder = resolveHead(head, machine, project);
  return folder === null ? null : folder + tail;
}

interface Parts {
  head: string;
  /** What follows without wildcards, with a leading slash. */
  fixed: string;
  patterns: string[];
}

/** Every template is taken apart once: a scan looks at hundreds of them in each project. */
const takenApart = new Map<string, Parts>();

function takeApart(template: string): Parts {
  const known = takenApart.get(template);
  if (known) return known;
  const [head, tail] = splitHead(template);
  const parts = tail.split('/').filter((part) => part !== '');
  const wild = parts.findIndex((part) => part.includes('*'));
  const fixed = wild === -1 ? parts : parts.slice(0, wild);
  const apart = {
    head,
    fixed: fixed.map((part) => `/${part}`).join(''),
    patterns: wild === -1 ? [] : parts.slice(wild),
  };
  takenApart.set(template, apart);
  return apart;
}

/**
 * What a place's path means on a machine; null when the client has no such place there, or when a folder or variable that
 * it begins with is not given. Pure. Wildcards come from the template alone: a `*` in the name of a home or project is
 * an ordinary character.
 */
export function expandPath(path: Place['path'], machine: Machine, project: string | null): Target | null {
  const template = typeof path === 'string' ? path : path[machine.platform];
  if (template === undefined) return null;
  const { head, fixed, patterns } = takeApart(template);
  const folder = resolveHead(head, machine, project);
  return folder === null ? null : { base: pathsOf(machine).normalize(folder + fixed), patterns };
}
