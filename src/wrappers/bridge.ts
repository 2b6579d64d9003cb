import { optionTable, readOptions, type OptionTable } from '../syntax/options.ts';
import type { Unwrapped, Wrapper } from './index.ts';

const URL = /^(?:https?|wss?):\/\//i;

/** Which words of a bridge are its own, and which option names the URL where no operand does. */
interface Bridge {
  options: OptionTable;
  /** Options whose value is the URL. */
  urls?: readonly string[];
  /** Options that name a file with servers. */
  files?: readonly string[];
}

const MCPO: Bridge = {
  options: optionTable(
    `-h|--host= -p|--port= --cors-allow-origins= -k|--api-key= --strict-auth -e|--env= --env-path= --server-type|--type=
    -c|--config= -n|--name= -d|--description= -v|--version= -t|--ssl-certfile= -K|--ssl-keyfile= --path-prefix= --root-path=
    -H|--header= --hot-reload --log-level= --connection-timeout= --client-header-forward=`,
  ),
  files: ['config'],
};

const BRIDGES = new Map<string, Bridge>(
  Object.entries({
    // mcp-remote takes headers out of its words, and then the first as the URL.
    'mcp-remote': {
      options: optionTable(
        `--header= --transport= --host= --static-oauth-client-metadata= --static-oauth-client-info= --resource=
        --ignore-tool= --auth-timeout= --allow-http --debug --silent --enable-proxy --disable-resource-parameter`,
      ),
    },
    'mcp-remote-client': { options: optionTable('--header= --transport= --host= --allow-http --debug --silent') },
    mcpo: MCPO,
    'mcp-superassistant-proxy': {
      options: optionTable('-c|--config= --port= --baseUrl= --host= --logLevel= --ssePath= --messagePath= --timeout='),
      files: ['config'],
    },
    'mcp-proxy-for-aws': {
      options: optionTable(
        `--service= --profile= --profiles= --region= --metadata= --read-only --retries= --timeout= --connect-timeout=
        --read-timeout= --write-timeout= --log-level= --tool-timeout= --disable-telemetry --skip-auth`,
      ),
    },
  } satisfies Record<string, Bridge>),
);

/** Programs that connect to a URL given to them, or put a command on a port. */
export const bridge: Wrapper = {
  id: 'bridge',
  kind: 'bridge',
  programs: [...BRIDGES.keys()],
  packages: {
    'npm:mcp-remote': 'mcp-remote',
    'npm:@srbhptl39/mcp-superassistant-proxy': 'mcp-superassistant-proxy',
    'pypi:mcpo': 'mcpo',
    'pypi:mcp-proxy-for-aws': 'mcp-proxy-for-aws',
  },
  nameOf: ({ program }) => (program === 'mcp-remote-client' ? 'mcp-remote' : program),
  unwrap({ program, args }) {
    const known = BRIDGES.get(program);
    const read = known === undefined ? null : readOptions(args, known.options, 'mixed');
    if (read === null) return { problem: 'an option of a bridge that is unknown or can be read in two ways' };
    if (known?.files?.some((name) => read.options.has(name)))
      return { problem: 'a bridge to servers that a file names' };
    const [first = '', ...rest] = read.operands;
    if (URL.test(first)) return remote(first, args[0] === first || program !== 'mcp-remote' || args[0] === '--header');
    if (program === 'mcpo' && first !== '') return { kind: 'command', inner: [first, ...rest] };
    return { problem: 'a bridge without a URL' };
  },
};

/** mcp-remote looks at its first word alone: an option before the URL has it fail, or read another URL in a later version. */
function remote(url: string, isFirst: boolean): Unwrapped {
  return isFirst
    ? { kind: 'remote', url }
    : { kind: 'remote', url, open: 'an option stands where the bridge looks for its URL' };
}
