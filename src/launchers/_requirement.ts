import { redactUrl } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
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

const NAME = /^[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?/;
/** A version by PEP 440, appendix B. */
const VERSION = new RegExp(
  [
    /^v?(?:\d+!)?\d+(?:\.\d+)*/,
    /(?:[-_.]?(?:alpha|a|beta|b|preview|pre|c|rc)[-_.]?\d*)?/,
    /(?:-\d+|[-_.]?(?:post|rev|r)[-_.]?\d*)?/,
    /(?:[-_.]?dev[-_.]?\d*)?(?:\+[a-z0-9]+(?:[-_.][a-z0-9]+)*)?$/,
  ]
    .map(({ source }) => source)
    .join(''),
  'i',
);
const CLAUSE = /^(===|==|~=|!=|<=|>=|<|>)\s*([^\s,;()<>=~]+)$/;
const MAX_LENGTH = 2000;

/** The longest prefix that a name can be, with the extras behind it and the rest. */
function splitName(text: string): { name: string; extras: string[]; rest: string } | null {
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return null;
  const after = text.slice(name.length).trimStart();
  if (!after.startsWith('[')) return { name, extras: [], rest: after };
  const end = after.indexOf(']');
  if (end < 0) return null;
  const extras = after
    .slice(1, end)
    .split(',')
    .map((extra) => extra.trim())
    .filter((extra) => extra !== '');
  return { name, extras, rest: after.slice(end + 1).trim() };
}

/** A version specifier as the label of a launch: the value of a lone `==`, else the whole of it as written. */
function readSpecifier(text: string): Pick<Requirement, 'version' | 'pinned'> | null {
  if (text === '') return { version: null, pinned: false };
  const written = /^\((.*)\)$/s.exec(text)?.[1]?.trim() ?? text;
  const clauses = written.split(',').map((clause) => CLAUSE.exec(clause.trim()));
  const isKnown = ([, operator, value = '']: RegExpExecArray): boolean =>
    operator === '===' || hasVariable(value) || VERSION.test(value.replace(/\.\*$/, ''));
  if (clauses.some((clause) => clause === null || !isKnown(clause))) return null;
  const [, operator, value = ''] = clauses[0] ?? [];
  if (clauses.length > 1 || !operator?.startsWith('==')) return { version: written, pinned: false };
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
  const [plain = ''] = text.split(';', 1);
  const requirement = plain.trim();
  const split = splitName(requirement);
  if (split?.rest.startsWith('@')) {
    const address = text
      .slice(text.indexOf('@') + 1)
      .replace(/\s;.*$/s, '')
      .trim();
    const read = isUrl(address) ? readUrl(address) : isPath(address) ? readPath(address) : null;
    return read && { ...read, extras: split.extras };
  }
  if (isPath(requirement) && !/[<>=!]=/.test(requirement)) return readPath(requirement);
  if (split === null) return null;
  const version = readSpecifier(split.rest);
  return version && { ...NOTHING, ecosystem: 'PyPI', package: split.name, extras: split.extras, ...version };
}

/**
 * What uv takes for a tool: also `name@version` and `name@latest`, which are its own (uv 0.13, commands/tool/mod.rs). What
 * follows an `@` and is no version is an address by PEP 508.
 */
export function readToolRequirement(text: string): Requirement | null {
  const at = text.indexOf('@');
  const split = at < 0 ? null : splitName(text.slice(0, at));
  const version = text.slice(at + 1);
  if (split === null || split.rest !== '' || text.slice(0, at).includes(' ')) return readRequirement(text);
  const isVersion = VERSION.test(version);
  const isVariable = /^(?:\$\{[\w:.-]{1,100}\}|\$\w+|%\w+%)$/.test(version);
  if (!isVersion && !isVariable && version !== 'latest') return readRequirement(text);
  return { ...NOTHING, ecosystem: 'PyPI', package: split.name, extras: split.extras, version, pinned: isVersion };
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
