import { lastValue } from '../syntax/options.ts';
import { readSpecs, UNREADABLE_SPEC } from './_npm-spec.ts';
import { UNCLEAR_OPTION, type NpmCommandLine } from './_npm-words.ts';
import { asOpen } from './_remarks.ts';
import { firstWord } from './_variable.ts';
import type { Identified, NotIdentified } from './index.ts';

/** Options that have npm run something else, or look for it elsewhere, whatever their value. */
const DIVERSIONS = ['globalconfig', 'location', 'script-shell', 'userconfig', 'workspace'];
const DIVERTING_SWITCHES = ['global', 'include-workspace-root', 'workspaces'];

/** What `npm exec` (and so `npx`) would run, by libnpmexec's rules. */
export function identifyExec(line: NpmCommandLine, variant: string | null): Identified | NotIdentified {
  const { options, positionals } = line;
  if (line.unclear) return UNCLEAR_OPTION;
  const last = (name: string): string | null => lastValue(options, name);
  const diversion =
    DIVERSIONS.find((name) => options.has(name)) ?? DIVERTING_SWITCHES.find((name) => last(name) === 'true');
  if (diversion !== undefined) return { problem: `its option --${diversion} can change what runs` };

  const named = options.get('package') ?? [];
  const call = last('call');
  if (call !== null && positionals.length > 0) return { problem: 'both a command and --call, which npm refuses' };
  const [word, ...args] = call === null ? positionals : [];
  const specs = named.length > 0 ? named : word === undefined ? [] : [word];
  if (specs.length === 0) {
    return call === null ? { problem: 'no package, or no command of it' } : callOnly(call, variant);
  }
  const read = readSpecs(specs);
  if (read === null) return UNREADABLE_SPEC;

  const command = call !== null ? firstWord(call) : named.length === 0 ? null : (word ?? null);
  const scope = /^@[^/]+/.exec(read.launch.package ?? '')?.[0];
  const target = {
    kind: 'npx' as const,
    specs,
    operand: named.length === 0 ? (word ?? null) : null,
    command,
    cache: last('cache'),
    prefix: last('prefix'),
  };
  const remarks = [
    ...read.open,
    ...(line.unknown ? ['an option that npm does not know'] : []),
    ...(options.has('node-options') ? ['its option --node-options can load other code first'] : []),
    ...(call === null ? [] : ['--call runs a shell line, which is not followed']),
    ...(call === null && word === undefined ? ['no command is named: npm starts a shell with its package'] : []),
  ];
  return {
    launch: {
      launcher: 'npx',
      variant,
      ...read.launch,
      entryCommand: command,
      registry: (scope === undefined ? null : last(`${scope}:registry`)) ?? last('registry'),
    },
    target,
    runs: { names: [...(command === null ? [] : [command]), ...read.names], args: call === null ? args : [] },
    ...asOpen(remarks),
  };
}

/** `npx -c "…"`: a shell line in the project, where its commands come first. */
function callOnly(call: string, variant: string | null): Identified {
  const command = firstWord(call);
  return {
    launch: { launcher: 'npx', variant, ecosystem: 'local', entryCommand: command },
    target:
      command === null
        ? {
            kind: 'unread',
            why: '--call runs a shell line, which is not followed',
            hint: 'Name the package with --package.',
          }
        : { kind: 'project-command', command, directory: null },
    open: '--call runs a shell line, which is not followed',
  };
}
