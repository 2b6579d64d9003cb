import { optionTable, readOptions, variableIn } from '../syntax/options.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of `thv run` (ToolHive 0.20); those of authentication (`--oidc-*`, `--remote-auth-*`) take a value or none by `=`. */
const OPTIONS = optionTable(
  `--transport= --name= --group= --host= --allowed-origins= --proxy-mode= --proxy-port= --target-port= --target-host=
  -p|--publish= --permission-profile= -e|--env= -v|--volume= --secret= --authz-config= --audit-config= --enable-audit
  --k8s-pod-patch= --ca-cert= --runtime-image= --runtime-add-package= --build-with= --image-verification= --thv-ca-bundle=
  --jwks-auth-token-file= --jwks-allow-private-ip --remote-forward-headers= --remote-forward-headers-secret=
  --resource-url= --otel-endpoint= --otel-service-name= --otel-sampling-rate= --otel-headers= --otel-env-vars=
  --otel-custom-attributes= --otel-insecure --isolate-network --allow-docker-gateway --trust-proxy-headers
  --strict-protocol-validation --stateless --session-ttl= --endpoint-prefix= --network= -l|--label= -f|--foreground
  --from-config= --env-file= --env-file-dir= --webhook-config= --ignore-globally --print-resolved-overlays --tools=
  --tools-override= --debug --oidc-issuer= --oidc-audience= --oidc-jwks-url= --oidc-client-id= --remote-auth
  --remote-auth-client-id= --remote-auth-issuer=`,
);

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
    const read = readOptions(args.slice(1), OPTIONS, 'mixed');
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
