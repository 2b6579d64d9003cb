import { inlineMap, readSources } from './bundled-maps.ts';
import { readBanners } from './bundled-notices.ts';
import { packageOfPath, readScriptPaths, versionAfter, type Named } from './bundled-paths.ts';

/** One package that one file names. */
export interface Evidence extends Named {
  /** Path in the package that holds the bundle. */
  file: string;
  /** `folder` is a package that lies there as it is; `doubtful` is a licence comment whose name need not be that of the package. */
  kind: 'folder' | 'path' | 'manifest' | 'map' | 'notice' | 'comment' | 'doubtful';
}

export interface Reading {
  named: Evidence[];
  /** Somebody else's modules are in it, whether they can be named or not. */
  isBundle: boolean;
  /** What names its packages names every one of them. */
  isNamed: boolean;
}

const MAX_NAMES = 500;

/** A script of this size with a bundler's marks, or half of it in long lines, holds more than its author's code. */
const LARGE = 128 * 1024;
const LONG_LINE = 1000;
/** Of esbuild, esbuild minified, webpack, rollup, parcel, turbopack: what puts CommonJS modules into one file. */
const MARKS = [
  '__commonJS',
  '{exports:{}}).exports',
  '__webpack_require__',
  'getDefaultExportFromCjs',
  'parcelRequire',
  '__turbopack',
];
/** A path above a module of the author's own: such a bundler names every module. */
const COMMENTED = /^\/\/(?:#region)? [\w@.+~-]{1,100}(?:\/[\w@.+~-]{1,100}){1,20}\.(?:[cm]?[jt]sx?|json)$/m;
const COMMENTS_BEGIN = 256 * 1024;

function readPaths(paths: Iterable<string>, file: string, kind: Evidence['kind']): Evidence[] {
  const copies = new Map<string, Evidence>();
  for (const path of paths) {
    const named = packageOfPath(path);
    if (named !== null && !copies.has(named.copy)) copies.set(named.copy, { ...named, file, kind });
    if (copies.size >= MAX_NAMES) break;
  }
  return [...copies.values()];
}

function holdsOthers(script: Buffer): boolean {
  if (script.length < LARGE) return false;
  if (MARKS.some((mark) => script.includes(mark))) return true;
  let long = 0;
  let start = 0;
  for (let end = script.indexOf(10); end !== -1; end = script.indexOf(10, start)) {
    if (end - start > LONG_LINE) long += end - start;
    start = end + 1;
  }
  const last = script.length - start;
  return (last > LONG_LINE ? long + last : long) > script.length / 2;
}

/** What a script says about the packages in it. */
export function readScript(script: Buffer, file: string): Reading {
  const { paths, manifests } = readScriptPaths(script);
  const named = readPaths(paths, file, 'path');
  for (const [path, at] of manifests) {
    const one = named.find(({ copy }) => path === `${copy}/package.json`);
    const version = one?.version === '' ? versionAfter(script, at) : '';
    if (one !== undefined && version !== '') Object.assign(one, { version, kind: 'manifest' });
  }
  const map = inlineMap(script);
  if (map !== null) named.push(...readPaths(readSources(map) ?? [], file, 'map'));
  const isBundle = named.length > 0 || holdsOthers(script);
  const isNamed = named.length > 0 || (isBundle && COMMENTED.test(script.toString('latin1', 0, COMMENTS_BEGIN)));
  named.push(...readComments(script, file));
  return { named, isBundle, isNamed };
}

/** The packages that licence comments name. */
export function readComments(text: Buffer, file: string): Evidence[] {
  return readBanners(text).map(({ isSure, ...named }) => ({ ...named, file, kind: isSure ? 'comment' : 'doubtful' }));
}

/** The packages among the sources of a source map; null when it does not hold all of them. */
export function readMap(map: Buffer, file: string): Evidence[] | null {
  const sources = readSources(map);
  return sources === null ? null : readPaths(sources, file, 'map');
}
