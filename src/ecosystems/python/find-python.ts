import { basename, delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import type { Question } from '../index.ts';
import { readPrefix, readVenv, type Environment } from './environment.ts';
import type { Places } from './places.ts';
import { foldersUpwards } from './project.ts';

type Where = Pick<Question, 'cwd' | 'env'>;

const MAX_VERSION_FILE = 4096;

/** Throws `FileError` where the folder that a path depends on is known to the client only. */
export function pathFrom(path: string, cwd: string | null, what: string): string {
  if (/\$\{?\w|%\w+%|^~/.test(path))
    throw new FileError('failed', `is not known: the path of ${what} holds a variable`);
  if (!isAbsolute(path) && cwd === null) {
    throw new FileError(
      'failed',
      `is not known: the path of ${what} is relative to a folder that only the client knows`,
    );
  }
  return resolve(cwd ?? '', path);
}

function firstLines(files: Files, path: string): string[] {
  try {
    const lines = files.readText(path, MAX_VERSION_FILE).split(/\r?\n/);
    return lines.map((line) => line.trim()).filter((line) => /^[\w.-]+$/.test(line));
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}

/** The interpreter behind a shim of pyenv. Source: pyenv's README, "Understanding Python version selection". */
function behindShim(files: Files, shim: string, { cwd, env }: Where, machine: Machine): string | null {
  const root = dirname(dirname(shim));
  const chosen = env['PYENV_VERSION'] ?? machine.env['PYENV_VERSION'];
  const places = [
    ...(cwd === null ? [] : foldersUpwards(cwd).map((folder) => join(folder, '.python-version'))),
    join(root, 'version'),
  ];
  const versions = chosen
    ? chosen.split(':')
    : (places.map((path) => firstLines(files, path)).find((lines) => lines.length > 0) ?? []);
  for (const version of versions) {
    const file = join(root, 'versions', version, 'bin', basename(shim));
    if (files.kind(file) !== null) return file;
  }
  return null;
}

/** The file that a command name stands for, before its links are followed: an environment is told by where it lies. */
export function findCommand(files: Files, command: string, where: Where, machine: Machine): string | null {
  if (/^pyw?(\.exe)?$/i.test(basename(command))) {
    throw new FileError('failed', 'is not known: which Python the launcher py starts is in the registry of Windows');
  }
  const isWindows = machine.platform === 'win32';
  const endings = isWindows ? ['.exe', ''] : [''];
  if (/[\\/]/.test(command)) {
    const path = pathFrom(command, where.cwd, 'the interpreter');
    return endings.map((ending) => path + ending).find((file) => files.kind(file) !== null) ?? null;
  }
  const active = where.env['VIRTUAL_ENV'];
  const folders = [
    ...(active && isAbsolute(active) ? [join(active, isWindows ? 'Scripts' : 'bin')] : []),
    ...(machine.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder)),
  ];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = join(folder, command + ending);
      if (files.kind(file) === null) continue;
      if (!/[\\/]\.?pyenv[\\/]shims$/.test(folder)) return file;
      const behind = behindShim(files, file, where, machine);
      if (behind !== null) return behind;
    }
  }
  return null;
}

/**
 * What an interpreter finds its packages in: the virtual environment that its file lies in, by the path as it is called,
 * else the installation behind its links with its user's packages. Source: documentation of Python's `site`. Null when
 * there is no such file. Throws `FileError`.
 */
export function environmentOf(files: Files, file: string, places: Places, machine: Machine): Environment | null {
  if (files.kind(file) === null) return null;
  const { platform } = machine;
  const venv = [dirname(dirname(file)), dirname(file)].find((root) => files.kind(join(root, 'pyvenv.cfg')) !== null);
  if (venv !== undefined) return readVenv(files, venv, platform);
  const real = files.realPath(file);
  const [, named = null] =
    /^python([0-9]+\.[0-9]+)/.exec(basename(real)) ?? /^python([0-9]+\.[0-9]+)/.exec(basename(file)) ?? [];
  const prefix = platform === 'win32' ? dirname(real) : dirname(dirname(real));
  const version = named ?? (platform === 'win32' ? null : versionBeside(files, prefix));
  const user = version === null ? [] : [places.userSite(version)];
  // Debian keeps what an administrator installs apart.
  const local = prefix === '/usr' && version !== null ? [`/usr/local/lib/python${version}/dist-packages`] : [];
  return readPrefix(files, prefix, version, [...user, ...local], platform);
}

/** The one version that a prefix has a library for, or null. */
function versionBeside(files: Files, prefix: string): string | null {
  try {
    const versions = files
      .list(join(prefix, 'lib'))
      .flatMap(({ name }) => /^python([0-9]+\.[0-9]+)t?$/.exec(name)?.[1] ?? []);
    const [only = null] = versions;
    return new Set(versions).size === 1 ? only : null;
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}
