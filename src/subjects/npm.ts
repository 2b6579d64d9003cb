import npa from 'npm-package-arg';
import { failure, TIMEOUT_MS } from './_report.ts';
import type { Subject } from './index.ts';

/** A package of npm's registry, installed by npm with `--ignore-scripts`. */
export const npm: Subject = {
  id: 'npm',
  example: 'npm:@scope/server@1.2.3',
  read(text) {
    try {
      const { type, name, registry } = npa(text);
      return registry && name && type !== 'alias' ? { name, spec: text } : null;
    } catch {
      return null;
    }
  },
  async fetch({ spec }, { folder, env, run }) {
    const options = [
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--save-exact',
      '--no-progress',
      '--loglevel=error',
    ];
    // Without a manifest npm would look for a project above.
    const args = ['install', '--prefix', folder, ...options, '--', spec];
    const result = await run('npm', args, { cwd: folder, env, timeoutMs: TIMEOUT_MS });
    return result.exitCode === 0 ? { command: 'npx', args: [spec], env: {}, cwd: folder } : failure('npm', result);
  },
};
