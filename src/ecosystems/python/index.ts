import { delimiter, isAbsolute, resolve } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import { findExecutable } from '../_executable.ts';
import { nothing } from '../_not-found.ts';
import type { Ecosystem, Question, Resolved, Surroundings } from '../index.ts';
import { describe } from './describe.ts';
import { describeMissing, notFetched } from './describe-missing.ts';
import { environmentOf, findCommand, pathFrom } from './find-python.ts';
import type { Found } from './found.ts';
import { locateModule, locateScript } from './locate-code.ts';
import { locateInline, requirementsInside } from './locate-inline.ts';
import { locateExecutable } from './locate-executable.ts';
import { locateProject } from './locate-project.ts';
import { locateTool } from './locate-tool.ts';
import { placesOf } from './places.ts';
import { parseWanted, type Wanted } from './requirement.ts';

type PythonTarget = Extract<Question['target'], { kind: 'python' }>;

/** What an interpreter that the line names would run. */
function resolvePython(target: PythonTarget, question: Question, files: Files, machine: Machine): Resolved {
  const { cwd, env } = question;
  const places = placesOf(question, machine);
  const { interpreter, script, module } = target;
  const file = findCommand(files, interpreter, question, machine);
  const environment = file === null ? null : environmentOf(files, file, places, machine);
  if (environment === null) {
    return nothing(
      'not-installed',
      'the interpreter was not found on this machine',
      'Install it, or write its absolute path.',
    );
  }
  const isVenv = files.kind(`${environment.root}/pyvenv.cfg`) !== null;
  const given = { environment, method: isVenv ? ('venv' as const) : ('global' as const) };
  const searched = (env['PYTHONPATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '' && (isAbsolute(folder) || cwd !== null))
    .map((folder) => pathFrom(folder, cwd, 'PYTHONPATH'));
  if (script !== null) {
    const path = pathFrom(script, cwd, 'the script');
    if (files.kind(path) === null) {
      return nothing('not-installed', 'the script does not exist', 'Install the server, or mend the path.');
    }
    return describe(locateScript(files, given, files.realPath(path), searched));
  }
  const found = module === null ? null : locateModule(files, given, module, cwd, searched);
  if (found !== null) return describe(found);
  const message = `no installed package in ${environment.root} brings the module that it starts`;
  return nothing(
    'not-installed',
    message,
    'Install the server into this environment, or name the interpreter of its own.',
  );
}

/** `pipx run script.py`: a script that names what it needs. */
function resolvePipxScript({ script }: PythonTarget, question: Question, files: Files, machine: Machine): Resolved {
  const path = pathFrom(script ?? '', question.cwd, 'the script');
  const inside = requirementsInside(files, path);
  if (inside === null) {
    return nothing('tree-unreadable', 'which Python pipx would run the script with is not known', '');
  }
  const more = question.launch.extraPackages.map(({ name }) => parseWanted(name));
  const found = locateInline(files, path, inside, more, placesOf(question, machine), machine);
  return 'what' in found ? describeMissing(files, found, machine.platform) : describe(found);
}

/** A requirement with a folder that it names made absolute. */
function wantedFrom(text: string, cwd: string | null): Wanted {
  const wanted = parseWanted(text);
  const isFolder = wanted.url !== null && !wanted.url.includes('://');
  return isFolder && cwd !== null ? { ...wanted, url: resolve(cwd, wanted.url ?? '') } : wanted;
}

function describeFound(found: Found | null, question: Question): Resolved {
  return found === null ? notFetched(question) : describe(found);
}

function resolveTarget(question: Question, { io: { files }, machine }: Surroundings): Resolved | null {
  const { target, cwd, env } = question;
  const places = placesOf(question, machine);
  switch (target.kind) {
    case 'uv-tool': {
      const { from, with: others, command, python, isolated } = target;
      const tool = {
        from: wantedFrom(from, cwd),
        with: others.map((one) => wantedFrom(one, cwd)),
        command,
        python,
        isolated,
        by: 'uv' as const,
      };
      return describeFound(locateTool(files, places, tool, machine.platform), question);
    }
    case 'pipx-run': {
      const { spec, command } = target;
      const others = question.launch.extraPackages.map(({ name }) => parseWanted(name));
      const tool = {
        from: wantedFrom(spec, cwd),
        with: others,
        command,
        python: null,
        isolated: false,
        by: 'pipx' as const,
      };
      return describeFound(locateTool(files, places, tool, machine.platform), question);
    }
    case 'uv-project': {
      const found = locateProject(files, { target, cwd, env }, places, machine);
      return 'what' in found ? describeMissing(files, found, machine.platform) : describe(found);
    }
    case 'python':
      if (target.interpreter === 'pipx') return resolvePipxScript(target, question, files, machine);
      return resolvePython(target, question, files, machine);
    case 'executable': {
      const file = findExecutable(files, machine, target.path, cwd);
      const found = file === null ? null : locateExecutable(files, file, question, places, machine);
      return found === null ? null : describe(found);
    }
    default:
      return null;
  }
}

/** Python packages: what uv, pipx and interpreters run, and commands that Python stands behind. */
export const python: Ecosystem = {
  id: 'python',
  async resolve(question, surroundings) {
    try {
      return resolveTarget(question, surroundings);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      // Whatever a hostile or broken environment does to its reader ends with this server, not with the scan.
      return nothing(
        'tree-unreadable',
        `the environment ${error.message}`,
        'Write absolute paths, or install the server again.',
      );
    }
  },
};
