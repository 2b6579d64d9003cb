import { satisfies } from '../../advisory/python-specifier.ts';
import { FileError, type Files, type Platform } from '../../io/index.ts';
import type { Installation } from '../../model/installation.ts';
import type { ResolveGap } from '../index.ts';
import { closureOf, type Extras, type Root } from './closure.ts';
import { readVenv, type Environment } from './environment.ts';
import { markerValuesOf } from './interpreter.ts';
import { cameFrom, originOf } from './origin.ts';
import type { Project } from './project.ts';
import type { Wanted } from './requirement.ts';

/** Where a server was found: an environment, and what it begins with there. */
export interface Found {
  environment: Environment;
  roots: readonly Root[];
  /** What is installed for it and need not be. */
  optional?: readonly Root[];
  /** The name of the server's own distribution, or null for a script. */
  own: string | null;
  method: Installation['method'];
  extras: Extras;
  /** What else is to be said of it. */
  gaps: ResolveGap[];
}

/** Nothing is installed: what is known instead. */
export interface Missing {
  /** What is not there, for a sentence. */
  what: string;
  /** The project whose lockfile may say more, and the root of its workspace; null for a script. */
  project: Project | null;
  workspace: string | null;
  wanted: readonly Wanted[];
}

/** What is asked for, by the name of the distribution that answers it; null where the environment has none that does. */
export function rootOf(files: Files, { distributions }: Environment, wanted: Wanted): Root | null {
  const { name, extras, specifier, url } = wanted;
  if (name === null && url === null) return null;
  // Of one name the first on Python's path is what is loaded.
  const candidates = name === null ? distributions : distributions.filter((one) => one.name === name).slice(0, 1);
  const answers = candidates.find((one) => {
    if (url === null) return specifier === '' || satisfies(one.version, specifier) !== false;
    const origin = originOf(files, one);
    return origin !== null && cameFrom(origin, url);
  });
  return answers === undefined ? null : { name: answers.name, extras, specifier };
}

/** All that is asked for, or null where the environment lacks a part of it. */
export function rootsOf(files: Files, environment: Environment, wanted: readonly Wanted[]): Root[] | null {
  const roots = wanted.map((one) => rootOf(files, environment, one));
  return roots.includes(null) ? null : roots.filter((root) => root !== null);
}

/** What pip brings into an environment unasked. */
const INSTALLERS = new Set(['pip', 'setuptools', 'wheel']);

/** Whether an environment holds these and what they need, and nothing else: what is built for one launch line. */
export function isMadeFor({ distributions, interpreter }: Environment, roots: readonly Root[]): boolean {
  const { rest } = closureOf(distributions, roots, markerValuesOf(interpreter));
  return rest.every(({ name }) => INSTALLERS.has(name));
}

/** Whether an interpreter is what `--python` asks for; null when that cannot be told (a path, a name). */
export function isPython({ interpreter }: Environment, asked: string | null): boolean | null {
  if (asked === null) return true;
  const [, version] = /^(?:python|cpython|py)?[@=-]?((?:[0-9]+)(?:\.[0-9]+){0,2})$/i.exec(asked.trim()) ?? [];
  const specifier = version === undefined ? asked.trim() : `==${version}.*`;
  if (interpreter.version === null || !/^[<>=!~]/.test(specifier)) return null;
  const full = version?.split('.').length === 3;
  return satisfies(interpreter.version, full ? `==${version}` : specifier);
}

/** A virtual environment, or null when there is none that can be read. */
export function venvAt(files: Files, root: string, platform: Platform): Environment | null {
  try {
    return readVenv(files, root, platform);
  } catch (error) {
    if (error instanceof FileError) return null;
    throw error;
  }
}
