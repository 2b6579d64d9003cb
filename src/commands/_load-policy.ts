import { resolve } from 'node:path';
import { loadBaseline, parsePolicy, POLICY_MAX_BYTES, type PolicyFile } from '../gate/index.ts';
import type { Files } from '../io/index.ts';
import { readNamed } from './_read-named.ts';

export function loadPolicy(files: Files, path: string | undefined, cwd: string): PolicyFile {
  if (path === undefined) return loadBaseline();
  const file = resolve(cwd, path);
  return parsePolicy(readNamed(files, file, POLICY_MAX_BYTES, 'the policy'), file);
}
