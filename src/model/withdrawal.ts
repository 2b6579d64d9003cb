import { z } from 'zod';
import type { Component } from './installation.ts';
import type { Server } from './server.ts';

/** What a registry has against a version that it still serves. Sources: npm docs, "npm deprecate"; PEP 592. */
export const withdrawalSchema = z.strictObject({
  kind: z.enum(['deprecated', 'yanked']),
  /** The publisher's words: hostile, bounded to 300 characters; `''` where there are none. */
  message: z.string(),
  /** Who says so: the lockfile, or the registry that was asked. */
  source: z.enum(['lockfile', 'npm', 'pypi']),
});
export type Withdrawal = z.infer<typeof withdrawalSchema>;

/** False where nothing is said against a version, null where what is said is not known. */
export const standingSchema = z.union([withdrawalSchema, z.literal(false)]).nullable();
export type Standing = z.infer<typeof standingSchema>;

/** By OSV's name of the ecosystem. */
const KINDS: ReadonlyMap<string, Withdrawal['kind']> = new Map([
  ['npm', 'deprecated'],
  ['PyPI', 'yanked'],
]);

/** A server's own package comes from no registry when it is started from there. */
const OWN_SOURCES: ReadonlySet<Server['source']> = new Set(['git', 'url', 'path', 'extension']);

function isOwnCode(component: Component, { source, installation }: Server): boolean {
  return OWN_SOURCES.has(source) && component.id === installation?.root && installation.components.includes(component);
}

/**
 * What a package of a server may be called back as by its registry; null where nothing is asked, and so nothing unknown:
 * Go, Rust, the distributions of Linux and the like are not looked up in this version, what has no version cannot be; what
 * is bundled is told by its files and need never have been published under that name, nor need a server's own code.
 */
export function withdrawalKind(component: Component, server: Server): Withdrawal['kind'] | null {
  if (component.version === '' || component.scope === 'bundled' || isOwnCode(component, server)) return null;
  return KINDS.get(component.ecosystem) ?? null;
}
