import { optionTable } from '../syntax/options.ts';

const STYLE = { strict: true };

/** For every command of deno (deno 2.9: `deno --help`). */
const GLOBAL = '-L|--log-level= -q|--quiet';
export const DENO_OPTIONS = optionTable(GLOBAL, STYLE);

/** What `deno run` and `deno x` share (`deno run --help=full`). */
const RUNTIME = `${GLOBAL} --import-map= --node-modules-linker= -c|--config= --lock= --cert= --min-dep-age=
  --inspect-publish-uid= --location= --seed= --preload= --require= --conditions= --check=? --env-file=? --no-check=?
  --node-modules-dir=? --vendor=? -r|--reload=? --frozen|--frozen-lockfile=? --unsafely-ignore-certificate-errors=?
  --v8-flags=? --inspect=? --inspect-brk=? --inspect-wait=? --allow-scripts=? -P|--permission-set=? -R|--allow-read=?
  -W|--allow-write=? -I|--allow-import=? -N|--allow-net=? -E|--allow-env=? -S|--allow-sys=? --allow-run=?
  --allow-ffi=? --deny-read=? --deny-write=? --deny-net=? --deny-env=? --deny-sys=? --deny-run=? --deny-ffi=?
  --deny-import=? --ignore-env=? --ignore-read=? --no-remote --no-npm --no-config --no-lock --cached-only
  -A|--allow-all --no-prompt --allow-hrtime --unstable --unstable-bare-node-builtins --unstable-broadcast-channel
  --unstable-cron --unstable-detect-cjs --unstable-ffi --unstable-fs --unstable-http --unstable-kv --unstable-net
  --unstable-node-globals --unstable-otel --unstable-process --unstable-sloppy-imports --unstable-temporal
  --unstable-unsafe-proto --unstable-webgpu --unstable-worker-options`;

export const RUN_OPTIONS = optionTable(
  `${RUNTIME} --ext= --watch=? --hmr|--watch-hmr=? --watch-exclude=? --coverage=? --no-clear-screen --no-code-cache
    --use-env-proxy`,
  STYLE,
);

export const X_OPTIONS = optionTable(`${RUNTIME} -p|--package= --ignore-scripts=? -y|--yes`, STYLE);

export const TASK_OPTIONS = optionTable(
  `${GLOBAL} --cwd= -c|--config= -f|--filter= -j|--jobs= --lock= --env-file=? --node-modules-dir=?
    --frozen|--frozen-lockfile=? -r|--recursive --members --if-present --no-prefix --no-lock`,
  STYLE,
);

/** Options that load other code first, or replace what is imported. */
export const DENO_PRELOADS = ['preload', 'require', 'import-map', 'config', 'env-file'];
