import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { asOpen, UNKNOWN_OPTION, VARIABLE_VERSION } from './_remarks.ts';
import { readExtras, readRequirement, readToolRequirement, UNREADABLE_REQUIREMENT } from './_requirement.ts';
import { URL_SCRIPT } from './_url-script.ts';
import { hasVariable } from './_variable.ts';
import type { Identified, NotIdentified } from './index.ts';

/** `pipx run` (pipx 1.18: main.py); argparse also takes the first letters of an option. */
const RUN_OPTIONS = optionTable(
  `--python-args= --with= --spec= --python= --fetch-python= -i|--index-url= --pip-args= --cooldown= --backend=
    -h|--help -q|--quiet -v|--verbose --skip-maintenance --global --no-cache --refresh --no-path-check --path
    --pypackages --fetch-missing-python --system-site-packages -e|--editable`,
  { strict: true, abbreviated: true },
);

/** Options of pip that bring no other package (pip 24: `pip install --help`). */
const PIP_OPTIONS = optionTable(
  `-i|--index-url= --extra-index-url= --trusted-host= --no-binary= --only-binary= --timeout= --retries= --cache-dir=
    --pre -U|--upgrade --no-cache-dir -q|--quiet -v|--verbose --no-input --disable-pip-version-check`,
  { strict: true },
);

/** `pipx run …`; other commands start nothing. */
export function pipxWords(words: readonly string[]): Identified | NotIdentified {
  if (words[0] !== 'run') return { problem: 'a command of pipx that starts no server' };
  const read = readOptions(words.slice(1), RUN_OPTIONS);
  const [app, ...args] = read?.operands ?? [];
  if (read === null || app === undefined) return UNKNOWN_OPTION;
  const { options } = read;
  const last = (name: string): string | null => lastValue(options, name);
  if (options.has('python-args')) return { problem: 'its option --python-args can change what runs' };
  if (options.has('pypackages') || options.has('help')) return { problem: 'a line that runs no package' };
  if (options.has('path')) return script(app);
  const spec = last('spec');
  // Without --spec, a file of that name comes first, and a URL must be a script.
  if (spec === null && /\.py$|^[.~/\\]|^[A-Za-z]:[\\/]/.test(app)) return script(app);
  // With uv behind it pipx also takes `name@version`; with pip it refuses that.
  const requirement = readToolRequirement(spec ?? app);
  if (requirement === null) return UNREADABLE_REQUIREMENT;
  const pip = readOptions((last('pip-args') ?? '').split(/\s+/).filter(Boolean), PIP_OPTIONS);
  const further = readExtras(options.get('with') ?? []);
  const command = spec === null ? (requirement.package ?? app) : app;
  return {
    launch: {
      launcher: 'pipx',
      ...requirement,
      extraPackages: further.extraPackages,
      registry: last('index-url') ?? (pip === null ? null : lastValue(pip.options, 'index-url')),
      entryCommand: spec === null ? null : app,
    },
    target: { kind: 'pipx-run', spec: spec ?? app, command },
    runs: { names: [...(spec === null ? [] : [app]), requirement.package ?? ''], args },
    ...asOpen([
      ...(hasVariable(spec ?? app) ? [VARIABLE_VERSION] : []),
      ...(further.unread > 0 ? ['a further package (--with) cannot be read'] : []),
      ...(pip?.operands.length === 0 ? [] : ['its option --pip-args can bring other packages']),
    ]),
  };
}

function script(path: string): Identified | NotIdentified {
  if (hasVariable(path) && /^[a-z]+:/i.test(path)) return { problem: 'a variable in a URL' };
  if (isHttpUrl(path)) {
    return {
      launch: { launcher: 'pipx', ...(readRequirement(path) ?? { ecosystem: 'url' }) },
      target: URL_SCRIPT,
    };
  }
  return {
    launch: { launcher: 'pipx', ecosystem: 'local', localEntry: path },
    target: { kind: 'python', interpreter: 'pipx', script: path, module: null },
    open: 'packages that the script itself asks for are not followed',
  };
}
