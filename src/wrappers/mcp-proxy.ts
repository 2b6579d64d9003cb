import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of PyPI's mcp-proxy 0.10: `-H` and `-e` take a name and a value. */
const OPTIONS = optionTable(
  `-H|--headers=2 -e|--env=2 --named-server=2 --named-server-config= --transport= --client-id= --client-secret= --token-url=
  --verify-ssl=? --no-verify-ssl --cwd= --pass-environment --no-pass-environment --log-level= --debug --no-debug --port= --host=
  --stateless --no-stateless --sse-port= --sse-host= --allow-origin= --expose-header=`,
);

/** `mcp-proxy url` speaks to a server elsewhere, `mcp-proxy command` puts one on a port. */
export const mcpProxy: Wrapper = {
  id: 'mcp-proxy',
  kind: 'bridge',
  programs: ['mcp-proxy', 'mcp-reverse-proxy'],
  packages: { 'pypi:mcp-proxy': 'mcp-proxy' },
  nameOf: () => 'mcp-proxy',
  unwrap({ args }) {
    const end = args.indexOf('--');
    const read = readOptions(end < 0 ? args : args.slice(0, end), OPTIONS, 'mixed');
    if (read === null) return UNCLEAR;
    const { options } = read;
    if (options.has('named-server') || options.has('named-server-config'))
      return { problem: 'a bridge to several servers' };
    const [first = '', ...rest] = [...read.operands, ...(end < 0 ? [] : args.slice(end + 1))];
    if (first === '') return { problem: 'a bridge without a URL or a command' };
    if (isHttpUrl(first)) return { kind: 'remote', url: first };
    const environment = (options.get('env') ?? []).filter((_, index) => index % 2 === 0);
    const cwd = lastValue(options, 'cwd');
    return { kind: 'command', inner: [first, ...rest], environment, ...(cwd === null ? {} : { cwd }) };
  },
};
