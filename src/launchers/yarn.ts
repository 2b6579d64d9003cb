import { lastValue, optionTable, readOptions, type ReadOptions } from '../syntax/options.ts';
import { identifyDlx } from './_dlx.ts';
import { projectScript } from './_project-script.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import { startedBy } from './_started-by.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

const STYLE = { strict: true, joined: false };

/** Before the command: yarn classic's global options (1.22: src/cli/index.js), of which berry has `--cwd` only. */
const GLOBAL_OPTIONS = optionTable(
  `--cwd= --use-yarnrc= --link-folder= --global-folder= --modules-folder= --preferred-cache-folder= --cache-folder=
    --mutex= --proxy= --https-proxy= --registry= --network-concurrency= --network-timeout= --otp= -s|--silent -q|--quiet
    --verbose --offline --prefer-offline --json --no-progress --non-interactive`,
  STYLE,
);

/** Of `yarn dlx` (berry 4.18); yarn refuses `-y`, which people bring along from npx. */
const DLX_OPTIONS = optionTable('-p|--package= -q|--quiet --no-quiet -y|--yes', STYLE);

/** Of `yarn run` in both lines of yarn. `--require` loads code first. */
const RUN_OPTIONS = optionTable(
  '--require= --inspect=? --inspect-brk=? -T|--top-level -B|--binaries-only -s|--silent',
  STYLE,
);

/** Commands of yarn classic and berry that start nothing of a project; any other first word is a script or a command. */
const OTHERS = new Set(
  `access add audit autoclean bin cache check completion config constraints create dedupe explain export-cache generate-lock-entry
  global help import info init install licenses link list login logout npm outdated owner pack patch patch-commit plugin
  policies prune publish rebuild remove search self-update set stage tag team unlink unplug up upgrade upgrade-interactive
  version versions why workspaces`.split(/\s+/),
);

/** `yarn dlx <package>`, `yarn exec <command>`, `yarn node <file>`, `yarn run <script>`, `yarn <script>`. */
export const yarn: Launcher = {
  id: 'yarn',
  programs: ['yarn', 'yarnpkg', 'yarn.js'],
  starts: 'binary',
  identify({ args }) {
    const words = readOptions(args, GLOBAL_OPTIONS);
    if (words === null) return UNKNOWN_OPTION;
    let cwd = lastValue(words.options, 'cwd');
    let [command = '', ...rest] = words.operands;
    // Berry takes a first word that is a path for the folder to work in.
    if (/[\\/]/.test(command)) [cwd, [command = '', ...rest]] = [command, rest];
    if (command === 'dlx') return startedBy('yarn-dlx', dlx(rest, cwd));
    if (command === 'exec') return exec(rest, cwd);
    if (command === 'workspace') {
      const [, first = '', ...others] = rest;
      [command, rest] = first === 'run' ? [others[0] ?? '', others.slice(1)] : [first, others];
      if (command === 'dlx' || command === 'exec' || command.startsWith('-')) return UNKNOWN_OPTION;
    }
    if (command === 'node') return { problem: 'Node started by yarn, with what yarn adds to it' };
    if (command === 'run') return script(readOptions(rest, RUN_OPTIONS), cwd);
    return script({ options: new Map(), inOrder: [], operands: [command, ...rest], ended: false }, cwd);
  },
};

function dlx(words: readonly string[], cwd: string | null): Identified | NotIdentified {
  const read = readOptions(words, DLX_OPTIONS);
  if (read === null) return UNKNOWN_OPTION;
  return identifyDlx({
    manager: 'yarn',
    launcher: 'yarn-dlx',
    variant: null,
    named: read.options.get('package') ?? [],
    words: read.operands,
    registry: null,
    cwd,
  });
}

function exec(words: readonly string[], directory: string | null): Identified | NotIdentified {
  const [command, ...args] = words[0] === '--' ? words.slice(1) : words;
  if (command === undefined || !/^[\w@.+/\\-]+$/.test(command) || command.startsWith('-')) {
    return { problem: 'a shell line that yarn runs' };
  }
  return {
    launch: { launcher: 'binary', variant: 'yarn-exec', ecosystem: 'local', entryCommand: command, cwd: directory },
    target: { kind: 'project-command', command, directory },
    runs: { names: [command], args },
  };
}

function script(words: ReadOptions | null, cwd: string | null): Identified | NotIdentified {
  if (words === null) return UNKNOWN_OPTION;
  const [name = ''] = words.operands;
  if (name === '' || OTHERS.has(name)) return { problem: 'a command of yarn that starts no server' };
  return projectScript('yarn-run', name, cwd);
}
