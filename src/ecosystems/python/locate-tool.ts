import { join } from 'node:path';
import { FileError, type Files, type Platform } from '../../io/index.ts';
import type { ResolveGap } from '../index.ts';
import type { Root } from './closure.ts';
import { isMadeFor, isPython, rootsOf, venvAt, type Found } from './found.ts';
import { offersCommand } from './offers.ts';
import type { Places } from './places.ts';
import { parseWanted, type Wanted } from './requirement.ts';
import { receiptRoots } from './recorded-roots.ts';
import { pipxEnvironments, uvEnvironments, type Cached } from './uv-cache.ts';

/** What is asked of `uvx` or `pipx run`. */
export interface ToolQuestion {
  from: Wanted;
  with: readonly Wanted[];
  command: string;
  /** As written, or null. */
  python: string | null;
  isolated: boolean;
  /** Which tool is asked: pipx hands over to uv where there is one, so it may use the places of both. */
  by: 'uv' | 'pipx';
}

/** A command of the interpreter itself: it runs what is given by `--with`. */
const INTERPRETER = /^(python|pypy)[0-9.]*t?$/;

/** Everything that has to be there. */
export function wantedOf({ from, with: others }: Pick<ToolQuestion, 'from' | 'with'>): Wanted[] {
  return INTERPRETER.test(from.name ?? '') ? [...others] : [from, ...others];
}

/**
 * A tool that uv has installed and that meets the line: it comes before the cache, unless the line asks for `@latest` or
 * `--isolated`. Source: get_or_create_environment in commands/tool/run.rs of uv 0.13.
 */
function installedTool(files: Files, places: Places, question: ToolQuestion, platform: Platform): Found | null {
  const { from, python, isolated } = question;
  if (isolated || from.latest || from.name === null) return null;
  for (const tools of places.uvTools) {
    const root = join(tools, from.name);
    if (files.kind(join(root, 'uv-receipt.toml')) === null) continue;
    const environment = venvAt(files, root, platform);
    if (environment === null || isPython(environment, python) === false) continue;
    const asked = rootsOf(files, environment, wantedOf(question));
    if (asked === null) continue;
    const roots: Root[] = [...asked, ...receiptRoots(files, root)];
    return { environment, roots, own: from.name, method: 'uv-tool', extras: 'asked', gaps: [] };
  }
  return null;
}

interface Candidate extends Cached {
  roots: Root[];
  method: Found['method'];
}

const versionIn = ({ environment, roots }: Candidate): string =>
  environment.distributions.find(({ name }) => name === roots[0]?.name)?.version ?? '';

/** Several environments that the line could get: the newest is taken, and the others are told where they differ. */
function gapsOfChoice(chosen: Candidate, candidates: readonly Candidate[]): ResolveGap[] {
  const versions = [...new Set(candidates.map(versionIn))];
  if (versions.length < 2) return [];
  const name = chosen.roots[0]?.name ?? 'the package';
  const message = `the cache holds ${name} in the versions ${versions.slice(0, 5).join(', ')}: the newest environment (${versionIn(chosen)}) is taken to be the one that would run`;
  return [{ kind: 'tree-mismatch', message, hint: 'Pin the version in the launch line.' }];
}

/**
 * What `uvx` or `pipx run` would start: an installed tool, else the cached environment that was made for this line (it holds
 * what the line asks for, what that needs, and no more). Null: it would be fetched. Throws `FileError` where it cannot be
 * told.
 */
export function locateTool(files: Files, places: Places, question: ToolQuestion, platform: Platform): Found | null {
  const installed = installedTool(files, places, question, platform);
  if (installed !== null) return installed;
  const wanted = wantedOf(question);
  if (wanted.length === 0) throw new FileError('failed', 'starts an interpreter and names no package');
  const names = wanted.flatMap(({ name }) => name ?? []);
  const uv = uvEnvironments(files, places.uvCaches, platform, names).map((one) => ({
    ...one,
    method: 'uv-cache' as const,
  }));
  const pipx =
    question.by === 'uv'
      ? []
      : pipxEnvironments(files, places.pipxCaches, platform, names).map((one) => ({
          ...one,
          method: 'pipx-cache' as const,
        }));
  const candidates = [...uv, ...pipx]
    .filter(({ environment }) => isPython(environment, question.python) !== false)
    .flatMap((one): Candidate[] => {
      const roots = rootsOf(files, one.environment, wanted);
      if (roots === null) return [];
      return isMadeFor(one.environment, roots) ? [{ ...one, roots }] : [];
    })
    .sort((a, b) => b.made - a.made);
  const offering = candidates.filter((one) => offers(files, one, question.command));
  const [chosen] = offering;
  if (chosen === undefined) {
    if (candidates.length > 0)
      throw new FileError('failed', 'holds the package without the command that is asked of it');
    return null;
  }
  const { environment, roots, method } = chosen;
  return {
    environment,
    roots,
    own: roots[0]?.name ?? null,
    method,
    extras: 'asked',
    gaps: gapsOfChoice(chosen, offering),
  };
}

/** The command of an environment: any of its distributions may bring it. A package name for a command is a guess of uv. */
function offers(files: Files, { environment, roots }: Candidate, command: string): boolean {
  const isGuess = INTERPRETER.test(command) || command === '' || parseWanted(command).name === roots[0]?.name;
  return isGuess || environment.distributions.some((one) => offersCommand(files, one, command));
}
