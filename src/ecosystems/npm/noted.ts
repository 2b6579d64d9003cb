import type { Standing } from '../../model/withdrawal.ts';
import { MAX_MESSAGE } from './limits.ts';

/** What a lockfile of npm or pnpm says of a version that it lists, by the `deprecated` of its entry; npm takes `''` for none. */
export function standingIn(deprecated: unknown): Standing {
  if (typeof deprecated !== 'string' || deprecated === '') return false;
  return { kind: 'deprecated', message: deprecated.slice(0, MAX_MESSAGE), source: 'lockfile' };
}
