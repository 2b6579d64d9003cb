import { basename, dirname, isAbsolute, join } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import type { Question } from '../index.ts';
import { readVenv, type Environment } from './environment.ts';
import { environmentOf, findCommand } from './find-python.ts';
import type { Found } from './found.ts';
import { gapsOfRivals, offersCommand } from './offers.ts';
import type { Places } from './places.ts';
import { pipxRoots, receiptRoots } from './recorded-roots.ts';

const MAX_FIRST_LINE = 512;

/** The interpreter that a script's first line names; null for another kind of file. */
function shebang(files: Files, path: string): string | null {
  const first = files.readRange(path, 0, MAX_FIRST_LINE).toString('latin1').split('\n')[0] ?? '';
  const [, program = '', argument = ''] = /^#!\s*(\S+)(?:\s+(?:-S\s+)?(\S+))?/.exec(first) ?? [];
  const named = basename(program) === 'env' ? argument : program;
  return /^(python|pypy)[0-9.]*t?$/.test(basename(named)) ? named : null;
}

const isFolderOfScripts = (folder: string): boolean => /^(bin|Scripts)$/i.test(basename(folder));

/** The environment that a command belongs to: the one whose folder it lies in, else that of its first line's Python. */
function environmentAround(
  files: Files,
  file: string,
  where: Pick<Question, 'cwd' | 'env'>,
  places: Places,
  machine: Machine,
): Environment | null {
  const folder = dirname(file);
  const venv = isFolderOfScripts(folder) ? readVenv(files, dirname(folder), machine.platform) : null;
  if (venv !== null) return venv;
  const named = shebang(files, file);
  const python = named === null ? null : isAbsolute(named) ? named : findCommand(files, named, where, machine);
  if (python !== null) return environmentOf(files, python, places, machine);
  // On Windows commands of an installation of Python are programs of their own beside it.
  const beside = join(dirname(folder), 'python.exe');
  return isFolderOfScripts(folder) && files.kind(beside) !== null
    ? environmentOf(files, beside, places, machine)
    : null;
}

function isInterpreter(command: string): boolean {
  return /^(python|pypy|pip)[0-9.]*w?$/.test(command);
}

/**
 * A command that Python code stands behind; null for any other. `file` is behind its links: uv and pipx link commands into
 * the environments that they keep. Throws `FileError`.
 */
export function locateExecutable(
  files: Files,
  file: string,
  where: Pick<Question, 'cwd' | 'env'>,
  places: Places,
  machine: Machine,
): Found | null {
  const environment = environmentAround(files, file, where, places, machine);
  if (environment === null) return null;
  const command = basename(file).replace(/(\.exe|-script\.pyw?)$/i, '');
  const offering = environment.distributions.filter((one) => offersCommand(files, one, command));
  const owners = [...new Set(offering.map(({ name }) => name))];
  const [first] = owners;
  if (first === undefined) {
    if (isInterpreter(command))
      throw new FileError(
        'failed',
        'is not known: an interpreter is started and told what to run in a way that is not followed',
      );
    return null;
  }
  const { root } = environment;
  const method =
    files.kind(join(root, 'uv-receipt.toml')) !== null
      ? 'uv-tool'
      : files.kind(join(root, 'pipx_metadata.json')) !== null
        ? 'pipx'
        : null;
  const recorded = method === 'uv-tool' ? receiptRoots(files, root) : method === 'pipx' ? pipxRoots(files, root) : [];
  const isVenv = files.kind(join(root, 'pyvenv.cfg')) !== null;
  return {
    environment,
    roots: [...owners.map((name) => ({ name, extras: [], specifier: '' })), ...recorded],
    own: recorded.find(({ name }) => name !== null && owners.includes(name))?.name ?? first,
    method: method ?? (isVenv ? 'venv' : 'global'),
    extras: method === null ? 'installed' : 'asked',
    gaps: gapsOfRivals(owners, 'the command that is started'),
  };
}
