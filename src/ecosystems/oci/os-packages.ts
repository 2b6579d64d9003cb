import { FileError, type Files } from '../../io/index.ts';
import { componentOf, type Component } from '../../model/installation.ts';
import type { ResolveGap } from '../index.ts';

const MAX_DATABASE = 64 * 1024 * 1024;
const MAX_RELEASE = 64 * 1024;
const MAX_FILES = 5000;

/** What the operating system of an image has installed. */
export interface OsPackages {
  components: Component[];
  gaps: ResolveGap[];
}

/** Blocks of `Key: value` lines; a line that begins with a space goes on the one before and is left out here. */
function readBlocks(text: string, separator: ':' | ': '): Array<Map<string, string>> {
  return text.split(/\r?\n(?:[ \t]*\r?\n)+/).map((block) => {
    const fields = new Map<string, string>();
    for (const line of block.split('\n')) {
      const colon = line.indexOf(separator.trim());
      if (colon < 1 || line.startsWith(' ') || line.startsWith('\t')) continue;
      const key = line.slice(0, colon);
      if (!fields.has(key)) fields.set(key, line.slice(colon + 1).trim());
    }
    return fields;
  });
}

/** The image's os-release as a map. Source: os-release(5). */
function readRelease(files: Files): Map<string, string> {
  const path = ['/etc/os-release', '/usr/lib/os-release'].find((one) => files.kind(one) !== null);
  const values = new Map<string, string>();
  for (const line of path === undefined ? [] : files.readText(path, MAX_RELEASE).split('\n')) {
    const [, key = '', value = ''] = /^([A-Z_]+)=(.*)$/.exec(line.trim()) ?? [];
    values.set(key, value.replace(/^(["'])(.*)\1$/, '$2'));
  }
  return values;
}

/**
 * OSV's name of the distribution with its release; null for one that has no advisories there. Source: osv-schema, "Defined
 * ecosystems".
 */
export function ecosystemOf(release: ReadonlyMap<string, string>): string | null {
  const version = release.get('VERSION_ID') ?? '';
  switch (release.get('ID')) {
    case 'debian':
      return /^\d+/.test(version) ? `Debian:${version.replace(/\..*/, '')}` : null;
    case 'ubuntu':
      if (!/^\d+\.\d+$/.test(version)) return null;
      return `Ubuntu:${version}${/\bLTS\b/.test(release.get('VERSION') ?? '') ? ':LTS' : ''}`;
    case 'alpine': {
      const [, branch] = /^(\d+\.\d+)\.\d+$/.exec(version) ?? [];
      return branch === undefined ? null : `Alpine:v${branch}`;
    }
    case 'wolfi':
      return 'Wolfi';
    case 'chainguard':
      return 'Chainguard';
    default:
      return null;
  }
}

interface Installed {
  id: string;
  /** Of the source package, by which advisories are written. */
  name: string;
  version: string;
}

/** Source: deb-control(5) and dpkg's status file; distroless images have one file for each package and no status in it. */
function readDpkg(text: string): Installed[] {
  return readBlocks(text, ':').flatMap((fields) => {
    const name = fields.get('Package') ?? '';
    const version = fields.get('Version') ?? '';
    const status = fields.get('Status');
    if (name === '' || version === '') return [];
    if (status !== undefined && status.split(/\s+/)[2] !== 'installed') return [];
    const [, source = name, sourceVersion = version] =
      /^(\S+)(?:\s+\((\S+)\))?$/.exec(fields.get('Source') ?? '') ?? [];
    return [{ id: `deb:${name}:${fields.get('Architecture') ?? ''}`, name: source, version: sourceVersion }];
  });
}

/** Source: apk-package(5), the installed database. */
function readApk(text: string): Installed[] {
  return readBlocks(text, ':').flatMap((fields) => {
    const name = fields.get('P') ?? '';
    const version = fields.get('V') ?? '';
    return name === '' || version === '' ? [] : [{ id: `apk:${name}`, name: fields.get('o') ?? name, version }];
  });
}

/** dpkg's own file and those of distroless images. */
function dpkgFiles(files: Files): string[] {
  const folder = '/var/lib/dpkg/status.d';
  const single = files.kind(folder) === null ? [] : files.list(folder);
  if (single.length > MAX_FILES) throw new FileError('too-large', `has more than ${MAX_FILES} package files`);
  const names = single.filter(({ name, kind }) => kind !== 'folder' && !name.endsWith('.md5sums'));
  return [
    ...(files.kind('/var/lib/dpkg/status') === null ? [] : ['/var/lib/dpkg/status']),
    ...names.map(({ name }) => `${folder}/${name}`),
  ];
}

/** Package managers without a reader here, by the places of their databases. */
const UNREAD: ReadonlyArray<readonly [manager: string, paths: readonly string[]]> = [
  ['rpm', ['/var/lib/rpm', '/usr/lib/sysimage/rpm', '/usr/share/rpm']],
  ['pacman', ['/var/lib/pacman/local']],
  ['opkg', ['/usr/lib/opkg/status', '/var/lib/opkg/status']],
  ['nix', ['/nix/var/nix/db', '/nix/store']],
  ['portage', ['/var/db/pkg']],
];

/** Every installed package of the image's operating system, and a gap for each database that cannot be read. */
export function readOsPackages(files: Files): OsPackages {
  const gaps: ResolveGap[] = [];
  const uncovered = (message: string): void => void gaps.push({ kind: 'tree-unsupported', message, hint: '' });
  const attempt = <T>(what: string, otherwise: T, read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      gaps.push({ kind: 'tree-unreadable', message: `in the image, ${what} ${error.message}`, hint: '' });
      return otherwise;
    }
  };
  const read = (paths: readonly string[], parse: (text: string) => Installed[]): Installed[] =>
    paths.flatMap((path) => attempt(path, [], () => parse(files.readText(path, MAX_DATABASE))));

  const apk = ['/lib/apk/db/installed', '/usr/lib/apk/db/installed'].find((path) => files.kind(path) !== null);
  const installed = [
    ...read(
      attempt('dpkg', [], () => dpkgFiles(files)),
      readDpkg,
    ),
    ...read(apk === undefined ? [] : [apk], readApk),
  ];
  for (const [manager, paths] of UNREAD) {
    const isThere = paths.some((path) => attempt(path, false, () => files.kind(path) !== null));
    if (isThere) uncovered(`the image's ${manager} packages are uncovered: this version does not read that database`);
  }
  if (installed.length === 0) return { components: [], gaps };
  const ecosystem = ecosystemOf(attempt('os-release', new Map<string, string>(), () => readRelease(files)));
  if (ecosystem === null) {
    uncovered(`the image's ${installed.length} system packages belong to a distribution without known advisories`);
    return { components: [], gaps };
  }
  const byId = new Map(installed.map((one) => [one.id, one]));
  return { components: [...byId.values()].map((one) => componentOf({ ...one, ecosystem })), gaps };
}
