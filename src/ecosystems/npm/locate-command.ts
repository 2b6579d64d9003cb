import { basename, dirname, join } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import { exists, locateFolder, locateScript, type Located } from './locate.ts';
import { shimTarget } from './shim.ts';

/** A command in a `node_modules/.bin` at or above a folder: the file it links to. */
export function localCommand(files: Files, from: string, command: string): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const link = join(folder, 'node_modules', '.bin', command);
    if (exists(files, link)) return files.realPath(link);
    if (dirname(folder) === folder) return null;
  }
}

/** Throws: what a command of this name would start cannot be told. */
export function mustBelong(located: Located | null, command: string): Located {
  if (located !== null) return located;
  throw new FileError('failed', `has a command ${command} that belongs to no package that can be named`);
}

/** Whether a file is JavaScript that a runtime of it is to run, by its name or its first line. */
function isScript(files: Files, file: string): boolean {
  if (/\.([cm]?[jt]s|cmd)$/.test(file)) return true;
  const [first = ''] = files.readRange(file, 0, 200).toString('latin1').split('\n', 1);
  return /^#!.*[/ ](node|nodejs|bun|deno|tsx|ts-node)\b/.test(first);
}

/** Volta puts one program under the names of all commands, and notes in a file which package each belongs to. */
function locateVolta(files: Files, machine: Machine, command: string): Located | null {
  const home = machine.env['VOLTA_HOME'] ?? join(machine.home, '.volta');
  const note = join(home, 'tools', 'user', 'bins', `${command}.json`);
  if (files.kind(note) !== 'file') return null;
  const [, name] = /"package"\s*:\s*"((?:@[\w.~-]+\/)?[\w.~-]+)"/.exec(files.readText(note, 64 * 1024)) ?? [];
  if (name === undefined || /(^|\/)\.\.?($|\/)/.test(name)) return null;
  const folder = join(home, 'tools', 'image', 'packages', name, 'lib', 'node_modules', name);
  return exists(files, folder) ? locateFolder(files, files.realPath(folder), 'global') : null;
}

/**
 * The package or project that an executable of this machine belongs to: `file` is what the command, in PATH or a path, leads
 * to. Null when it is no JavaScript.
 */
export function locateExecutable(files: Files, machine: Machine, command: string, file: string): Located | null {
  if (/^volta-shim(\.exe)?$/.test(basename(file))) return locateVolta(files, machine, basename(command));
  const isInPackage = /[\\/]node_modules[\\/]/.test(file);
  if (!isInPackage && !isScript(files, file) && shimTarget(files, file) === null) return null;
  return locateScript(files, file, /[\\/]/.test(command) ? 'file' : 'global');
}
