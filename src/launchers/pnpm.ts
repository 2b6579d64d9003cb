import { lastValue, readOptions, type ReadOptions } from '../syntax/options.ts';
import { pnpmDlx } from './_pnpm-dlx.ts';
import { BEFORE_OPTIONS, RUN_OPTIONS } from './_pnpm-options.ts';
import { projectScript } from './_project-script.ts';
import { UNKNOWN_OPTION } from './_remarks.ts';
import { startedBy } from './_started-by.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Commands of pnpm 10 that start nothing of a package or project; any other first word is a script or a command. */
const OTHERS = new Set(
  `access add adduser approve-builds audit bin bugs c cache cat-file cat-index ci clean-install completion config
  create dedupe deploy deprecate dislink dist-tag docs doctor edit env fetch find-hash get i ic ignored-builds
  import info init install install-clean install-test it la licenses link list ll ln login logout ls m multi
  outdated owner pack patch patch-commit patch-remove ping pkg prefix profile prune publish rb rebuild recursive
  remove repo rm root s se search self-update server set set-script setup show star stars store team token un uni
  uninstall unlink unpublish unstar up update upgrade v version view whoami why xmas`.split(/\s+/),
);

/** `pnpm dlx <package>`, `pnpm exec <command>`, `pnpm run <script>`, `pnpm <script>`. */
export const pnpm: Launcher = {
  id: 'pnpm',
  programs: ['pnpm', 'pnpm.cjs'],
  starts: 'binary',
  identify({ args }) {
    const before = readOptions(args, BEFORE_OPTIONS);
    if (before === null) return UNKNOWN_OPTION;
    const [command, ...rest] = before.operands;
    if (command === 'dlx') return startedBy('pnpm-dlx', pnpmDlx(before.options, rest, null));
    if (command === 'exec') return exec(before, rest);
    if (command === 'run' || command === 'run-script') {
      const after = readOptions(rest, RUN_OPTIONS);
      return script(after && { ...after, options: new Map([...before.options, ...after.options]) });
    }
    return script(before);
  },
};

function exec(before: ReadOptions, words: readonly string[]): Identified | NotIdentified {
  const [command, ...args] = words[0] === '--' ? words.slice(1) : words;
  if (command === undefined || command.startsWith('-') || before.options.has('shell-mode')) {
    return { problem: 'a shell line that pnpm runs' };
  }
  const directory = lastValue(before.options, 'dir');
  return {
    launch: { launcher: 'binary', variant: 'pnpm-exec', ecosystem: 'local', entryCommand: command, cwd: directory },
    target: { kind: 'project-command', command, directory },
    runs: { names: [command], args },
    ...(before.options.has('recursive') || before.options.has('filter')
      ? { open: 'it runs in other folders of the workspace, which are not followed' }
      : {}),
  };
}

function script(words: ReadOptions | null): Identified | NotIdentified {
  if (words === null) return UNKNOWN_OPTION;
  const [name] = words.operands;
  if (name === undefined || OTHERS.has(name)) return { problem: 'a command of pnpm that starts no server' };
  return projectScript('pnpm-run', name, lastValue(words.options, 'dir'));
}
