import { parseImageReference } from '../syntax/image-reference.ts';
import { failure, TIMEOUT_MS } from './_report.ts';
import type { Subject } from './index.ts';

/** A word in capitals alone is a slip, though the grammar takes it for a registry. */
const REGISTRY = /[.:]|^localhost$/;
const SHA256 = /^sha256:[0-9a-f]{64}$/;

function isReference(text: string): boolean {
  const read = parseImageReference(text);
  if (read === null) return false;
  const { registry, digest } = read;
  return (registry === null || REGISTRY.test(registry)) && (digest === null || SHA256.test(digest));
}

const START_ENGINE =
  'Start the engine and check the name, or save the image where there is one and give --image-archive FILE.';

/** A container image, pulled by the local engine; nothing in it is started. */
export const oci: Subject = {
  id: 'oci',
  example: 'oci:ghcr.io/owner/server:1.2.3',
  read: (text) => (isReference(text) ? { name: text, spec: text } : null),
  async fetch({ spec }, { folder, env, run }) {
    const result = await run('docker', ['pull', '--quiet', spec], { cwd: folder, env, timeoutMs: TIMEOUT_MS });
    const entry = { command: 'docker', args: ['run', '-i', '--rm', spec], env: {}, cwd: folder };
    return result.exitCode === 0 ? entry : failure('docker', result, START_ENGINE);
  },
};
