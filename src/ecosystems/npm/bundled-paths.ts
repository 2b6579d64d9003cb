import semver from 'semver';

/** A package as a piece of evidence names it. */
export interface Named {
  name: string;
  /** `''` where the evidence states none. */
  version: string;
  /** Tells copies of one package apart: the folder that a path names, else `''`. */
  copy: string;
}

/** By validate-npm-package-name: capitals are allowed in old names. */
const NAME = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/i;

export function isPackageName(text: string): boolean {
  return text.length <= 214 && NAME.test(text);
}

/** An exact version as npm writes it, or `''`. */
export function exactVersion(text: string): string {
  return /^\d+\.\d+\.\d/.test(text) && text.length <= 100 && semver.parse(text)?.raw === text ? text : '';
}

const MARK = 'node_modules/';

/** The store folder of an isolated layout: `.pnpm/@scope+name@1.2.3_peer@2/`, also of bun and deno. */
const STORE = /(?:^|\/)\.(?:pnpm|bun|deno)\/([^/]+)\/$/;
/** An archive of yarn: `.yarn/cache/@scope-name-npm-1.2.3-0123456789-8.zip/`. */
const ARCHIVE = /(?:^|\/)([^/]+)-npm-([^/]+)-[0-9a-f]{10}-[^/-]*\.zip\/$/;

/** The version that a store's folder states, when it is the folder of this package. */
function versionInStore(before: string, name: string): string {
  const folder = STORE.exec(before)?.[1];
  const plain = `${name.replace('/', '+')}@`;
  if (folder?.startsWith(plain)) return exactVersion(folder.slice(plain.length).replace(/[_(].*$/, ''));
  const [, archived, version = ''] = ARCHIVE.exec(before) ?? [];
  return archived === name.replace('/', '-') ? exactVersion(version) : '';
}

/** The package that a file of a `node_modules` folder belongs to, or null when the path names none. */
export function packageOfPath(path: string): Named | null {
  const at = path.lastIndexOf(MARK);
  if (at === -1 || (at > 0 && path[at - 1] !== '/')) return null;
  const steps = path.slice(at + MARK.length).split('/');
  const length = steps[0]?.startsWith('@') ? 2 : 1;
  const name = steps.slice(0, length).join('/');
  // A package is a folder: without a file in it this is something else.
  if (steps.length <= length || !isPackageName(name)) return null;
  const before = path.slice(0, at);
  return { name, version: versionInStore(before, name), copy: `${before}${MARK}${name}` };
}

export interface ScriptPaths {
  /** Paths into `node_modules` that a bundler wrote above each module, or as its id. */
  paths: Set<string>;
  /** The end of each module that is a package.json, by path: its text begins there. */
  manifests: Map<string, number>;
}

const MAX_PATH = 500;
const MAX_PATHS = 20_000;
const PATH = /^[\w@.+~()=,/-]+$/;

/**
 * What bundlers write about the modules in a script: `// node_modules/a/b.js` (esbuild, bun), `//#region …` (rolldown)
 * on a line of its own, `"node_modules/a/b.js"(` (esbuild's CommonJS) and, on a marked line, `"./node_modules/a/b.js"` (webpack).
 */
export function readScriptPaths(script: Buffer): ScriptPaths {
  const found: ScriptPaths = { paths: new Set(), manifests: new Map() };
  for (let at = script.indexOf(MARK); at !== -1 && found.paths.size < MAX_PATHS; at = script.indexOf(MARK, at + 1)) {
    const start = Math.max(0, at - MAX_PATH);
    const before = script.toString('latin1', start, at);
    const after = script.toString('latin1', at, at + MAX_PATH);
    const path = commentAt(before, after) ?? idAt(before, after);
    if (path === null || !PATH.test(path)) continue;
    found.paths.add(path);
    if (path.endsWith('/package.json') && !found.manifests.has(path)) found.manifests.set(path, at);
  }
  return found;
}

function commentAt(before: string, after: string): string | null {
  const line = before.slice(before.lastIndexOf('\n') + 1);
  const end = /[\r\n]/.exec(after)?.index ?? -1;
  const opening = /^\s{0,40}\/\/(?:#region)? /.exec(line);
  return opening === null || end === -1 ? null : line.slice(opening[0].length) + after.slice(0, end);
}

function idAt(before: string, after: string): string | null {
  const opening = /(["'])([^"'\s]*)$/.exec(before);
  if (opening === null) return null;
  const [, quote = '"', start = ''] = opening;
  const end = after.indexOf(quote);
  const next = after[end + 1] ?? '';
  const isCommonJs = next === '(';
  // Webpack marks the line; older versions have a colon here, newer ones a comment and then the parameters.
  const isWebpack =
    before.slice(0, opening.index).endsWith('/***/ ') && /^\.{1,2}\//.test(start) && /[:\r\n]/.test(next);
  return end !== -1 && (isCommonJs || isWebpack) ? start + after.slice(0, end) : null;
}

/** The version in the package.json that a script holds from `at` on: the first thing that says `version`. */
export function versionAfter(script: Buffer, at: number): string {
  const text = script.toString('latin1', at, at + 20_000);
  const next = text.indexOf(MARK, MARK.length);
  const own = next === -1 ? text : text.slice(0, next);
  return exactVersion(/\bversion["']?:\s*["']([^"'\s]{1,100})["']/.exec(own)?.[1] ?? '');
}
