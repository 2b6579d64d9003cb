import npa from 'npm-package-arg';
import { z } from 'zod';
import { failure, TIMEOUT_MS } from './_report.ts';
import type { NotFetched, Scratch, Subject } from './index.ts';

/** Longest lockfile that is read: thousands of packages. */
const MAX_LOCKFILE = 64 * 1024 * 1024;

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: z.record(z.string(), z.string()).optional() })),
});

/** Whether a dependency is asked for by something else than a version of the registry. */
function isElsewhere(name: string, spec: string): boolean {
  try {
    const asked = npa.resolve(name, spec);
    return !(asked.type === 'alias' ? asked.subSpec : asked)?.registry;
  } catch {
    return true;
  }
}

/** An optional dependency from outside of the registry that npm left out without a word; null when there is none. */
function leftOut({ folder, files }: Scratch): string | null {
  const { packages } = lockSchema.parse(JSON.parse(files.readText(`${folder}/package-lock.json`, MAX_LOCKFILE)));
  const isThere = (path: string): boolean => files.kind(`${folder}/${path}/package.json`) !== null;
  const installed = new Set(
    Object.keys(packages)
      .filter(isThere)
      .map((path) => path.replace(/^.*node_modules\//, '')),
  );
  const optional = Object.values(packages).flatMap((one) => Object.entries(one.optionalDependencies ?? {}));
  return optional.find(([name, spec]) => !installed.has(name) && isElsewhere(name, spec))?.[0] ?? null;
}

function refuse(problem: string): NotFetched {
  return {
    problem,
    hint: 'Review that dependency by hand, or install the package where nothing is at stake and scan there.',
  };
}

/**
 * A package of npm's registry, installed by npm with `--ignore-scripts`. That alone does not keep npm from running what it
 * fetches: it packs a dependency that is a git repository or a folder, and for that runs its `prepare` script (before npm 11)
 * and the program that the repository's `.npmrc` names as git. So git dependencies are refused, by npm from 11.10 on
 * and by a git that does not exist before, and so is the shell for scripts.
 */
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
  async fetch({ spec }, scratch) {
    const { folder, env, run } = scratch;
    const options = [
      '--ignore-scripts',
      '--allow-git=none',
      `--git=${folder}/no-git`,
      `--script-shell=${folder}/no-shell`,
      '--package-lock',
      '--no-audit',
      '--no-fund',
      '--save-exact',
      '--no-progress',
      '--loglevel=error',
    ];
    // Without a manifest npm would look for a project above.
    const args = ['install', '--prefix', folder, ...options, '--', spec];
    const result = await run('npm', args, { cwd: folder, env, timeoutMs: TIMEOUT_MS });
    if (/EALLOWGIT|no-git|no-shell/.test(result.output)) {
      return refuse(
        'one of its dependencies is a git repository or a folder, and to pack it npm would run what is in it',
      );
    }
    if (result.exitCode !== 0) return failure('npm', result);
    const missing = leftOut(scratch);
    if (missing !== null) return refuse(`its optional dependency ${missing} is not of the registry and was left out`);
    return { command: 'npx', args: [spec], env: {}, cwd: folder };
  },
};
