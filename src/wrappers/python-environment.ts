import { optionTable } from '../syntax/options.ts';
import { prefixWrapper, type Prefix } from './_prefix.ts';
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
        `-p|--project= -g|--global -s|--site-packages -q|--quiet -v|--verbose --recreate --venv= -S|--skip= -l|--list`,
      ),
      cwd: 'project',
    },
    hatch: {
      name: 'hatch run',
      verbs: ['run'],
      before: optionTable(
        '-e|--env= -p|--project= -v|--verbose -q|--quiet --color --no-color --data-dir= --cache-dir= --config=',
      ),
      options: optionTable('-e|--env= -p|--project='),
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
      options: optionTable(
        `-e|--environment= -m|--manifest-path= --frozen --locked --no-install --as-is -q|--quiet -v|--verbose -x|--executable
        --clean-env --skip-deps --no-progress`,
      ),
    },
  },
);

/** The environment decides which interpreter and packages run: what is found without it would be another's. */
export const pythonEnvironment: Wrapper = {
  ...named,
  unwrap(line) {
    const result = named.unwrap(line);
    if (result === null || 'problem' in result || result.kind !== 'command') return result;
    return { ...result, elsewhere: `it runs in an environment that ${line.program} chooses, which is not read` };
  },
};
