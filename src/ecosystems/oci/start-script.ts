import { posix } from 'node:path';
import { FileError } from '../../io/index.ts';
import type { ImageFiles } from './image-files.ts';

const MAX_SCRIPT = 64 * 1024;
const MAX_SCRIPTS = 4;
const SHELLS = /^#!\s*(?:\/usr)?\/bin\/(?:env\s+)?(?:sh|bash|ash|dash)\b/;

/** What a container starts, after the shell scripts before it; `open` says what of them is not followed. */
export interface Started {
  command: string[];
  open: string[];
}

/** Variables and folders by which a command is found. */
export interface Place {
  path: string;
  cwd: string;
}

/** The file that a command names in an image, or null. */
function fileOf(files: ImageFiles, command: string, { path, cwd }: Place): string | null {
  const folders = command.includes('/') ? [''] : path.split(':').filter((one) => one.startsWith('/'));
  const candidates = folders.map((folder) => posix.resolve(cwd, folder === '' ? command : `${folder}/${command}`));
  return candidates.find((one) => files.isFile(one)) ?? null;
}

const PLAIN = /^[\w@%+=:,./-]+$/;

/** The words of a line such as `exec node dist/index.js "$@"`, when each is a plain word or all arguments; else null. */
function wordsOf(line: string, args: readonly string[]): string[] | null {
  const [first, ...rest] = line.trim().split(/\s+/);
  if (first !== 'exec' || rest.length === 0) return null;
  const words: string[] = [];
  for (const word of rest) {
    if (word === '"$@"') words.push(...args);
    else if (PLAIN.test(word)) words.push(word);
    else return null;
  }
  return words;
}

/** The entrypoint of the official Node images: what is no command of the system is given to node. */
const NODE_RULE =
  /^set -e\nif \[ "\$\{1#-\}" != "\$\{1\}" \] \|\| \[ -z "\$\(command -v "\$\{1\}"\)" \] \|\| \{ \[ -f "\$\{1\}" \] && ! \[ -x "\$\{1\}" \]; \}; then\nset -- node "\$@"\nfi$/;

/**
 * Follows the shell scripts that an image starts with to what their last line executes. What stands before that line is
 * not followed and says so, but for the known script of the Node images.
 */
export function followScripts(command: readonly string[], files: ImageFiles, place: Place): Started {
  const open: string[] = [];
  let words = [...command];
  for (let scripts = 0; scripts < MAX_SCRIPTS; scripts++) {
    const [program = '', ...args] = words;
    const file = program === '' ? null : fileOf(files, program, place);
    const text = file === null ? null : textOf(files, file);
    if (text === null || !SHELLS.test(text)) return { command: words, open };
    const lines = text
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '' && !line.startsWith('#'));
    const before = lines.slice(0, -1).join('\n');
    const next = wordsOf(lines.at(-1) ?? '', args);
    if (next === null || next.length === 0) {
      return { command: [], open: [...open, 'it starts with a shell script whose end is no plain command'] };
    }
    if (NODE_RULE.test(before)) {
      const [first = ''] = next;
      const found = first.startsWith('-') ? null : fileOf(files, first, place);
      words = found === null || (first.includes('/') && !files.isExecutable(found)) ? ['node', ...next] : next;
    } else {
      if (!/^(?:set -[a-z]+(?: pipefail)?\n?)*$/.test(before)) {
        open.push('of the shell script that it starts with only the last line is followed');
      }
      words = next;
    }
  }
  return { command: [], open: [...open, `more than ${MAX_SCRIPTS} shell scripts start each other`] };
}

function textOf(files: ImageFiles, file: string): string | null {
  try {
    return files.readText(file, MAX_SCRIPT);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}
