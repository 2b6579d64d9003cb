import type { Identified } from './index.ts';

/**
 * A script of a project's manifest, by its name: a shell line that this version does not read. `directory` is the project
 * as the line names it.
 */
export function projectScript(
  variant: 'npm-run' | 'pnpm-run' | 'yarn-run' | 'bun-run' | 'node-run' | 'deno-task',
  script: string,
  directory: string | null,
): Identified {
  const manifest = variant === 'deno-task' ? 'deno.json or package.json' : 'package.json';
  return {
    launch: {
      launcher: variant === 'deno-task' ? 'deno' : variant === 'node-run' ? 'node' : 'binary',
      variant,
      ecosystem: 'local',
      entryCommand: script,
      cwd: directory,
    },
    target: {
      kind: 'unread',
      why: `a script of ${manifest} is a shell line, which is not followed`,
      hint: 'Start what the script starts directly.',
    },
    open: `it runs a script of ${manifest}, which is not followed`,
  };
}
