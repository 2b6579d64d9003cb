import { npm } from '../../src/ecosystems/npm/index.ts';
import type { Question, Resolved } from '../../src/ecosystems/index.ts';
import { homeAt, type Machine } from '../../src/io/index.ts';
import { UNKNOWN_LAUNCH, type Launch } from '../../src/model/launch.ts';
import { offlineIo } from '../stand-ins/io.ts';

export interface Where {
  cwd?: string;
  machine?: Partial<Machine>;
  env?: Record<string, string>;
  launch?: Partial<Launch>;
}

/** What npm makes of a target, for the user with this home; null when it is none of its own. */
export function ask(home: string, target: Question['target'], where: Where = {}): Promise<Resolved | null> {
  const machine = { ...homeAt(home), platform: 'linux' as const, ...where.machine };
  const launch = { ...UNKNOWN_LAUNCH, ...where.launch };
  return npm.resolve(
    { target, launch, cwd: where.cwd ?? null, env: where.env ?? {} },
    { io: offlineIo(), machine, cache: null },
  );
}

/** What a script loads. */
export async function run(home: string, path: string): Promise<Resolved> {
  const resolved = await ask(home, { kind: 'script', path });
  if (resolved === null) throw new Error('npm does not know the target');
  return resolved;
}

/** `name@version scope`, sorted. */
export const packages = (resolved: Resolved | null): string[] =>
  (resolved?.installation?.components ?? []).map(({ name, version, scope }) => `${name}@${version} ${scope}`).sort();
export const kinds = (resolved: Resolved | null): string[] => (resolved?.gaps ?? []).map(({ kind }) => kind);
export const words = (resolved: Resolved | null): string =>
  (resolved?.gaps ?? []).map(({ message }) => message).join('\n');
