import npa from 'npm-package-arg';
import { redactUrl } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
import type { NpmCommandLine } from './_npm-options.ts';
import { BRIDGES, RUNNERS, bridgedUrl } from './_runners.ts';
import type { Identified, NotIdentified } from './index.ts';

type Spec = Pick<Launch, 'ecosystem' | 'package' | 'version' | 'pinned' | 'sourceUrl' | 'localEntry'>;

const NOTHING: Spec = {
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  sourceUrl: null,
  localEntry: null,
};

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

/** A package spec in npm's grammar (npm-package-arg) as launch fields, or null when it is none or holds a variable. */
export function readSpec(text: string): Spec | null {
  if (text.includes('${') || /^\$|%\w+%/.test(text)) return null;
  let spec: npa.Result;
  try {
    spec = npa(text);
  } catch {
    return null;
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

/** Options that have npm run something else, or look for it elsewhere, whatever their value. */
const DIVERSIONS = ['call', 'globalconfig', 'location', 'node-options', 'script-shell', 'userconfig', 'workspace'];
const DIVERTING_SWITCHES = ['global', 'include-workspace-root', 'workspaces'];

/** What `npm exec` (and so `npx`) would run, by libnpmexec's rules. */
export function identifyExec({ options, positionals }: NpmCommandLine): Identified | NotIdentified {
  const last = (name: string): string | null => options.get(name)?.at(-1) ?? null;
  const diversion =
    DIVERSIONS.find((name) => options.has(name)) ?? DIVERTING_SWITCHES.find((name) => last(name) === 'true');
  if (diversion !== undefined) return { problem: `its option --${diversion} can change what runs` };

  const named = options.get('package') ?? [];
  const [word, ...args] = positionals;
  if (word === undefined) return { problem: 'no package, or no command of it' };
  const specs = named.length === 0 ? [word] : named;
  const read = specs.map(readSpec).filter((spec) => spec !== null);
  const [first] = read;
  if (first === undefined || read.length < specs.length) {
    return { problem: 'a package spec that npm would not read, or a variable in it' };
  }

  const operand = named.length === 0 ? word : null;
  const command = named.length === 0 ? null : word;
  const pinned = read.length === 1 ? first.pinned : read.every((spec) => spec.pinned === true);
  const launch = { launcher: 'npx' as const, ...first, pinned };
  const target = { kind: 'npx' as const, specs, operand, command, cache: last('cache'), prefix: last('prefix') };

  const names = [...(command === null ? [] : [command]), ...read.map((spec) => spec.package ?? '')];
  const bridge = names.every((name) => name === names[0] && BRIDGES.has(name)) ? names[0] : undefined;
  const url = bridge === undefined ? null : bridgedUrl(bridge, args);
  if (bridge !== undefined && url !== null) {
    return { launch: { ...launch, remoteUrl: redactUrl(url), wrappers: [bridge] }, target };
  }
  if (!names.some((name) => RUNNERS.has(name))) return { launch, target };
  const [script = ''] = args;
  const localEntry = /^[^-].*\.[cm]?[jt]sx?$/.test(script) ? script : launch.localEntry;
  return { launch: { ...launch, localEntry }, target, open: 'it starts another program, which is not followed' };
}
