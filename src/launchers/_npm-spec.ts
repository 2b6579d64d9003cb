import npa from 'npm-package-arg';
import { redactUrl } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
import { VARIABLE_VERSION } from './_remarks.ts';
import { hasVariable } from './_variable.ts';

type Spec = Pick<Launch, 'ecosystem' | 'package' | 'version' | 'pinned' | 'sourceUrl' | 'localEntry'>;

const NOTHING: Spec = {
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  sourceUrl: null,
  localEntry: null,
};

/** Longer than any spec; what reads them is not made for more. */
const MAX_LENGTH = 2000;

/** A spec of the registry; null without a name, which npm-package-arg lets pass (`^1`, an empty word). */
function registrySpec({ name, raw, rawSpec, type }: npa.Result): Spec | null {
  if (!name) return null;
  return {
    ...NOTHING,
    ecosystem: 'npm',
    package: name,
    version: raw === name ? null : rawSpec,
    pinned: type === 'version',
  };
}

/** A fixed name with a variable in its version; one that could turn it into an alias, a URL or a path is none. */
function variableSpec(text: string): Spec | null {
  const [, name = '', version = ''] = /^((?:@[^/@]+\/)?[^/@]+)@(.+)$/.exec(text) ?? [];
  const plain = version.replace(/\$\{[\w:.-]{1,100}\}|\$\w+|%\w+%/g, '');
  if (hasVariable(name) || hasVariable(plain) || !/^[\w.^~<>=+-]*$/.test(plain)) return null;
  const known = readSpec(name);
  return known?.ecosystem === 'npm' && known.version === null ? { ...known, version, pinned: false } : null;
}

/** A name with letters that npm's registry does not have, kept as it stands: it may look like another. */
function foreignSpec(text: string): Spec | null {
  const plain = text.replace(/[^\p{ASCII}]/gu, 'x');
  const read = plain === text || /[^\p{L}\p{M}\p{N}\p{ASCII}]/u.test(text) ? null : readSpec(plain);
  if (read?.ecosystem !== 'npm' || !plain.startsWith(read.package ?? ' ')) return null;
  const name = [...text].slice(0, read.package?.length).join('');
  return { ...read, package: name };
}

/** A package spec in npm's grammar (npm-package-arg) as launch fields, or null when it is none or a variable decides it. */
export function readSpec(text: string): Spec | null {
  if (text.length > MAX_LENGTH) return null;
  if (hasVariable(text)) return variableSpec(text);
  let spec: npa.Result;
  try {
    spec = npa(text);
  } catch {
    return foreignSpec(text);
  }
  switch (spec.type) {
    case 'version':
    case 'range':
    case 'tag':
      return registrySpec(spec);
    case 'alias':
      return registrySpec((spec as npa.AliasResult).subSpec);
    case 'git': {
      const range = spec.gitRange ? `semver:${spec.gitRange}` : null;
      const reference = spec.gitCommittish ?? range;
      return {
        ...NOTHING,
        ecosystem: 'git',
        version: reference,
        pinned: reference !== null && /^[0-9a-f]{40}$/i.test(reference),
        sourceUrl: redactUrl(spec.saveSpec ?? spec.rawSpec),
      };
    }
    case 'remote':
      return { ...NOTHING, ecosystem: 'url', pinned: false, sourceUrl: redactUrl(spec.fetchSpec ?? spec.rawSpec) };
    case 'directory':
    case 'file':
      return { ...NOTHING, ecosystem: 'local', localEntry: spec.rawSpec || spec.raw };
    default:
      return null;
  }
}

/** The packages that one line fetches: the first is the server's. */
export interface ReadSpecs {
  launch: Spec & Pick<Launch, 'extraPackages'>;
  /** Names of the packages, for the wrappers among them. */
  names: string[];
  open: string[];
}

/** Every spec of a line, or null when one of them cannot be read; pinned when all of them are. */
export function readSpecs(specs: readonly string[]): ReadSpecs | null {
  const read = specs.map(readSpec).filter((spec) => spec !== null);
  const [first, ...others] = read;
  if (first === undefined || read.length < specs.length) return null;
  return {
    launch: {
      ...first,
      pinned: others.length === 0 ? first.pinned : read.every((spec) => spec.pinned === true),
      extraPackages: others.map(({ ecosystem, package: name, version, sourceUrl }) => ({
        ecosystem,
        name: name ?? sourceUrl ?? '',
        version,
      })),
    },
    names: read.map((spec) => spec.package ?? ''),
    open: specs.some(hasVariable) ? [VARIABLE_VERSION] : [],
  };
}

export const UNREADABLE_SPEC = { problem: 'a package spec that cannot be read, or a variable for one' };
