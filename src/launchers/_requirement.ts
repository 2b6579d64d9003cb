import { parsePythonVersion } from '../advisory/python-version.ts';
import { redactUrl } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
import { readNameAndExtras, splitRequirement } from '../syntax/python-requirement.ts';
import { hasVariable } from './_variable.ts';

/** What a Python requirement asks for, as launch fields. */
export type Requirement = Pick<
  Launch,
  'ecosystem' | 'package' | 'version' | 'pinned' | 'extras' | 'sourceUrl' | 'localEntry'
>;

const NOTHING: Requirement = {
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  extras: [],
  sourceUrl: null,
  localEntry: null,
};

const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)\s*([^\s,;()<>=~]+)$/;
const MAX_LENGTH = 2000;

const isVersion = (text: string): boolean => !/\s/.test(text) && parsePythonVersion(text) !== null;

/** A version specifier as the label of a launch: the value of a lone `==`, else the whole of it as written. */
function readSpecifier(text: string): Pick<Requirement, 'version' | 'pinned'> | null {
  if (text === '') return { version: null, pinned: false };
  const clauses = text.split(',').map((clause) => CLAUSE.exec(clause.trim()));
  const isKnown = ([, operator, value = '']: RegExpExecArray): boolean =>
    operator === '===' || hasVariable(value) || isVersion(value.replace(/\.\*$/, ''));
  if (clauses.some((clause) => clause === null || !isKnown(clause))) return null;
  const [, operator, value = ''] = clauses[0] ?? [];
  if (clauses.length > 1 || !operator?.startsWith('==')) return { version: text, pinned: false };
  return { version: value, pinned: !hasVariable(value) && !value.includes('*') };
}

/** `git+https://host/path@ref#…` and other addresses of code. */
function readUrl(text: string): Requirement | null {
  const [, scheme = ''] = /^([a-z][a-z0-9+.-]*):/i.exec(text) ?? [];
  if (hasVariable(text)) return null;
  if (/^file$/i.test(scheme)) return { ...NOTHING, ecosystem: 'local', localEntry: text };
  if (!/^git\+/i.test(scheme)) {
    return { ...NOTHING, ecosystem: 'url', pinned: false, sourceUrl: redactUrl(text) };
  }
  const [address = ''] = text.split('#', 1);
  const at = address.lastIndexOf('@');
  const path = address.indexOf('/', address.indexOf('://') + 3);
  const reference = path >= 0 && at > path ? address.slice(at + 1) : null;
  return {
    ...NOTHING,
    ecosystem: 'git',
    version: reference,
    pinned: reference !== null && /^[0-9a-f]{40}$/i.test(reference),
    sourceUrl: redactUrl(reference === null ? text : address.slice(0, at)),
  };
}

/** True for what installers take for a file or folder of this machine. */
function isPath(text: string): boolean {
  return /^[.~]|^[A-Za-z]:[\\/]|[\\/]|\.(?:whl|zip|tar\.gz|tar\.bz2|tgz)$/i.test(text);
}

const isUrl = (text: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^git\+/i.test(text);

function readPath(path: string): Requirement | null {
  return hasVariable(path) ? null : { ...NOTHING, ecosystem: 'local', localEntry: path };
}

/**
 * A requirement by PEP 508, or the address or path that installers take instead; null when it is none or a variable decides
 * what it names. `package` keeps its spelling.
 */
export function readRequirement(written: string): Requirement | null {
  const text = written.trim();
  if (text === '' || text.length > MAX_LENGTH) return null;
  if (isUrl(text)) return readUrl(text.replace(/\s;.*$/s, ''));
  const read = splitRequirement(text);
  if (read !== null && read.url !== null) return readAddress(read.url, read.extras);
  const [path = ''] = text.split(';', 1);
  if (isPath(path.trim()) && !/[<>=!]=/.test(path)) return readPath(path.trim());
  const version = read && readSpecifier(read.specifier);
  return version && { ...NOTHING, ecosystem: 'PyPI', package: read.name, extras: read.extras, ...version };
}

/** What stands behind the `@` of a requirement. */
function readAddress(address: string, extras: string[]): Requirement | null {
  const read = isUrl(address) ? readUrl(address) : isPath(address) ? readPath(address) : null;
  return read && { ...read, extras };
}

/**
 * What uv takes for a tool: also `name@version` and `name@latest`, which are its own (uv 0.13, commands/tool/mod.rs). What
 * follows an `@` and is no version is an address by PEP 508.
 */
export function readToolRequirement(text: string): Requirement | null {
  const at = text.indexOf('@');
  const read = at < 0 ? null : readNameAndExtras(text.slice(0, at));
  const version = text.slice(at + 1);
  if (read === null || read.rest !== '' || text.slice(0, at).includes(' ')) return readRequirement(text);
  const isVariable = /^(?:\$\{[\w:.-]{1,100}\}|\$\w+|%\w+%)$/.test(version);
  if (!isVersion(version) && !isVariable && version !== 'latest') return readRequirement(text);
  const { name, extras } = read;
  return { ...NOTHING, ecosystem: 'PyPI', package: name, extras, version, pinned: isVersion(version) };
}

/** Further packages of a line (`--with`), as far as they can be read; `unread` counts the others. */
export function readExtras(requirements: readonly string[]): {
  extraPackages: Launch['extraPackages'];
  unread: number;
} {
  const read = requirements.map(readRequirement).filter((one) => one !== null);
  return {
    extraPackages: read.map(({ ecosystem, package: name, version, sourceUrl, localEntry }) => ({
      ecosystem,
      name: name ?? sourceUrl ?? localEntry ?? '',
      version,
    })),
    unread: requirements.length - read.length,
  };
}

export const UNREADABLE_REQUIREMENT = { problem: 'a package that cannot be read, or a variable for one' };
