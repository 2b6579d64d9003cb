import { parsePythonVersion } from '../../advisory/python-version.ts';
import { readNameAndExtras, splitRequirement } from '../../syntax/python-requirement.ts';

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

/** A requirement as metadata and projects write it (`name[extra]>=1 ; marker`, `name @ url`); null when it is none. */
export function parseRequirement(text: string): Requirement | null {
  const read = text.length > LONGEST ? null : splitRequirement(text);
  if (read === null || (read.specifier !== '' && !/^[<>=!~]/.test(read.specifier))) return null;
  return { ...read, name: normaliseName(read.name), extras: read.extras.map(normaliseName) };
}

/** What is asked of uv or pipx on a command line: a requirement, `name@version`, `name@latest`, a URL or a folder. */
export interface Wanted extends Requirement {
  /** `@latest`: the registry is asked anew each time. */
  latest: boolean;
}

export function parseWanted(text: string): Wanted {
  const trimmed = text.trim();
  const read = readNameAndExtras(trimmed);
  const at = read?.rest.startsWith('@') ? read.rest.slice(1).trim() : '';
  const latest = at === 'latest';
  if (read !== null && (latest || parsePythonVersion(at) !== null)) {
    const [name, extras] = [normaliseName(read.name), read.extras.map(normaliseName)];
    return { name, extras, specifier: latest ? '' : `==${at}`, url: null, marker: null, latest };
  }
  const requirement = /^[.~/\\]|^[A-Za-z]:[\\/]|^[a-z+]+:\/\/|^git\+/i.test(trimmed) ? null : parseRequirement(trimmed);
  return {
    ...(requirement ?? { name: null, extras: [], specifier: '', url: trimmed, marker: null }),
    latest: false,
  };
}
