import { dirname, resolve } from 'node:path';
import { FileError, type Files } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';

/** Those that pnpm 12 writes have 6 kB. */
const MAX_BYTES = 32 * 1024;

/** The file in `"$basedir/…"`, `"$basedir_abs"/'…'`, `"%~dp0\…"` or `"%dp0%\…"`. */
const TARGETS = /\$basedir(?:_abs|_win)?(?:\/|"\/')([^"'$`\n]{1,1000})["']|"%(?:~dp0|dp0%)\\?([^"%\n]{1,1000})"/g;
const RUNTIMES = /(^|[\\/])(node|node\.exe|bun|bun\.exe)$/;

/**
 * The script that a file only starts: package managers write such files (cmd-shim, also pnpm's) where a link cannot be had
 * or a variable must be set. Null for any other file, and for one that starts several. `file` must be a real path.
 */
export function shimTarget(files: Files, file: string): string | null {
  let text: string;
  try {
    if (files.readRange(file, 0, 2).toString('latin1') !== '#!' && !/\.(cmd|ps1)$/i.test(file)) return null;
    text = files.readText(file, MAX_BYTES);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
  if (!/basedir(_abs)?=|%~dp0|SET dp0=/.test(text)) return null;
  const targets = new Set<string>();
  for (const [, unix, windows] of text.matchAll(TARGETS)) {
    const target = slashes(unix ?? windows ?? '');
    if (!RUNTIMES.test(target)) targets.add(resolve(dirname(file), target));
  }
  const [target, ...others] = targets;
  const isThere = target !== undefined && others.length === 0 && target !== file && files.kind(target) !== null;
  return isThere ? files.realPath(target) : null;
}
