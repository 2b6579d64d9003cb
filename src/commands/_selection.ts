import { join, resolve } from 'node:path';
import { databaseIn } from '../database/places.ts';
import { AuditError } from '../errors.ts';
import { FileError, homeAt, realFiles, thisMachine } from '../io/index.ts';
import type { ScanOptions } from '../scan/index.ts';
import type { SelectionOptions } from './_selection-options.ts';
import type { Terminal } from './terminal.ts';

function folder(path: string, cwd: string, option: string): string {
  const absolute = resolve(cwd, path);
  const refuse = (why: string, cause?: unknown): AuditError =>
    new AuditError('usage', `${option}: ${absolute} ${why}`, {
      hint: `Give ${option} a folder that exists and can be read.`,
      cause,
    });
  try {
    if (realFiles.kind(realFiles.realPath(absolute)) !== 'folder') throw refuse('is not a folder');
    realFiles.list(absolute);
    return absolute;
  } catch (error) {
    throw error instanceof FileError ? refuse(error.message, error) : error;
  }
}

/** `FILE` or `IMAGE=FILE`; a file whose own name holds `=` is meant where it is there. */
function imageArchive(word: string, cwd: string): { path: string; reference: string | null } {
  const isThere = (path: string): boolean => {
    try {
      return realFiles.kind(realFiles.realPath(path)) !== null;
    } catch (error) {
      if (error instanceof FileError) return false;
      throw error;
    }
  };
  const whole = resolve(cwd, word);
  const [, reference = '', file = ''] = /^([\w.:/@-]+)=(.+)$/s.exec(word) ?? [];
  if (isThere(whole)) return { path: whole, reference: null };
  const path = resolve(cwd, file);
  if (file !== '' && isThere(path)) return { path, reference };
  throw new AuditError('file-unreadable', `--image-archive: ${file === '' ? whole : path} does not exist`, {
    hint: 'Make one with `docker save IMAGE -o FILE`.',
  });
}

/** What the options select. Selectors add up; without any it is the user's home and the current folder. */
export function selectionOf(
  options: SelectionOptions,
  { cwd, env }: Terminal,
): Pick<ScanOptions, 'selection' | 'machine' | 'images'> {
  const { home, project, config = [], client } = options;
  if (client !== undefined && config.length === 0) {
    throw new AuditError('usage', '--client says how to read a --config file, and there is none', {
      hint: 'Add --config FILE, or leave --client out.',
    });
  }
  const isDefault =
    home === undefined && project === undefined && config.length === 0 && (options.packages ?? []).length === 0;
  return {
    selection: {
      home: isDefault || home !== undefined,
      managed: home === undefined,
      project: isDefault ? cwd : project === undefined ? null : folder(project, cwd, '--project'),
      files: config.map((path) => ({ path: resolve(cwd, path), client: client ?? null })),
    },
    machine: home === undefined ? thisMachine(env) : homeAt(folder(home, cwd, '--home')),
    images: (options.imageArchive ?? []).map((word) => imageArchive(word, cwd)),
  };
}

/** Folder for what is kept between runs, by each platform's custom. */
function cacheFolder({ cacheDir }: Pick<SelectionOptions, 'cacheDir'>, { cwd, env }: Terminal): string {
  if (cacheDir !== undefined) return resolve(cwd, cacheDir);
  const { home, platform } = thisMachine(env);
  if (platform === 'darwin') return resolve(home, 'Library/Caches/mcp-audit');
  if (platform === 'win32') return resolve(env['LOCALAPPDATA'] ?? resolve(home, 'AppData/Local'), 'mcp-audit/Cache');
  return resolve(env['XDG_CACHE_HOME'] || resolve(home, '.cache'), 'mcp-audit');
}

/** Folder for the cache, or null with `--no-cache`. */
export function cacheOf(options: SelectionOptions, terminal: Terminal): string | null {
  return options.cache ? cacheFolder(options, terminal) : null;
}

/** Folder of the advisory database. It is no cache: `--no-cache` leaves it in use. */
export function databaseOf(options: Pick<SelectionOptions, 'cacheDir'>, terminal: Terminal): string {
  return databaseIn(cacheFolder(options, terminal));
}

/** Folder of the definitions of tools that were reviewed. It is no cache: nothing else knows what a review was of. */
export function definitionsOf(options: Pick<SelectionOptions, 'cacheDir'>, terminal: Terminal): string {
  return join(cacheFolder(options, terminal), 'definitions');
}
