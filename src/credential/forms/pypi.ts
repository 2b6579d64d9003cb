import type { Kind } from '../kind.ts';
import { isoOf } from './claims.ts';

/**
 * What the caveats in a token of PyPI limit it to, nothing verified. A caveat is a list of a number and what it holds: 0
 * times, 1 and 2 projects, 3 a user. Source: pypi/warehouse, `warehouse/macaroons/caveats`.
 */
export function pypiCaveats(token: string): Partial<Kind> {
  const text = Buffer.from(token.slice('pypi-'.length), 'base64url').toString('latin1');
  const [, ends] = /\[0, ?(\d{9,11}), ?\d{1,11}\]/.exec(text) ?? [];
  const expires = isoOf(ends === undefined ? undefined : Number(ends));
  if (/\[[12], ?\[ ?"|"permissions": ?\{"projects"/.test(text))
    return { scoped: 'yes', scopeReason: 'its caveats name the projects that it may upload', expires };
  if (/\[3, ?"|"permissions": ?"user"/.test(text))
    return { scoped: 'no', scopeReason: 'its caveats name a user and no project', expires };
  return { expires };
}
