import { optionTable } from '../syntax/options.ts';
import { afterVerb, prefixWrapper, unwrapPrefix, type Prefix } from './_prefix.ts';
import type { CommandLine } from '../launchers/index.ts';
import type { Wrapper } from './index.ts';

const CONDA: Prefix = {
  name: 'conda run',
  verbs: ['run'],
  options: optionTable(
    `-n|--name= -p|--prefix= -r|--root-prefix= -v|--verbose --dev --debug-wrapper-scripts --cwd= --no-capture-output
    --live-stream -s -q|--quiet --use-proot -e|--env= -a|--attach= --label= --clean-env -d|--detach`,
  ),
  cwd: 'cwd',
};

const POETRY = `-q|--quiet -v|--verbose -vv -vvv -n|--no-interaction --ansi --no-ansi --no-plugins --no-cache -P|--project=
  -C|--directory=`;

/** Options of every command of pixi 0.60, and those of its configuration. */
const PIXI_GLOBAL = '-q|--quiet -v|--verbose --color= --no-progress --list';
const PIXI_CONFIG = `--no-config --config-file= --auth-file= --concurrent-downloads= --concurrent-solves= --pinning-strategy=
  --pypi-keyring-provider= --run-post-link-scripts --no-symbolic-links --no-hard-links --no-ref-links --tls-no-verify
  --offline=? --tls-root-certs= --use-environment-activation-cache`;

/** `pixi exec`: a command with packages fetched for one run. */
const PIXI_EXEC: Prefix = {
  name: 'pixi exec',
  verbs: ['exec', 'x'],
  before: optionTable(PIXI_GLOBAL),
  options: optionTable(
    `${PIXI_GLOBAL} ${PIXI_CONFIG} -s|--spec= -w|--with= -c|--channel= -p|--platform= --force-reinstall --list=? --no-modify-ps1`,
  ),
};

/** Programs that start a command in the environment of a Python project or of their own. */
const named = prefixWrapper(
  { id: 'python-environment', kind: 'environment', packages: {} },
  {
    conda: CONDA,
    mamba: { ...CONDA, name: 'mamba run' },
    micromamba: { ...CONDA, name: 'micromamba run' },
    poetry: {
      name: 'poetry run',
      verbs: ['run'],
      before: optionTable(POETRY),
      options: optionTable(POETRY),
      cwd: 'directory',
    },
    pdm: {
      name: 'pdm run',
      verbs: ['run'],
      before: optionTable('-c|--config= -q|--quiet -v|--verbose -I|--ignore-python -n|--non-interactive'),
      options: optionTable(
        `-p|--project= -g|--global -s|--site-packages -q|--quiet -v|--verbose --recreate --venv= -k|--skip= -l|--list
        -j|--json`,
      ),
      cwd: 'project',
    },
    hatch: {
      name: 'hatch run',
      verbs: ['run'],
      before: optionTable(
        `-e|--env= -p|--project= -v|--verbose -q|--quiet --color --no-color --interactive --no-interactive --data-dir=
        --cache-dir= --config=`,
      ),
      // Words with a dash choose variables of a matrix there.
      options: optionTable(''),
    },
    pipenv: {
      name: 'pipenv run',
      verbs: ['run'],
      before: optionTable('--python= --site-packages -q|--quiet -v|--verbose --bare'),
      options: optionTable('--system -q|--quiet -v|--verbose --python='),
    },
    rye: { name: 'rye run', verbs: ['run'], options: optionTable('--pyproject= -l|--list -f|--env-file= -v -q') },
    pixi: {
      name: 'pixi run',
      verbs: ['run', 'r'],
      before: optionTable(PIXI_GLOBAL),
      options: optionTable(
        `${PIXI_GLOBAL} ${PIXI_CONFIG} -x|--executable -e|--environment= -p|--platform= --clean-env --skip-deps --templated
        -n|--dry-run --force-activate --no-completions --no-install --frozen --locked --as-is -m|--manifest-path=
        -w|--workspace= -s|--script=`,
      ),
    },
  },
);

/** The environment decides which interpreter and packages run: what is found without it would be another's. */
export const pythonEnvironment: Wrapper = {
  ...named,
  nameOf: (line) => (isPixiExec(line) ? PIXI_EXEC.name : named.nameOf(line)),
  unwrap(line) {
    const result = isPixiExec(line) ? unwrapPrefix(PIXI_EXEC, line) : named.unwrap(line);
    if (result === null || 'problem' in result || result.kind !== 'command') return result;
    const inner = line.program === 'hatch' ? ofHatch(result.inner) : result.inner;
    return { ...result, inner, elsewhere: `it runs in an environment that ${line.program} chooses, which is not read` };
  },
};

const isPixiExec = ({ program, args }: CommandLine): boolean =>
  program === 'pixi' && afterVerb(PIXI_EXEC, args) !== null;

/** `hatch run [+variable …] [environment:]command …` (src/hatch/cli/run). */
function ofHatch(words: readonly string[]): readonly string[] {
  const start = words.findIndex((word) => !word.startsWith('+'));
  const [command = '', ...args] = words.slice(Math.max(start, 0));
  return [command.slice(command.lastIndexOf(':') + 1), ...args];
}
