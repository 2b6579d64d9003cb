import { failure, TIMEOUT_MS } from './_report.ts';
import type { Subject } from './index.ts';

/** Repository, tag and digest. Source: OCI distribution specification, "Pulling manifests". */
const REFERENCE =
  /^(?:(?:localhost|[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:\d))(?::\d+)?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** A container image, pulled by the local engine; nothing in it is started. */
export const oci: Subject = {
  id: 'oci',
  example: 'oci:ghcr.io/owner/server:1.2.3',
  read: (text) => (text.length < 1000 && REFERENCE.test(text) ? { name: text, spec: text } : null),
  async fetch({ spec }, { folder, env, run }) {
    const result = await run('docker', ['pull', '--quiet', spec], { cwd: folder, env, timeoutMs: TIMEOUT_MS });
    const entry = { command: 'docker', args: ['run', '-i', '--rm', spec], env: {}, cwd: folder };
    return result.exitCode === 0 ? entry : failure('docker', result);
  },
};
