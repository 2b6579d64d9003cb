import { readJwt } from '../credential/forms/jwt.ts';
import { whole, type Facts } from './_facts.ts';
import type { Store } from './index.ts';

function read(text: string): Facts | null {
  const token = text.trim();
  if (token === '') return null;
  return { ...whole('plain', 1), line: 1, expires: readJwt(token)?.expires ?? null };
}

export const kubeServiceAccount: Store = {
  id: 'kube-service-account',
  title: 'Token of the service account of this pod',
  why: 'works in its cluster as the service account',
  provider: 'Kubernetes',
  system: 'Kubernetes',
  scope: { scoped: 'unknown', scopeReason: 'the roles of its service account are in the cluster' },
  places: [{ path: { linux: '/var/run/secrets/kubernetes.io/serviceaccount/token' }, holds: { as: 'text', read } }],
};
