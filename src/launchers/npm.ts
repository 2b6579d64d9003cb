import { lastValue } from '../syntax/options.ts';
import { createSpec } from './_npm-create.ts';
import { identifyExec } from './_npm-exec.ts';
import { UNREADABLE_SPEC } from './_npm-spec.ts';
import { UNCLEAR_OPTION, parseNpm, type NpmCommandLine } from './_npm-words.ts';
import { projectScript } from './_project-script.ts';
import { startedBy } from './_started-by.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Commands that run a package's command, by name and alias (npm 11.19, lib/utils/cmd-list.js). */
const EXEC = new Set(['exec', 'x']);
const CREATE = new Set(['init', 'create', 'innit']);
const RUN = new Set(['run', 'run-script', 'rum', 'urn']);
/** Scripts that have a command of their own. */
const SCRIPTS = new Map([
  ['start', 'start'],
  ['stop', 'stop'],
  ['restart', 'restart'],
  ['test', 'test'],
  ['t', 'test'],
  ['tst', 'test'],
]);

/** `npm exec -- <package>`, `npm init <package>` and the scripts of a project (`npm run <script>`, `npm start`). */
export const npm: Launcher = {
  id: 'npm',
  programs: ['npm', 'npm-cli.js'],
  starts: 'binary',
  identify({ args }) {
    const line = parseNpm(args);
    const [command, ...positionals] = line.positionals;
    if (command === undefined) return line.unclear ? UNCLEAR_OPTION : { problem: 'no command of npm' };
    if (EXEC.has(command)) return startedBy('npx', identifyExec({ ...line, positionals }, 'npm-exec'));
    if (CREATE.has(command)) return create({ ...line, positionals });
    const script = RUN.has(command) ? positionals[0] : SCRIPTS.get(command);
    if (script === undefined) return { problem: 'a command of npm that starts no server, or no script' };
    // Options after the script can change the folder only: that is no part of what is said here when they are unclear.
    return projectScript('npm-run', script, line.unclear ? null : lastValue(line.options, 'prefix'));
  },
};

function create(line: NpmCommandLine): Identified | NotIdentified {
  const [name, ...rest] = line.positionals;
  if (name === undefined) return line.unclear ? UNCLEAR_OPTION : { problem: 'npm init without a package runs none' };
  const spec = createSpec(name);
  if (spec === null) return UNREADABLE_SPEC;
  return identifyExec({ ...line, positionals: [spec, ...rest] }, 'npm-init');
}
