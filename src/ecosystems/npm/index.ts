import { dirname, isAbsolute, join, resolve } from 'node:path';
import { FileError } from '../../io/index.ts';
import type { Target } from '../../launchers/index.ts';
import { nothing } from '../_not-found.ts';
import type { Ecosystem, Question, Resolved, Surroundings } from '../index.ts';
import { describe } from './describe.ts';
import { locateBunx } from './locate-bunx.ts';
import { findExecutable } from '../_executable.ts';
import { locateExecutable, localCommand, mustBelong } from './locate-command.ts';
import { locateDlx } from './locate-dlx.ts';
import { locateNpx } from './locate-npx.ts';
import { locateScript } from './locate.ts';
import { notFetched } from './not-fetched.ts';
import { placesOf } from './places.ts';
import { locatePnpCommand } from './pnp-command.ts';
import { withScript } from './parts.ts';

type Of<Kind extends Target['kind']> = Extract<Target, { kind: Kind }>;

const UNKNOWN_FOLDER = nothing(
  'tree-unreadable',
  'what it runs is relative to a folder that only the client knows',
  'Write the absolute path, or a working folder.',
);

function resolveNpx(target: Of<'npx'>, question: Question, surroundings: Surroundings): Resolved | Promise<Resolved> {
  const { files } = surroundings.io;
  const places = placesOf(question, files, surroundings.machine);
  const located = locateNpx(files, places, { ...target, prefix: places.prefix });
  return located === null ? notFetched(question) : describe(located, surroundings);
}

async function resolveDlx(target: Of<'dlx'>, question: Question, surroundings: Surroundings): Promise<Resolved> {
  const { io, machine } = surroundings;
  const { cwd, env } = question;
  if (target.manager === 'bun') {
    const located = locateBunx(io.files, machine, { ...target, cwd, env });
    return located === null ? notFetched(question) : describe(located, surroundings);
  }
  // What yarn dlx fetches is gone when it has run.
  const found = target.manager === 'pnpm' ? locateDlx(io.files, machine, { ...target, env }) : null;
  if (found === null) return notFetched(question);
  const resolved = await describe(found.located, surroundings);
  if (found.rivals.length === 0) return resolved;
  const message = `pnpm's cache also holds ${found.rivals.slice(0, 5).join(', ')}: which version starts is decided by the registry`;
  const hint = 'Ask for an exact version.';
  return { ...resolved, gaps: [...resolved.gaps, { kind: 'tree-unreadable', message, hint }] };
}

async function resolveScript(path: string, cwd: string | null, surroundings: Surroundings): Promise<Resolved> {
  const { files } = surroundings.io;
  if (/\$\{?\w|%\w+%/.test(path))
    return nothing('tree-unreadable', 'the script path holds a variable', 'Write the path out.');
  if (!isAbsolute(path) && cwd === null) return UNKNOWN_FOLDER;
  const file = resolve(cwd ?? '', path);
  const script = [file, `${file}.js`, join(file, 'index.js')].find((one) => files.kind(one) !== null);
  if (script === undefined) {
    return nothing('not-installed', 'the script does not exist', 'Build or install the server, or mend the path.');
  }
  const real = files.realPath(script);
  const located = locateScript(files, files.kind(real) === 'folder' ? join(real, 'index.js') : real, 'file');
  if (located !== null) return withScript(surroundings.io.files, real, await describe(located, surroundings));
  return nothing(
    'tree-unreadable',
    `no package.json stands above ${dirname(real)}: what the script loads is not known`,
    '',
  );
}

async function resolveProjectCommand(
  { command, directory }: Of<'project-command'>,
  cwd: string | null,
  surroundings: Surroundings,
): Promise<Resolved> {
  const { files } = surroundings.io;
  if (cwd === null && (directory === null || !isAbsolute(directory))) return UNKNOWN_FOLDER;
  const folder = resolve(cwd ?? '', directory ?? '');
  const file = localCommand(files, folder, command);
  if (file !== null) return describe(mustBelong(locateScript(files, file, 'project'), command), surroundings);
  const archived = locatePnpCommand(files, folder, command);
  if (archived !== null) return describe(archived, surroundings);
  return (
    (await resolveExecutable(command, folder, surroundings)) ??
    nothing('not-installed', 'no package of the project offers the command', 'Install the dependencies of the project.')
  );
}

/** Null for what is no JavaScript: others know it, or nobody. */
async function resolveExecutable(
  path: string,
  cwd: string | null,
  surroundings: Surroundings,
): Promise<Resolved | null> {
  const { files } = surroundings.io;
  const file = findExecutable(files, surroundings.machine, path, cwd);
  const located = file === null ? null : locateExecutable(files, surroundings.machine, path, file);
  return located === null || file === null ? null : withScript(files, file, await describe(located, surroundings));
}

async function resolveTarget(question: Question, surroundings: Surroundings): Promise<Resolved | null> {
  const { target, cwd } = question;
  switch (target.kind) {
    case 'npx':
      return resolveNpx(target, question, surroundings);
    case 'dlx':
      return resolveDlx(target, question, surroundings);
    case 'script':
      return resolveScript(target.path, cwd, surroundings);
    case 'project-command':
      return resolveProjectCommand(target, cwd, surroundings);
    case 'executable':
      return resolveExecutable(target.path, cwd, surroundings);
    default:
      return null;
  }
}

/** npm's registry: what npx and its kin, JavaScript runtimes and commands installed by npm, pnpm, yarn and bun run. */
export const npm: Ecosystem = {
  id: 'npm',
  async resolve(question, surroundings) {
    try {
      return await resolveTarget(question, surroundings);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      // Whatever a hostile or broken tree does to its reader ends with this server, not with the scan.
      return nothing(
        'tree-unreadable',
        `the installed tree ${error.message}`,
        'Remove its node_modules and let the package manager install it again.',
      );
    }
  },
};
