import { readOptions, variableIn } from '../syntax/options.ts';
import { TOOLHIVE_RUN } from '../syntax/sandbox-options.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

const ELSEWHERE = 'it runs in a container that ToolHive builds, which is not read';
const LAUNCHERS: Readonly<Record<string, readonly string[]>> = {
  'npx:': ['npx', '-y'],
  'uvx:': ['uvx'],
  'go:': ['go', 'run'],
};

/** `thv run`: a package by scheme, an image, a URL, or a name of ToolHive's registry. */
export const toolhive: Wrapper = {
  id: 'toolhive',
  kind: 'gateway',
  programs: ['thv'],
  packages: {},
  nameOf: () => 'thv run',
  unwrap({ args }) {
    if (args[0] !== 'run') return null;
    const read = readOptions(args.slice(1), TOOLHIVE_RUN, 'mixed');
    if (read === null) return UNCLEAR;
    const [server, ...rest] = read.operands;
    if (server === undefined || read.options.has('from-config'))
      return { problem: 'a server that a file of ToolHive names' };
    const environment = (read.options.get('env') ?? []).map(variableIn);
    const [, scheme = '', name = ''] = /^([a-z]+:)\/\/(.+)$/s.exec(server) ?? [];
    const launcher = LAUNCHERS[scheme];
    if (launcher !== undefined) {
      return { kind: 'command', inner: [...launcher, name, ...rest], environment, elsewhere: ELSEWHERE };
    }
    if (/^https?:$/.test(scheme)) return { kind: 'remote', url: server };
    if (/[/:]/.test(server)) return { kind: 'command', inner: ['docker', 'run', server, ...rest], environment };
    return {
      kind: 'end',
      launch: { launcher: 'binary', variant: 'thv', ecosystem: 'unknown', entryCommand: server },
      target: { kind: 'unread', why: 'which image ToolHive has for that name is not known', hint: '' },
      open: 'a name that the registry of ToolHive resolves',
    };
  },
};
