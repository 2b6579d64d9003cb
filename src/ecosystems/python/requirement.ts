import { parsePythonVersion } from '../../advisory/python-version.ts';

/** What asks for a distribution. Source: PEP 508. */
export interface Requirement {
  /** Normalised; null for a URL or folder that names none. */
  name: string | null;
  /** Normalised, as asked for. */
  extras: readonly string[];
  /** `>=1.2,<2`, or `''` for any version. */
  specifier: string;
  /** A URL or path instead of a version, or null. */
  url: string | null;
  /** The condition behind `;`, or null. */
  marker: string | null;
}

const LONGEST = 8192;

/** The one spelling of a distribution's or an extra's name. Source: PEP 503. */
export function normaliseName(name: string): string {
  return name.replaceAll(/[-_.]+/g, '-').toLowerCase();
}

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
const EXTRAS = /^\s*\[([^\]]*)\]/;

/** Splits at the first of a separator, with the rest trimmed; null when it is not there. */
function split(text: string, at: RegExp): [string, string | null] {
  const index = text.search(at);
  return index === -1 ? [text.trim(), null] : [text.slice(0, index).trim(), text.slice(index + 1).trim()];
}

/** The name and extras that a text begins with, and what follows them. */
function readName(text: string): { name: string; extras: string[]; rest: string } | null {
  const [name] = NAME.exec(text) ?? [];
  if (name === undefined) return null;
  const behind = text.slice(name.length);
  const [brackets = '', listed = ''] = EXTRAS.exec(behind) ?? [];
  const extras = listed.split(',').map((extra) => normaliseName(extra.trim()));
  const named = extras.filter((extra) => extra !== '');
  return { name: normaliseName(name), extras: named, rest: behind.slice(brackets.length).trim() };
}

/** A requirement as metadata and projects write it (`name[extra]>=1 ; marker`, `name @ url`); null when it is none. */
export function parseRequirement(text: string): Requirement | null {
  const trimmed = text.trim();
  const read = trimmed.length > LONGEST ? null : readName(trimmed);
  if (read === null) return null;
  const { name, extras, rest } = read;
  if (rest.startsWith('@')) {
    // A URL may hold a semicolon: the marker's needs a space before it.
    const [url, marker] = split(rest.slice(1).trim(), /\s;/);
    return { name, extras, specifier: '', url, marker: marker?.replace(/^;/, '').trim() ?? null };
  }
  const [asked, marker] = split(rest, /;/);
  const specifier = asked.replace(/^\((.*)\)$/s, '$1').trim();
  if (specifier !== '' && !/^[<>=!~]/.test(specifier)) return null;
  return { name, extras, specifier, url: null, marker };
}

/** What is asked of uv or pipx on a command line: a requirement, `name@version`, `name@latest`, a URL or a folder. */
export interface Wanted extends Requirement {
  /** `@latest`: the registry is asked anew each time. */
  latest: boolean;
}

export function parseWanted(text: string): Wanted {
  const trimmed = text.trim();
  const read = readName(trimmed);
  const at = read?.rest.startsWith('@') ? read.rest.slice(1).trim() : null;
  if (read !== null && at === 'latest') {
    return { name: read.name, extras: read.extras, specifier: '', url: null, marker: null, latest: true };
  }
  if (read !== null && at !== null && parsePythonVersion(at) !== null) {
    return { name: read.name, extras: read.extras, specifier: `==${at}`, url: null, marker: null, latest: false };
  }
  const requirement = /^[.~/\\]|^[A-Za-z]:[\\/]|^[a-z+]+:\/\/|^git\+/i.test(trimmed) ? null : parseRequirement(trimmed);
  return {
    ...(requirement ?? { name: null, extras: [], specifier: '', url: trimmed, marker: null }),
    latest: false,
  };
}
