import { optionTable, readOptions, type OptionTable } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** `mcp run` and `mcp dev` of the Python SDK, `fastmcp run`. */
const RUN = optionTable(
  `-t|--transport= -e|--with-editable= --with= --python= --project= --with-requirements= --skip-source --skip-env -p|--port=
  --host= --path= -l|--log-level= --no-banner --server-spec= --stateless --reload --no-reload --reload-dir= --ui-port=
  --server-port= --inspector-version= -c|--config=`,
);

const ASGI = optionTable(
  `--host= --port= --uds= --fd= --reload --reload-dir= --reload-include= --reload-exclude= --reload-delay= --workers= --env-file=
  --timeout-worker-healthcheck= --log-config= --log-level= --access-log --no-access-log --use-colors --no-use-colors
  --proxy-headers --no-proxy-headers --forwarded-allow-ips= --root-path= --limit-concurrency= --backlog= --limit-max-requests=
  --timeout-keep-alive= --timeout-graceful-shutdown= --ssl-keyfile= --ssl-certfile= --ssl-keyfile-password= --ssl-version=
  --ssl-cert-reqs= --ssl-ca-certs= --ssl-ciphers= --header= --app-dir= --h11-max-incomplete-event-size= --factory --loop=
  --http= --ws= --ws-max-size= --ws-max-queue= --ws-ping-interval= --ws-ping-timeout= --ws-per-message-deflate= --lifespan=
  --interface= --server-header --no-server-header --date-header --no-date-header -w= -k|--worker-class= -b|--bind= -t|--timeout=`,
);

const VERBS: Readonly<Record<string, readonly string[]>> = { mcp: ['run', 'dev'], fastmcp: ['run', 'dev'] };

/** Commands of Python packages that run a file or an application given to them, in their own environment. */
export const pythonRunner: Wrapper = {
  id: 'python-runner',
  kind: 'runner',
  programs: ['mcp', 'fastmcp', 'uvicorn', 'gunicorn', 'hypercorn'],
  packages: {
    'pypi:mcp': 'mcp',
    'pypi:fastmcp': 'fastmcp',
    'pypi:uvicorn': 'uvicorn',
    'pypi:gunicorn': 'gunicorn',
    'pypi:hypercorn': 'hypercorn',
  },
  nameOf: () => null,
  unwrap({ program, args }) {
    const verbs = VERBS[program];
    if (verbs === undefined) return read(args, ASGI);
    return verbs.includes(args[0] ?? '') ? read(args.slice(1), RUN) : null;
  },
};

function read(words: readonly string[], table: OptionTable): ReturnType<Wrapper['unwrap']> {
  const [script] = readOptions(words, table, 'mixed')?.operands ?? [];
  if (script === undefined) return UNCLEAR;
  if (isHttpUrl(script)) return { kind: 'remote', url: script };
  return { kind: 'script', script, target: null };
}
