import { optionTable, readOptions, variableIn } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of MCP's inspector before the command of the server it is to look at. */
const OPTIONS = optionTable('-e= --config= --server= --cli --transport= --server-url= --header=');

/** `mcp-inspector [-e NAME=value] command`: the inspector is what the entry starts, the server runs beside it. */
export const inspector: Wrapper = {
  id: 'inspector',
  kind: 'runner',
  programs: ['mcp-inspector'],
  packages: { 'npm:@modelcontextprotocol/inspector': 'mcp-inspector' },
  nameOf: () => null,
  unwrap({ args }) {
    const read = readOptions(args, OPTIONS);
    if (read === null) return UNCLEAR;
    if (read.options.has('config')) return { problem: 'a server that a file of the inspector names' };
    const [first, ...rest] = read.operands;
    if (first === undefined) return null;
    if (isHttpUrl(first)) return { kind: 'remote', url: first };
    const environment = (read.options.get('e') ?? []).map(variableIn);
    return { kind: 'beside', inner: [first, ...rest], environment };
  },
};
