import { isAbsolute, join } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import type { Question, ResolveGap } from '../index.ts';
import type { Environment } from './environment.ts';
import { pathFrom } from './find-python.ts';
import { rootsOf, venvAt, type Found, type Missing } from './found.ts';
import { installedFrom, locateModule, locateScript, rootsOfProject } from './locate-code.ts';
import { locateInline, requirementsInside } from './locate-inline.ts';
import { gapsOfRivals, offersCommand, offersModule } from './offers.ts';
import { overlayFor, withOverlay } from './overlay.ts';
import type { Places } from './places.ts';
import { foldersUpwards, projectIn, uvProjectAbove, type Project } from './project.ts';
import { parseWanted, type Wanted } from './requirement.ts';

/** What `uv run` is asked for, and where. */
export interface RunQuestion {
  target: Extract<Question['target'], { kind: 'uv-project' }>;
  cwd: string | null;
  env: Question['env'];
}

/** A question with its paths and requirements read. */
interface Run extends RunQuestion {
  /** Where the project is looked for; null when only the client knows. */
  base: string | null;
  /** The script that is there, or null. */
  script: string | null;
  more: readonly Wanted[];
}

function read(files: Files, question: RunQuestion): Run {
  const { target, cwd } = question;
  const base = target.directory === null ? cwd : pathFrom(target.directory, cwd, 'the project');
  const { script: written } = target;
  // With --directory the script is looked for there, with --project in the working folder.
  const candidates = [base, cwd].flatMap((folder) => {
    const isKnown = written !== null && (folder !== null || isAbsolute(written));
    return isKnown ? [pathFrom(written, folder, 'the script')] : [];
  });
  const script = candidates.find((path) => files.kind(path) !== null) ?? null;
  return { ...question, base, script, more: target.with.map(parseWanted) };
}

const INTERPRETER = /^(python|pypy)[0-9.]*w?$/;

/**
 * Adds what brings the command or module that is started, where it is not of the project itself (a development tool). A
 * command that nothing installed brings is one from elsewhere on the machine, which is not followed.
 */
function withCommand(files: Files, found: Found, { target: { command, module } }: Run): Found {
  const isAny = (command === null || INTERPRETER.test(command)) && module === null;
  if (isAny) return found;
  const { distributions } = found.environment;
  const offering = distributions.filter(
    (one) =>
      (command !== null && offersCommand(files, one, command)) || (module !== null && offersModule(files, one, module)),
  );
  const names = [...new Set(offering.map(({ name }) => name))];
  const [first] = names;
  if (first !== undefined) {
    const roots = [...found.roots, ...names.map((name) => ({ name, extras: [], specifier: '' }))];
    const gaps = [...found.gaps, ...gapsOfRivals(names, 'what is started')];
    return { ...found, roots, own: found.own ?? first, gaps };
  }
  // A module may be a file of the project.
  if (command === null) return found;
  const message = 'no package of its environment brings the command that it starts';
  const gap: ResolveGap = { kind: 'not-installed', message, hint: 'Add the package to the project and run uv sync.' };
  return { ...found, gaps: [...found.gaps, gap] };
}

function inProject(files: Files, environment: Environment, project: Project): Found {
  const installed =
    installedFrom(files, environment, project.folder) ??
    environment.distributions.find(({ name, folder }) => name === project.name && folder !== null)?.name ??
    null;
  const common = { environment, own: installed, method: 'project' as const, gaps: [] };
  return installed === null
    ? { ...common, ...rootsOfProject(files, environment, project), extras: 'asked' }
    : { ...common, roots: [{ name: installed, extras: [], specifier: '' }], extras: 'installed' };
}

/** The environment of no project: an active one, or `.venv` at or above the working folder. */
function looseVenv(files: Files, { base, env }: Run, machine: Machine): Environment | null {
  if (base === null) return null;
  const active = env['VIRTUAL_ENV'];
  const roots = [...(active ? [active] : []), ...foldersUpwards(base).map((at) => join(at, '.venv'))];
  for (const root of roots) {
    const environment = venvAt(files, root, machine.platform);
    if (environment !== null) return environment;
  }
  return null;
}

/** Without a project the environment that is active or near is used, and `--with` comes before it. */
function locateLoose(files: Files, run: Run, places: Places, machine: Machine): Found | Missing {
  const { target, base, script, more } = run;
  const venv = looseVenv(files, run, machine);
  const given = { environment: venv, method: 'venv' as const };
  if (venv !== null && script !== null) {
    const code = locateScript(files, { ...given, environment: venv }, script, []);
    return withOverlay(files, code, more, places, machine);
  }
  if (venv !== null && target.module !== null) {
    const code = locateModule(files, { ...given, environment: venv }, target.module, base, []);
    if (code !== null) return withOverlay(files, code, more, places, machine);
  }
  const overlay = more.length === 0 ? null : overlayFor(files, more, places, machine);
  const environment = overlay ?? (more.length === 0 ? venv : null);
  if (environment === null) {
    const what = more.length === 0 ? 'the environment of what uv runs' : 'what --with asks for';
    return { what, project: null, workspace: null, wanted: more };
  }
  const roots = rootsOf(files, environment, more) ?? [];
  const method = overlay === null ? 'venv' : 'uv-cache';
  return withCommand(files, { environment, roots, own: null, method, extras: 'asked', gaps: [] }, run);
}

/**
 * What `uv run` would start in: a script's own environment, the project's, or that of no project, with `--with` before it.
 * Source: commands/project/run.rs of uv 0.13. Throws `FileError` where it cannot be told.
 */
export function locateProject(files: Files, question: RunQuestion, places: Places, machine: Machine): Found | Missing {
  const run = read(files, question);
  const { target, base, script, more, env } = run;
  const inside = script === null ? null : requirementsInside(files, script);
  if (script !== null && inside !== null) return locateInline(files, script, inside, more, places, machine);
  if (!target.project) return locateLoose(files, run, places, machine);
  if (base === null) throw new FileError('failed', 'depends on the working folder, which only the client knows');
  if (target.script !== null && script === null) throw new FileError('failed', 'is of a script that does not exist');
  const found = uvProjectAbove(files, base);
  const project = found === null ? null : projectIn(files, found.folder);
  if (found === null || project === null) return locateLoose(files, run, places, machine);
  const moved = env['UV_PROJECT_ENVIRONMENT'] ?? machine.env['UV_PROJECT_ENVIRONMENT'];
  const root = !moved ? join(found.workspace, '.venv') : isAbsolute(moved) ? moved : join(found.workspace, moved);
  const environment = venvAt(files, root, machine.platform);
  if (environment === null) {
    return { what: `the environment of ${found.folder}`, project, workspace: found.workspace, wanted: more };
  }
  return withCommand(files, withOverlay(files, inProject(files, environment, project), more, places, machine), run);
}
