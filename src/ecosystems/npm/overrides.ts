import type { Files } from '../../io/index.ts';
import { readIndented, type Branch } from './lockfiles/indented.ts';
import type { Manifest } from './manifest.ts';

const MAX_DEPTH = 16;
const MAX_WORKSPACE = 1024 * 1024;

/** The package that a key of an override is about: `a`, `a@1`, `parent>a`, a path that ends with `/a`, `@scope/a`. */
function nameIn(key: string): string | null {
  const last = key.slice(key.lastIndexOf('>') + 1);
  return /(?:^|\/)((?:@[^/@]+\/)?[^/@]+)(?:@.*)?$/.exec(last)?.[1] ?? null;
}

function collect(overrides: unknown, names: Set<string>, depth = 0): void {
  if (typeof overrides !== 'object' || overrides === null || depth > MAX_DEPTH) return;
  for (const [key, value] of Object.entries(overrides)) {
    const name = nameIn(key);
    if (name !== null) names.add(name);
    collect(value, names, depth + 1);
  }
}

/** `overrides` of pnpm-workspace.yaml, where pnpm 10 keeps its settings. */
function workspaceOverrides(files: Files, root: string): Branch | null {
  if (files.kind(`${root}/pnpm-workspace.yaml`) !== 'file') return null;
  const settings = readIndented(files.readText(`${root}/pnpm-workspace.yaml`, MAX_WORKSPACE)).get('overrides');
  return settings instanceof Map ? settings : null;
}

/**
 * Names of packages whose versions a project decides itself, against the ranges of its dependencies: `overrides` of npm and
 * bun, `resolutions` of yarn, `pnpm.overrides`, and those of pnpm-workspace.yaml.
 */
export function settledNames(files: Files, root: string, manifest: Manifest | null): Set<string> {
  const names = new Set<string>();
  collect(manifest?.fields['overrides'], names);
  collect(manifest?.fields['resolutions'], names);
  collect((manifest?.fields['pnpm'] as { overrides?: unknown } | null | undefined)?.overrides, names);
  for (const key of workspaceOverrides(files, root)?.keys() ?? []) {
    const name = nameIn(key);
    if (name !== null) names.add(name);
  }
  return names;
}
