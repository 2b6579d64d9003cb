import { optionTable, variableIn } from '../syntax/options.ts';
import { prefixWrapper, unwrapLine, unwrapPrefix, type Prefix } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** `env`: GNU coreutils 9 and BSD; `-S` takes a line and splits it as a shell would, without its operators. */
const ENV: Prefix = {
  name: 'env',
  options: optionTable(
    `-i|--ignore-environment - -0|--null -u|--unset= -C|--chdir= -S|--split-string= -v|--debug -a|--argv0= -P=
    --block-signal=? --default-signal=? --ignore-signal=? --list-signal-handling`,
  ),
  assignments: true,
  cwd: 'chdir',
  opens: { P: 'its option -P has the program looked for in other folders' },
};

/** dotenvx 2.38. `-e` may take several values; the command then stands behind `--`. */
const DOTENVX: Prefix = {
  name: 'dotenvx run',
  verbs: ['run'],
  before: optionTable('-l|--log-level= -q|--quiet -v|--verbose -d|--debug'),
  options: optionTable(
    `-e|--env= -f|--env-file= -fk|--env-keys-file= -o|--overload --strict --profile= --convention= --ignore= --token=
    --mask=? --redact --no-armor --no-native --no-ops --no-1password --no-bitwarden -l|--log-level= -q|--quiet
    -v|--verbose -d|--debug`,
  ),
  environment: ['env'],
};

const CROSS_ENV: Prefix = { name: 'cross-env', options: optionTable(''), assignments: true };

const named = prefixWrapper(
  {
    id: 'environment',
    kind: 'environment',
    packages: {
      'npm:@dotenvx/dotenvx': 'dotenvx',
      'npm:cross-env': 'cross-env',
      'npm:env-cmd': 'env-cmd',
      'npm:envmcp': 'envmcp',
    },
  },
  {
    env: ENV,
    genv: ENV,
    dotenvx: DOTENVX,
    dx: DOTENVX,
    'cross-env': CROSS_ENV,
    'cross-env-shell': { ...CROSS_ENV, name: 'cross-env-shell', open: 'its words are read once more by a shell' },
    // env-cmd 11; a value of -e or -f may be left out, which only `--` can tell.
    'env-cmd': {
      name: 'env-cmd',
      options: optionTable(
        `-e|--environments= -f|--file= -x|--expand-envs --recursive --fallback --no-override --silent --use-shell
        --verbose -r|--rc-file=`,
      ),
      opens: {
        'use-shell': 'its words are read once more by a shell',
        'expand-envs': 'variables in its words are replaced',
      },
    },
    envmcp: { name: 'envmcp', options: optionTable('-e|--env-file=') },
  },
);

/** Programs that set variables and then start a command. */
export const environment: Wrapper = {
  ...named,
  unwrap(line) {
    const split = line.program === 'env' || line.program === 'genv' ? splitString(line.args) : null;
    if (split === null) return named.unwrap(line);
    const [before, text, after] = split;
    const inner = unwrapLine(text);
    if (inner.kind !== 'command') return inner;
    // The words of the string stand where the option stood, and may begin with assignments and further options of env.
    const assigned = (inner.environment ?? []).map((name) => `${name}=`);
    return unwrapPrefix(ENV, { ...line, args: [...before, ...assigned, ...inner.inner, ...after] });
  },
};

/** The words before and after `-S`, and its value; null where it is not used. */
function splitString(args: readonly string[]): [readonly string[], string, readonly string[]] | null {
  for (const [index, word] of args.entries()) {
    if (!word.startsWith('-')) {
      if (variableIn(word) === word) return null;
      continue;
    }
    const [, attached] = /^(?:-[iv0]*S=?|--split-string=)(.+)$/s.exec(word) ?? [];
    if (attached !== undefined) return [args.slice(0, index), attached, args.slice(index + 1)];
    if (/^(?:-[iv0]*S|--split-string)$/.test(word))
      return [args.slice(0, index), args[index + 1] ?? '', args.slice(index + 2)];
  }
  return null;
}
