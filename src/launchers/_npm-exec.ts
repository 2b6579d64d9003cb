import npa from 'npm-package-arg';
import { redactUrl } from '../credential/redact.ts';
import type { Launch } from '../model/launch.ts';
import type { NpmCommandLine } from './_npm-options.ts';
import type { Identified, NotIdentified } from './index.ts';

/** Packages that run a script given to them. */
const SCRIPT_RUNNERS = new Set(['tsx', 'ts-node', 'esno', 'vite-node', 'jiti', 'nodemon']);

/** Packages that connect to a URL given to them, or else start a command: the server is behind them. */
const BRIDGES = new Set(['mcp-remote', 'supergateway', 'mcp-proxy']);

/** Packages that start a command given to them. */
const COMMAND_RUNNERS = new Set([
  '@dotenvx/dotenvx',
  '@modelcontextprotocol/inspector',
  '@smithery/cli',
  'concurrently',
  'cross-env',
  'cross-env-shell',
  'dotenv',
  'dotenv-cli',
  'env-cmd',
  'envmcp',
  'mcp-scan',
  'mcporter',
  'pm2',
]);

type Spec = Pick<Launch, 'ecosystem' | 'package' | 'version' | 'pinned' | 'sourceUrl' | 'localEntry'>;

const NOTHING: Spec = {
  ecosystem: 'unknown',
  package: null,
  version: null,
  pinned: null,
  sourceUrl: null,
  localEntry: null,
};

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
      return {
        ...NOTHING,
        ecosystem: 'npm',
        package: spec.name,
        version: spec.raw === spec.name ? null : spec.rawSpec,
        pinned: spec.type === 'version',
      };
    case 'alias': {
      const real = (spec as npa.AliasResult).subSpec;
      return {
        ...NOTHING,
        ecosystem: 'npm',
        package: real.name,
        version: real.raw === real.name ? null : real.rawSpec,
        pinned: real.type === 'version',
      };
    }
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

/** What `npm exec` (and so `npx`) would run, by libnpmexec's rules. */
export function identifyExec(line: NpmCommandLine): Identified | NotIdentified {
  const last = (name: string): string | null => line.options.get(name)?.at(-1) ?? null;
  if (line.unknown.length > 0) return { problem: 'an option before the package that npm does not document' };
  if (last('call') !== null) return { problem: 'a shell command given by --call' };
  if (last('workspace') !== null || last('workspaces') === 'true') return { problem: 'a workspace option' };

  const named = line.options.get('package') ?? [];
  const operand = named.length === 0 ? (line.positionals[0] ?? null) : null;
  const specs = operand === null ? named : [operand];
  const [first] = specs;
  if (first === undefined) return { problem: 'no package' };
  const spec = readSpec(first);
  if (spec === null) return { problem: 'a package spec that npm would not read, or a variable in it' };

  const args = line.positionals.slice(1);
  const operator = args.find((arg) => !arg.startsWith('-'));
  const launch = { launcher: 'npx' as const, ...spec };
  const target = { kind: 'npx' as const, specs, operand, cache: last('cache'), prefix: last('prefix') };
  if (SCRIPT_RUNNERS.has(spec.package ?? '') && operator !== undefined) {
    const open = 'it runs a local script whose own dependencies are not followed';
    return { launch: { ...launch, localEntry: operator }, target, open };
  }
  const url = args.find((arg) => /^(https?|wss?):\/\//i.test(arg));
  if (BRIDGES.has(spec.package ?? '') && url !== undefined) {
    return { launch: { ...launch, remoteUrl: redactUrl(url), wrappers: [spec.package ?? ''] }, target };
  }
  const passesOn = BRIDGES.has(spec.package ?? '') || COMMAND_RUNNERS.has(spec.package ?? '');
  if (passesOn && args.length > 0) return { launch, target, open: 'it starts another program, which is not followed' };
  return { launch, target };
}
