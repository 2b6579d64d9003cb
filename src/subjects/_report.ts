import type { RunResult } from '../io/index.ts';
import type { NotFetched } from './index.ts';

/** What a package manager's failure comes to: its last line that says something. */
export function failure(
  program: string,
  { exitCode, output }: RunResult,
  hint = 'Check the name, the version and the network.',
): NotFetched {
  if (exitCode === null && output === 'ENOENT') {
    return { problem: `${program} is not installed`, hint: `Install ${program}, or scan where it is.` };
  }
  const lines = output.split('\n').filter((line) => /[a-z]{3}/i.test(line));
  const told = lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? 'it said nothing';
  const end = exitCode === null ? 'was stopped' : `ended with ${exitCode}`;
  return {
    problem: `${program} ${end}: ${told.trim().slice(0, 300)}`,
    hint,
  };
}

/** Ten minutes: a large tree over a slow line. */
export const TIMEOUT_MS = 600_000;
