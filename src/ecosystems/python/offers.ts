import { FileError, type Files } from '../../io/index.ts';
import { some } from '../_sentences.ts';
import { slashes } from '../_slashes.ts';
import type { ResolveGap } from '../index.ts';
import type { Distribution } from './distribution.ts';

const MAX_ENTRY_POINTS = 256 * 1024;
const MAX_RECORD = 8 * 1024 * 1024;

function textOf(files: Files, path: string, maxBytes: number): string {
  try {
    return files.kind(path) === null ? '' : files.readText(path, maxBytes);
  } catch (error) {
    if (error instanceof FileError) return '';
    throw error;
  }
}

/** Names in the sections of entry_points.txt that become commands. Source: entry points specification. */
function parseEntryPoints(text: string): string[] {
  const names: string[] = [];
  let section = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const [, header] = /^\[([^\]]*)\]$/.exec(line) ?? [];
    if (header !== undefined) section = header.trim();
    else if (/^(console|gui)_scripts$/.test(section) && line.includes('=') && !line.startsWith('#')) {
      names.push(line.slice(0, line.indexOf('=')).trim());
    }
  }
  return names;
}

/** Files of a distribution relative to its site-packages folder, as its RECORD lists them, with `/`. */
export function filesOf(files: Files, { folder }: Pick<Distribution, 'folder'>): string[] {
  if (folder === null) return [];
  const record = textOf(files, `${folder}/RECORD`, MAX_RECORD);
  const paths = record === '' ? textOf(files, `${folder}/SOURCES.txt`, MAX_RECORD) : record;
  return paths.split(/\r?\n/).map((line) => {
    const path = line.startsWith('"') ? line.slice(1, line.indexOf('"', 1)) : line.replace(/,.*$/, '');
    return slashes(path);
  });
}

/** Whether a distribution brings a command, by an entry point or a script of its own. */
export function offersCommand(files: Files, distribution: Distribution, command: string): boolean {
  if (distribution.folder === null) return false;
  const entryPoints = textOf(files, `${distribution.folder}/entry_points.txt`, MAX_ENTRY_POINTS);
  if (parseEntryPoints(entryPoints).includes(command)) return true;
  const script = [`/bin/${command}`, `/Scripts/${command}.exe`, `/Scripts/${command}`];
  return filesOf(files, distribution).some((path) => script.some((ending) => `/${path}`.endsWith(ending)));
}

/** Whether a distribution brings a module (`package.module`), by what its RECORD or top_level.txt lists. */
export function offersModule(files: Files, distribution: Distribution, module: string): boolean {
  const path = module.replaceAll('.', '/');
  const paths = filesOf(files, distribution);
  const isIt = (one: string): boolean =>
    one === `${path}.py` || one.startsWith(`${path}/`) || (one.startsWith(`${path}.`) && /\.(so|pyd|pyc)$/.test(one));
  if (paths.some(isIt)) return true;
  if (distribution.folder === null || module.includes('.')) return false;
  const top = textOf(files, `${distribution.folder}/top_level.txt`, MAX_ENTRY_POINTS);
  return top.split(/\r?\n/).includes(module);
}

/** Names of distributions of which each brings what is started: the one that was installed last has its way, and that is not known. */
export function gapsOfRivals(names: readonly string[], what: string): ResolveGap[] {
  if (names.length < 2) return [];
  const message = `several packages of its environment bring ${what} (${some(names)}): which of them starts is not known`;
  return [{ kind: 'tree-unsupported', message, hint: 'Uninstall all but the server.' }];
}
