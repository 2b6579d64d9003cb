import { SHORTHANDS, SWITCHES } from './_npm-options.ts';

/** Options of old npx that newer ones drop; the second set also takes a value. */
const REMOVED_SWITCHES = new Set(['always-spawn', 'ignore-existing', 'shell-auto-fallback']);
const REMOVED_OPTIONS = new Set(['npm', 'node-arg', 'n']);
const NPX_VALUED = new Set(['package', 'p', 'cache', 'userconfig', 'call', 'c', 'shell', 'npm', 'node-arg', 'n']);
const NPX_SWITCHES = new Set([
  ...SWITCHES,
  ...REMOVED_SWITCHES,
  'browser',
  'no-install',
  'quiet',
  'q',
  'version',
  'v',
  'help',
  'h',
]);

/** Turns `npx` words into `npm exec` words: everything from the first positional on belongs to the package. */
export function npxToExec(words: readonly string[]): string[] {
  const result = [...words];
  for (let index = 0; index < result.length; index++) {
    const word = result[index] ?? '';
    if (word === '--') return result;
    if (!word.startsWith('-')) {
      result.splice(index, 0, '--');
      return result;
    }
    const [key = '', ...rest] = word.replace(/^-+/, '').split('=');
    const removed = REMOVED_SWITCHES.has(key) || REMOVED_OPTIONS.has(key);
    const inline = rest.length > 0;
    if (key === 'p') result[index] = ['--package', ...rest].join('=');
    else if (key === 'shell') result[index] = ['--script-shell', ...rest].join('=');
    else if (key === 'no-install') result[index] = '--yes=false';
    else if (SHORTHANDS.has(key) && !removed) {
      result.splice(index, 1, ...(SHORTHANDS.get(key) ?? []), ...(inline ? [rest.join('=')] : []));
      index--;
      continue;
    }
    const next = result[index + 1];
    const takesNext =
      !inline && !NPX_SWITCHES.has(key) && (NPX_VALUED.has(key) || (next !== undefined && !next.startsWith('-')));
    if (removed) {
      result.splice(index, takesNext ? 2 : 1);
      index--;
    } else if (takesNext) {
      index++;
    }
  }
  return result;
}
