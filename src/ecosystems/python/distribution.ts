import { dirname } from 'node:path';
import { comparePythonVersions, parsePythonVersion } from '../../advisory/python-version.ts';
import { FileError, type Entry, type Files } from '../../io/index.ts';
import { slashes } from '../_slashes.ts';
import { readMetadata, type Metadata } from './metadata.ts';
import { normaliseName } from './requirement.ts';

/** One installed distribution, as its metadata says. */
export interface Distribution {
  /** Folder or file of its metadata relative to the environment's root, with `/`. */
  id: string;
  /** Normalised. */
  name: string;
  /** `''` where it is not known. */
  version: string;
  /** Requirements as its metadata states them (PEP 508). */
  requires: readonly string[];
  /** Extras it offers, normalised. */
  extras: readonly string[];
  /** Path of its metadata folder, or null for one that is known from a lockfile or is a single file. */
  folder: string | null;
  /** Folder that its modules lie in; null as above. */
  site: string | null;
}

/** One that was found, with what was wrong about it, in words. */
export interface Read {
  distribution: Omit<Distribution, 'id'>;
  problem: string | null;
  /** Bytes of metadata that it holds. */
  size: number;
}

const MAX_REQUIRES = 1024 * 1024;

const exists = (files: Files, path: string): boolean => files.kind(path) !== null;

/** Requirements of setuptools' older form, by section (`[extra:marker]`). */
function parseRequiresTxt(text: string): string[] {
  const requires: string[] = [];
  let condition = '';
  for (const raw of text.split('\n')) {
    const line = raw.trim();
    const [, section] = /^\[([^\]]*)\]$/.exec(line) ?? [];
    if (section !== undefined) {
      const colon = section.indexOf(':');
      const [extra, marker] = colon === -1 ? [section, ''] : [section.slice(0, colon), section.slice(colon + 1)];
      const parts = [marker === '' ? '' : `(${marker})`, extra === '' ? '' : `extra == "${normaliseName(extra)}"`];
      condition = parts.filter((part) => part !== '').join(' and ');
    } else if (line !== '' && !line.startsWith('#')) requires.push(condition === '' ? line : `${line} ; ${condition}`);
  }
  return requires;
}

function readRequiresTxt(files: Files, path: string): string[] {
  return exists(files, path) ? parseRequiresTxt(files.readText(path, MAX_REQUIRES)) : [];
}

/** A file may be a link into an installer's cache, but not to something else. */
function refuseStray(files: Files, path: string, ending: string): void {
  if (files.kind(path) !== 'link') return;
  if (!slashes(files.realPath(path)).endsWith(ending)) {
    throw new FileError('failed', 'is a link to something else');
  }
}

/** Name and version that a folder's name says (`name-1.0.dist-info`). */
function fromFolder(name: string): { name: string; version: string } {
  const [stem = '', version = ''] = name.replace(/\.(dist-info|egg-info|egg)$/, '').split('-');
  return { name: normaliseName(stem), version };
}

/** Folders write versions with `_` for `-`, and need not write them in their shortest form. */
function isOtherVersion(version: string, written: string): boolean {
  const [stated, named] = [version, written.replaceAll('_', '-')].map(parsePythonVersion);
  return stated && named ? comparePythonVersions(stated, named) !== 0 : false;
}

function build(entry: string, metadata: Metadata | null, more: Partial<Distribution> & { site: string }): Read {
  const named = fromFolder(entry);
  const name = metadata?.name ? normaliseName(metadata.name) : named.name;
  const version = metadata?.version ?? named.version;
  const distribution = {
    name,
    version,
    requires: metadata?.requires ?? [],
    extras: (metadata?.extras ?? []).map(normaliseName),
    folder: null,
    ...more,
  };
  const isOther = name !== named.name || isOtherVersion(version, named.version);
  const problem =
    metadata === null
      ? `${entry} has no metadata that can be read`
      : !metadata.whole
        ? `the metadata of ${entry} is longer than is read`
        : isOther
          ? `${entry} says that it is ${name} ${version}`
          : null;
  return { distribution, problem, size: metadata?.size ?? 0 };
}

function metadataAt(files: Files, path: string, ending: string): Metadata | null {
  try {
    refuseStray(files, path, ending);
    if (dirname(ending) !== '/') refuseStray(files, dirname(path), dirname(ending));
    return readMetadata(files, path);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}

/** What an entry of a site-packages folder says of a distribution; null for one that is none. */
export function readDistribution(files: Files, site: string, { name, kind }: Entry): Read | null {
  const folder = `${site}/${name}`;
  // pip's leavings of a removal that failed.
  if (name.startsWith('~') || kind === 'other') return null;
  if (name.endsWith('.dist-info')) {
    return build(name, metadataAt(files, `${folder}/METADATA`, `/${name}/METADATA`), { site, folder });
  }
  if (name.endsWith('.egg-info') && kind === 'file')
    return build(name, metadataAt(files, folder, `/${name}`), { site });
  if (name.endsWith('.egg-info')) {
    const read = build(name, metadataAt(files, `${folder}/PKG-INFO`, `/${name}/PKG-INFO`), { site, folder });
    const { requires } = read.distribution;
    const more = requires.length > 0 ? requires : readRequiresTxt(files, `${folder}/requires.txt`);
    return { ...read, distribution: { ...read.distribution, requires: more } };
  }
  if (name.endsWith('.egg') && kind !== 'file') {
    const info = `${folder}/EGG-INFO`;
    const read = build(name, metadataAt(files, `${info}/PKG-INFO`, '/EGG-INFO/PKG-INFO'), {
      site: folder,
      folder: info,
    });
    const requires = readRequiresTxt(files, `${info}/requires.txt`);
    return { ...read, distribution: { ...read.distribution, requires } };
  }
  if (!name.endsWith('.egg')) return null;
  const read = build(name, null, { site });
  return { ...read, problem: `${name} is an archive, which is not read` };
}
