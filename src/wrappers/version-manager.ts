import { optionTable } from '../syntax/options.ts';
import { afterVerb, prefixWrapper, type Prefix } from './_prefix.ts';
import type { CommandLine } from '../launchers/index.ts';
import type { Wrapper } from './index.ts';

const MISE = `-C|--cd= -E|--env= -j|--jobs= -q|--quiet -v|--verbose -y|--yes --raw --locked --silent --no-config --no-env
  --no-hooks --no-prepare --no-deps --fresh-env --deps -f|--force --trace --debug --output=`;

/** mise 2026: the tools stand before `--`. */
const MISE_EXEC: Prefix = {
  name: 'mise exec',
  verbs: ['exec', 'x'],
  before: optionTable(MISE),
  options: optionTable(
    `${MISE} -c|--command= --allow-env= --allow-net= --allow-read= --allow-write= --deny-all --deny-env --deny-net --deny-read
    --deny-write`,
  ),
  mixed: true,
  line: 'command',
};

const SHIM = (name: string): Prefix => ({ name: `${name} exec`, verbs: ['exec'], options: optionTable('') });

const named = prefixWrapper(
  { id: 'version-manager', kind: 'version-manager', packages: { 'npm:corepack': 'corepack' } },
  {
    asdf: SHIM('asdf'),
    nodenv: SHIM('nodenv'),
    pyenv: SHIM('pyenv'),
    rbenv: SHIM('rbenv'),
    goenv: SHIM('goenv'),
    jenv: SHIM('jenv'),
    corepack: {
      name: 'corepack',
      verbs: ['npm', 'npx', 'pnpm', 'pnpx', 'yarn', 'yarnpkg'],
      options: optionTable(''),
    },
    direnv: { name: 'direnv exec', verbs: ['exec'], options: optionTable(''), operands: 1 },
    devbox: {
      name: 'devbox run',
      verbs: ['run'],
      options: optionTable('-c|--config= -e|--env= --env-file= --environment= --pure -q|--quiet --omit-nix-env=?'),
      environment: ['env'],
    },
    fnm: {
      name: 'fnm exec',
      verbs: ['exec'],
      before: optionTable('--node-dist-mirror= --fnm-dir= --log-level= --arch= --version-file-strategy='),
      options: optionTable(
        `--using= --using-file --node-dist-mirror= --fnm-dir= --log-level= --arch= --version-file-strategy=
        --corepack-enabled --resolve-engines=?`,
      ),
    },
    mise: MISE_EXEC,
    rtx: { ...MISE_EXEC, name: 'rtx exec' },
    nvm: { name: 'nvm exec', verbs: ['exec'], options: optionTable('--silent --lts=?') },
    volta: {
      name: 'volta run',
      verbs: ['run'],
      before: optionTable('--verbose --quiet'),
      options: optionTable('--node= --npm= --pnpm= --yarn= --bundled-npm --no-pnpm --no-yarn --env= --verbose --quiet'),
      environment: ['env'],
    },
  },
);

/** The task of `mise run task`, or null. */
function taskOf({ program, args }: CommandLine): string | null {
  const task = program === 'mise' ? afterVerb({ ...MISE_EXEC, verbs: ['run', 'r'] }, args)?.[0] : undefined;
  return task ?? null;
}

/** Programs that choose the version of a language and start a command with it. */
export const versionManager: Wrapper = {
  ...named,
  nameOf: (line) => (taskOf(line) === null ? named.nameOf(line) : null),
  unwrap(line) {
    const { program, args } = line;
    const task = taskOf(line);
    if (task !== null) {
      return {
        kind: 'end',
        launch: { launcher: 'binary', variant: 'mise-run', ecosystem: 'local', entryCommand: task },
        target: { kind: 'unread', why: 'a task of mise is a shell line, which is not followed', hint: '' },
        open: 'it runs a task of its configuration, which is not followed',
      };
    }
    if (program === 'corepack' && /^(?:npm|npx|pnpm|pnpx|yarn|yarnpkg)(?:@|$)/.test(args[0] ?? '')) {
      const [tool = '', ...rest] = args;
      return { kind: 'command', inner: [tool.split('@', 1)[0] ?? '', ...rest] };
    }
    const result = named.unwrap(line);
    if (result === null || 'problem' in result || result.kind !== 'command') return result;
    if (program === 'mise' || program === 'rtx') {
      // Without `--` nothing tells the tools from the command.
      const end = args.indexOf('--');
      if (end < 0)
        return args.some((word) => /^(?:-c|--command)(?:=|$)/.test(word))
          ? result
          : { problem: 'tools and no command' };
      return { ...result, inner: args.slice(end + 1) };
    }
    // The version is a word of its own: `nvm exec 20 npx`.
    const isVersion = /^(?:v?\d[\d.]*|node|stable|lts\/.+)$/.test(result.inner[0] ?? '') && result.inner.length > 1;
    return program === 'nvm' && isVersion ? { ...result, inner: result.inner.slice(1) } : result;
  },
};
