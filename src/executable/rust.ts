import { inflateSync } from 'node:zlib';
import { z } from 'zod';
import { Malformed, type Bytes } from './bytes.ts';
import type { Layout } from './layout.ts';

/** One crate of a Rust executable. */
export interface Crate {
  name: string;
  version: string;
  /** `crates.io`, `git`, `local`, `registry` or another word of cargo-auditable. */
  source: string;
  /** Places of the crates it depends on in the list. */
  dependencies: number[];
  isRoot: boolean;
}

const MAX_COMPRESSED = 8 * 1024 * 1024;
const MAX_TEXT = 8 * 1024 * 1024;
const MAX_SEARCHED = 32 * 1024 * 1024;
const CHUNK = 1024 * 1024;

const recordSchema = z.object({
  packages: z
    .array(
      z.object({
        name: z.string().min(1).max(200),
        version: z.string().max(200),
        source: z.string().max(200),
        kind: z.enum(['runtime', 'build']).default('runtime'),
        dependencies: z.array(z.number().int().nonnegative()).max(10_000).default([]),
        root: z.boolean().default(false),
      }),
    )
    .max(50_000),
});

/**
 * The crates that cargo-auditable wrote into an executable, or null when it wrote none. Those of the build alone are
 * left out, and what only they use. Source: cargo-auditable, PARSING.md. Throws `Malformed`.
 */
export function readCrates(bytes: Bytes, { sections }: Layout): Crate[] | null {
  const section = sections.find(({ name }) => name === '.dep-v0');
  if (section === undefined) return null;
  if (section.size > MAX_COMPRESSED) throw new Malformed('its record of crates is too long');
  let data: unknown;
  try {
    const packed = bytes.read(section.offset, section.size);
    data = JSON.parse(inflateSync(packed, { maxOutputLength: MAX_TEXT }).toString('utf8'));
  } catch {
    throw new Malformed('its record of crates is damaged');
  }
  const parsed = recordSchema.safeParse(data);
  if (!parsed.success) throw new Malformed('its record of crates has an unknown form');
  return runtimeOf(parsed.data.packages);
}

/** What is reached from the root over crates that are linked in; the list is numbered anew. */
function runtimeOf(packages: z.infer<typeof recordSchema>['packages']): Crate[] {
  const reached = new Set<number>();
  const roots = packages.flatMap(({ root }, index) => (root ? [index] : []));
  const queue = roots.length > 0 ? roots : packages.map((_, index) => index);
  for (let index = queue.pop(); index !== undefined; index = queue.pop()) {
    const one = packages[index];
    if (one === undefined || one.kind === 'build' || reached.has(index)) continue;
    reached.add(index);
    queue.push(...one.dependencies);
  }
  const order = [...reached].sort((a, b) => a - b);
  const place = new Map(order.map((index, at) => [index, at]));
  return order.flatMap((index) => {
    const one = packages[index];
    if (one === undefined) return [];
    const { name, version, source, root } = one;
    const dependencies = one.dependencies.flatMap((other) => place.get(other) ?? []);
    return [{ name, version, source, isRoot: root, dependencies }];
  });
}

const READ_ONLY_DATA = new Set(['.rodata', '.rdata', '__cstring', '__const', '.data.rel.ro']);
const COMPILER = /\/rustc\/[0-9a-f]{40}[/\\]library/;

/** Whether rustc built it, told by the paths of its standard library in messages. */
export function isRust(bytes: Bytes, { sections }: Layout): boolean {
  let left = MAX_SEARCHED;
  for (const { name, offset, size } of sections) {
    if (!READ_ONLY_DATA.has(name)) continue;
    for (let at = 0; at < size && left > 0; at += CHUNK, left -= CHUNK) {
      const piece = bytes.read(offset + at, Math.min(CHUNK + 64, size - at));
      if (piece.includes('/rustc/') && COMPILER.test(piece.toString('latin1'))) return true;
    }
  }
  return false;
}
