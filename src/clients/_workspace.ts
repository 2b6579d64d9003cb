import { lookup, type Node } from '../syntax/index.ts';
import type { Reading } from './index.ts';

/** The path that a `file:` URI of this machine names, in the flavour it is written in; null for any other. */
function pathOfFileUri(uri: string): string | null {
  if (!/^file:\/\/\//i.test(uri)) return null;
  try {
    const path = decodeURIComponent(new URL(uri).pathname);
    return /^\/[A-Za-z]:/.test(path) ? path.slice(1) : path;
  } catch {
    return null;
  }
}

/**
 * Reads a `workspace.json` of VS Code's and its forks' storage: which folder, or which workspace file, was opened. What
 * was opened on another machine is not there to be looked at.
 */
export function readWorkspaceStorage(root: Node): Reading {
  const pathOf = (key: string): string[] => {
    const value = lookup(root, key)?.value;
    const path = value?.kind === 'string' ? pathOfFileUri(value.value) : null;
    return path === null ? [] : [path];
  };
  const shape = { scope: 'project', format: 'json', shape: 'code-workspace' } as const;
  return {
    entries: [],
    problems: [],
    projects: pathOf('folder'),
    files: pathOf('workspace').map((path) => ({ path, ...shape })),
  };
}
