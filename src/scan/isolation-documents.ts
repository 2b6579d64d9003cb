import { FileError, pathsOf, type Files, type Machine } from '../io/index.ts';
import type { Documents, Step } from '../isolation/index.ts';
import { parse, toData, type Format } from '../syntax/index.ts';

const MAX_BYTES = 256 * 1024;
const COMPOSE_NAMES = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** The value of an option in its own word or behind `=`; the last one counts. */
function optionIn(args: readonly string[], names: readonly string[]): string | null {
  const found = args.flatMap((word, index) => {
    if (names.includes(word)) return args[index + 1] ?? [];
    const name = names.find((one) => one.startsWith('--') && word.startsWith(`${one}=`));
    return name === undefined ? [] : word.slice(name.length + 1);
  });
  return found.at(-1) ?? null;
}

/** Reads the files that a launch line names to say how its server is kept in; what cannot be read is left out, and so not known. */
export function readDocuments(steps: readonly Step[], cwd: string | null, machine: Machine, files: Files): Documents {
  const { isAbsolute, join, dirname } = pathsOf(machine);
  const place = (written: string): string | null => {
    const path = written.replace(/^~(?=\/)/, machine.home);
    return isAbsolute(path) ? path : cwd === null || /[$%]/.test(path) ? null : join(cwd, path);
  };
  const textAt = (written: string | null): { text: string; path: string } | null => {
    const path = written === null ? null : place(written);
    if (path === null) return null;
    try {
      return files.kind(files.realPath(path)) === 'file' ? { text: files.readText(path, MAX_BYTES), path } : null;
    } catch (error) {
      if (error instanceof FileError) return null;
      throw error;
    }
  };
  const dataAt = (written: string | null, format: Format): { data: unknown; path: string } | null => {
    const found = textAt(written);
    const document = found === null ? null : parse(found.text, format);
    if (found === null || document === null || document.root === null || document.problems.length > 0) return null;
    return { data: toData(document.root), path: found.path };
  };
  const documents: Documents = {};
  for (const { program, args } of steps) {
    if (program === 'srt') {
      const settings = dataAt(optionIn(args, ['--settings', '-s']) ?? '~/.srt-settings.json', 'json');
      if (settings !== null) documents.srt = settings.data;
    } else if (program === 'sandbox-exec') {
      const profile = textAt(optionIn(args, ['-f']));
      if (profile !== null) documents.seatbelt = profile.text;
    } else if (program === 'thv') {
      const profile = dataAt(optionIn(args, ['--permission-profile']), 'json');
      if (profile !== null) documents.toolhive = profile.data;
    } else if (args[0] === 'compose' || program === 'docker-compose') {
      const named = optionIn(args, ['--file', '-f']);
      const names = named === null ? COMPOSE_NAMES : [named];
      const found = names.map((name) => dataAt(name, 'yaml')).find((one) => one !== null);
      if (found) Object.assign(documents, { compose: found.data, composeFolder: dirname(found.path) });
    }
  }
  return documents;
}
