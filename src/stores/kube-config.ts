import type { Node } from '../syntax/index.ts';
import { together, type Facts, type Found } from './_facts.ts';
import { firstSecret, hostAt, itemsAt, nodeAt, textAt } from './_tree.ts';
import type { Store } from './index.ts';

const LITERAL = ['token', 'client-key-data', 'password'];
const ELSEWHERE = ['tokenFile', 'client-key'];

/** How one user proves who it is. Source: kubernetes.io/docs/reference/config-api/kubeconfig.v1. */
function loginOf(user: Node | undefined): Found[] {
  const literal = firstSecret(user, LITERAL);
  if (literal.length > 0) return literal;
  const [named] = ELSEWHERE.filter((key) => textAt(user, key)).map((key) => nodeAt(user, key));
  if (named) return [{ protection: 'reference', line: named.at.line }];
  const program = nodeAt(user, 'exec');
  if (program) return [{ protection: 'command', line: program.at.line }];
  const provider = nodeAt(user, 'auth-provider');
  const tokens = firstSecret(nodeAt(provider, 'config'), ['refresh-token', 'id-token', 'access-token']);
  return provider && tokens.length === 0 ? [{ protection: 'unknown', line: provider.at.line }] : tokens;
}

function read(root: Node): Facts | null {
  const hosts = itemsAt(root, 'clusters').flatMap((one) => hostAt(one, 'cluster', 'server') ?? []);
  const logins = itemsAt(root, 'users').flatMap((one) => loginOf(nodeAt(one, 'user')));
  return together(logins, { hosts });
}

export const kubeConfig: Store = {
  id: 'kube-config',
  title: 'Kubernetes logins',
  why: 'works in its clusters as the users of its contexts',
  provider: 'Kubernetes',
  system: 'Kubernetes',
  scope: { scoped: 'unknown', scopeReason: 'the roles of its users are in the clusters' },
  places: [{ path: '${KUBECONFIG:-~/.kube/config}', list: 'KUBECONFIG', holds: { as: 'yaml', read } }],
};
