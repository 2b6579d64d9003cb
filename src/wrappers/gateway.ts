import { optionTable } from '../syntax/options.ts';
import { prefixWrapper, type Prefix } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** A gateway whose command stands behind `--`. */
const DASHED = (name: string, ...verbs: string[]): Prefix => ({
  name,
  verbs,
  options: optionTable(''),
  dashed: true,
});

const PROTECTOR: Prefix = {
  name: 'mcp-context-protector',
  options: optionTable(
    `--command= --url= --sse-url= --server-config-file= --env-file= --guardrail-provider= --visualize-ansi-codes
    --show-ansi --quarantine-path= --list-servers --review-server --review-quarantine`,
  ),
  line: 'command',
};

const named = prefixWrapper(
  { id: 'gateway', kind: 'gateway', packages: { 'pypi:agent-bom': 'agent-bom', 'pypi:mcp-guardian': 'mcp-guardian' } },
  {
    'agent-bom': DASHED('agent-bom proxy', 'proxy'),
    'mcp-guardian': DASHED('mcp-guardian', 'proxy', 'run'),
    pipelock: DASHED('pipelock mcp proxy', 'mcp'),
    'mcp-context-protector': PROTECTOR,
    'mcp-context-protector.sh': PROTECTOR,
  },
);

/** Programs of others that stand between a client and a server, and look at what passes. */
export const gateway: Wrapper = {
  ...named,
  unwrap(line) {
    const { program, args } = line;
    if (program === 'pipelock' && (args[0] !== 'mcp' || args[1] !== 'proxy')) return null;
    // Every word behind --command-args is the command's.
    const start = program.startsWith('mcp-context-protector') ? args.indexOf('--command-args') : -1;
    if (start >= 0 && start + 1 < args.length) return { kind: 'command', inner: args.slice(start + 1) };
    const url = args[args.findIndex((word) => /^--(?:url|sse-url|upstream)$/.test(word)) + 1];
    if (/^https?:/i.test(url ?? '') && !args.includes('--')) return { kind: 'remote', url: url ?? '' };
    return named.unwrap(line);
  },
};
