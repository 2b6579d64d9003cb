import { identifyDlx } from './_dlx.ts';
import { optionTable, readOptions, UNKNOWN_OPTION, type OptionWords } from './_options.ts';
import { projectScript } from './_project-script.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Before the command: yarn classic's global options (1.22: src/cli/index.js), of which berry has `--cwd` only. */
const GLOBAL_OPTIONS = optionTable(
  {
    valued: `--cwd --use-yarnrc --link-folder --global-folder --modules-folder --preferred-cache-folder --cache-folder
      --mutex --proxy --https-proxy --registry --network-concurrency --network-timeout --otp`,
    switches: '-s|--silent -q|--quiet --verbose --offline --prefer-offline --json --no-progress --non-interactive',
  },
  { joined: false },
);

/** Of `yarn dlx` (berry 4.18); yarn refuses `-y`, which people bring along from npx. */
const DLX_OPTIONS = optionTable(
  { valued: '-p|--package', switches: '-q|--quiet --no-quiet -y|--yes' },
  { joined: false },
);

/** Of `yarn run` in both lines of yarn. `--require` loads code first. */
const RUN_OPTIONS = optionTable(
  {
    valued: '--require',
    inline: '--inspect --inspect-brk',
    switches: '-T|--top-level -B|--binaries-only -s|--silent',
  },
  { joined: false },
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
  identify({ args }) {
    const words = readOptions(args, GLOBAL_OPTIONS);
    if (words === null) return UNKNOWN_OPTION;
    let cwd = words.options.get('cwd')?.at(-1) ?? null;
    let [command = '', ...rest] = words.rest;
    // Berry takes a first word that is a path for the folder to work in.
    if (/[\\/]/.test(command)) [cwd, [command = '', ...rest]] = [command, rest];
    if (command === 'dlx') return dlx(rest, cwd);
    if (command === 'exec') return exec(rest, cwd);
    if (command === 'workspace') {
      const [, first = '', ...others] = rest;
      [command, rest] = first === 'run' ? [others[0] ?? '', others.slice(1)] : [first, others];
      if (command === 'dlx' || command === 'exec' || command.startsWith('-')) return UNKNOWN_OPTION;
    }
    if (command === 'node') return { problem: 'Node started by yarn, with what yarn adds to it' };
    if (command === 'run') return script(readOptions(rest, RUN_OPTIONS), cwd);
    return script({ options: new Map(), rest: [command, ...rest], ended: false }, cwd);
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
    words: read.rest,
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

function script(words: OptionWords | null, cwd: string | null): Identified | NotIdentified {
  if (words === null) return UNKNOWN_OPTION;
  const [name = ''] = words.rest;
  if (name === '' || OTHERS.has(name)) return { problem: 'a command of yarn that starts no server' };
  return projectScript('yarn-run', name, cwd);
}
