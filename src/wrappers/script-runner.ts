import { optionTable, readOptions } from '../syntax/options.ts';
import { UNCLEAR } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** What runners of JavaScript and TypeScript take before the script: their own options and the common ones of node. */
const OPTIONS = optionTable(
  `--tsconfig= --no-cache --clear-screen=? --include= --exclude= --ignore= --no-warnings --enable-source-maps --inspect=?
  --inspect-brk=? --trace-warnings --trace-deprecation --watch --watch-path= --watch-preserve-output --env-file=
  --env-file-if-exists= --conditions= -C= --max-old-space-size=? --experimental-vm-modules
  --experimental-specifier-resolution=? --experimental-strip-types --experimental-transform-types --experimental-sqlite
  --unhandled-rejections= -r|--require= --import= --loader|--experimental-loader= -T|--transpile-only -P|--project=
  -O|--compiler-options|--compilerOptions= -I|--ignore-diagnostics= -H|--compiler-host --esm --swc --files --pretty --cwd=
  --cwd-mode --script-mode --log-error --skip-ignore --skip-project --preferTsExts --prefer-ts-exts --scope
  --experimentalSpecifierResolution= -D= -s --scriptMode --cwdMode --compilerHost --logError --skipProject --skipIgnore
  --transpileOnly --typeCheck|--type-check --compiler= --transpiler= --emit --dir= --scopeDir|--scope-dir= --respawn
  --exit-child --quiet --verbose --config= -c= --root= --mode= -m= --options.deps= --script --presets= --extensions= -x=
  --root-mode=`,
);

/** nodemon 3: most of its options say what to watch. */
const NODEMON = optionTable(
  `-w|--watch= -e|--ext= -x|--exec= -i|--ignore= -d|--delay= -s|--signal= -V|--verbose -q|--quiet -L|--legacy-watch
  -C|--on-change-only -I|--no-stdin -P|--polling-interval= --js --config= --cwd= --spawn --dump --exitcrash --no-colors
  --no-colours --no-update-notifier --inspect=? --inspect-brk=?
  -r|--require= --import= --env-file= --no-warnings --enable-source-maps`,
);

/** Options that run further code, or something else than the script. */
const DIVERTS = /^(?:-r|--require|--import|--loader|--experimental-loader|--env-file|--env-file-if-exists)(?:=|$)/;
const NO_SCRIPT = /^(?:-e|--eval|-p|--print|-pe|-i|--interactive|--test|-x|--exec)(?:=|$)/;

/** `tsx server.ts` and its like: the runner is what starts, the script is what it runs. */
export const scriptRunner: Wrapper = {
  id: 'script-runner',
  kind: 'runner',
  programs:
    `tsx ts-node ts-node-esm ts-node-script ts-node-cwd ts-node-transpile-only ts-node-dev tsnd nodemon node-dev vite-node
    esno esr jiti babel-node swc-node sucrase-node tsimp tsm tsno ts-eager ts-script`.split(/\s+/),
  packages: {
    'npm:tsx': 'tsx',
    'npm:ts-node': 'ts-node',
    'npm:ts-node-dev': 'ts-node-dev',
    'npm:nodemon': 'nodemon',
    'npm:node-dev': 'node-dev',
    'npm:vite-node': 'vite-node',
    'npm:esno': 'esno',
    'npm:esbuild-runner': 'esr',
    'npm:jiti': 'jiti',
    'npm:@babel/node': 'babel-node',
    'npm:@swc-node/cli': 'swc-node',
    'npm:sucrase': 'sucrase-node',
    'npm:tsimp': 'tsimp',
    'npm:tsm': 'tsm',
    'npm:ts-eager': 'ts-eager',
  },
  nameOf: () => null,
  unwrap({ program, args }) {
    const words = program === 'tsx' && args[0] === 'watch' ? args.slice(1) : args;
    if (words.length === 0) return { problem: 'a runner without a script' };
    // nodemon's -e is a list of endings; elsewhere it is code.
    const isCode = NO_SCRIPT.test(words[0] ?? '') && !(program === 'nodemon' && words[0] === '-e');
    const read = isCode ? null : readOptions(words, program === 'nodemon' ? NODEMON : OPTIONS);
    if (read === null) return UNCLEAR;
    const [path] = read.operands;
    if (path === undefined) return { problem: 'a runner without a script' };
    if (read.options.has('exec') || read.options.has('x'))
      return { problem: 'a runner that starts another command for the script' };
    const before = words.slice(0, words.length - read.operands.length);
    const diverts = before.some((word) => DIVERTS.test(word));
    return {
      kind: 'script',
      script: path,
      target: { kind: 'script', path },
      ...(diverts ? { open: 'an option loads other code first, which is not followed' } : {}),
    };
  },
};
