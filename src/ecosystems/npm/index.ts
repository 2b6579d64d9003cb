import { delimiter, dirname, isAbsolute, join, resolve } from 'node:path';
import { FileError, type Files, type Machine } from '../../io/index.ts';
import type { Component } from '../../model/installation.ts';
import { purlOf } from '../../model/purl.ts';
import type { Ecosystem, Question, Resolved, Surroundings } from '../index.ts';
import { describe } from './describe.ts';
import { locateNpx } from './locate-npx.ts';
import { locateScript, type Located } from './locate.ts';
import { placesOf } from './places.ts';

const nothing = (kind: Resolved['gaps'][number]['kind'], message: string, hint: string): Resolved => ({
  installation: null,
  gaps: [{ kind, message, hint }],
});

/** The file a command name stands for: the first in PATH, or beside the Node in use. Links are resolved. */
function findExecutable(files: Files, machine: Machine, command: string, cwd: string | null): string | null {
  const endings = machine.platform === 'win32' ? ['', '.exe', '.cmd'] : [''];
  const isPath = /[\\/]/.test(command);
  if (isPath && !isAbsolute(command) && cwd === null) return null;
  const folders = isPath
    ? [cwd ?? '']
    : [
        ...(machine.env['PATH'] ?? '').split(delimiter).filter(isAbsolute),
        ...machine.nodePrefixes.map((prefix) => join(prefix, 'bin')),
      ];
  for (const folder of folders) {
    for (const ending of endings) {
      const file = resolve(folder, command + ending);
      if (files.kind(file) !== null) return files.realPath(file);
    }
  }
  return null;
}

/** A pinned package that is not installed: the version that would be fetched is known, its tree is not. */
function declared({ launch }: Question): Component[] {
  if (launch.package === null || launch.version === null || launch.pinned !== true) return [];
  const identity = { ecosystem: 'npm', name: launch.package, version: launch.version };
  return [
    { id: '.', purl: purlOf(identity), ...identity, scope: 'required', ranges: [], deprecated: null, dependsOn: [] },
  ];
}

/** What a shell takes as it stands. */
const PLAIN = /^[@\w][\w./@^~-]*$/;

function notFetched(question: Question): Resolved {
  const components = declared(question);
  const name = question.launch.package ?? question.launch.sourceUrl ?? question.launch.localEntry ?? 'the package';
  const wanted = question.launch.version === null ? name : `${name}@${question.launch.version}`;
  return {
    installation: {
      path: null,
      method: 'none',
      fidelity: 'declared',
      version: components[0]?.version ?? null,
      root: components.length > 0 ? '.' : null,
      components,
    },
    gaps: [
      {
        kind: 'not-installed',
        message: `${wanted} is not on this machine: it would be fetched at start, with whatever its dependencies then are`,
        hint: PLAIN.test(wanted)
          ? `Fetch it without starting it: npx --yes --ignore-scripts --package=${wanted} -c "node -v"`
          : 'Let the launcher fetch it once, then scan again.',
        components: components.map(({ purl }) => purl),
      },
    ],
  };
}

async function resolveTarget(question: Question, surroundings: Surroundings): Promise<Resolved | null> {
  const { target, cwd } = question;
  const { io, machine } = surroundings;
  const { files } = io;
  const describeOr = (located: Located | null, other: () => Resolved): Resolved | Promise<Resolved> =>
    located === null ? other() : describe(located, surroundings);

  switch (target.kind) {
    case 'npx': {
      const places = placesOf(question, files, machine);
      const located = locateNpx(files, places, { ...target, prefix: places.prefix });
      return describeOr(located, () => notFetched(question));
    }
    case 'script': {
      if (/\$\{?\w|%\w+%/.test(target.path))
        return nothing('tree-unreadable', 'the script path holds a variable', 'Write the path out.');
      if (!isAbsolute(target.path) && cwd === null) {
        return nothing(
          'tree-unreadable',
          'the script path is relative to a folder that only the client knows',
          'Write the absolute path.',
        );
      }
      const file = resolve(cwd ?? '', target.path);
      const script = [file, `${file}.js`, join(file, 'index.js')].find((path) => files.kind(path) !== null);
      if (script === undefined)
        return nothing('not-installed', 'the script does not exist', 'Build or install the server, or mend the path.');
      const real = files.realPath(script);
      return describeOr(
        locateScript(files, files.kind(real) === 'folder' ? join(real, 'index.js') : real, 'file'),
        () =>
          nothing(
            'tree-unreadable',
            `no package.json stands above ${dirname(real)}: what the script loads is not known`,
            '',
          ),
      );
    }
    case 'executable': {
      const file = findExecutable(files, machine, target.path, cwd);
      if (file === null)
        return nothing(
          'not-installed',
          'the command was not found on this machine',
          'Install it, or write its absolute path.',
        );
      const isScript = /[\\/]node_modules[\\/]/.test(file) || /\.[cm]?js$/.test(file);
      if (!isScript)
        return nothing('tree-unsupported', 'what is inside this executable is not known to this version', '');
      return describeOr(locateScript(files, file, 'global'), () =>
        nothing('tree-unreadable', 'no package.json stands above the script', ''),
      );
    }
    case 'remote':
      return null;
  }
}

/** npm packages: what npx, Node scripts and npm-installed commands run. */
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
        'Remove the folder and let the package manager install it again.',
      );
    }
  },
};
