import { optionTable } from '../syntax/options.ts';

const STYLE = { strict: true, joined: false };

/** `bun` and `bun run` (bun 1.4: `bun --help`). */
export const BUN_OPTIONS = optionTable(
  `--elide-lines= -F|--filter= --shell= --watch-kill-signal= --require|--import|-r|--preload= --cpu-prof-name=
    --cpu-prof-dir= --cpu-prof-interval= --heap-prof-name= --heap-prof-dir= --heap-prof-interval= --install= --port=
    --conditions= --fetch-preconnect= --max-http-header-size= --dns-result-order= --redirect-warnings=
    --disable-warning= --title= --unhandled-rejections= --console-depth= --user-agent= --main-fields= --extension-order=
    --tsconfig-override= -d|--define= --drop= --feature= -l|--loader= --jsx-factory= --jsx-fragment=
    --jsx-import-source= --jsx-runtime= --env-file= --cwd= --inspect=? --inspect-wait=? --inspect-brk=? -c|--config=?
    --silent -b|--bun --no-orphans --no-exit-on-error --watch --hot --no-clear-screen --check --smol --cpu-prof
    --cpu-prof-md --heap-prof --heap-prof-md --if-present --no-install -i --prefer-offline --prefer-latest
    --experimental-http2-fetch --experimental-http3-fetch --insecure-http-parser --experimental-stream-iter --expose-gc
    --no-deprecation --throw-deprecation --no-warnings --trace-warnings --trace-deprecation --pending-deprecation
    --zero-fill-buffers --use-system-ca --use-openssl-ca --use-bundled-ca --tls-min-v1.0 --tls-min-v1.1 --tls-min-v1.2
    --tls-min-v1.3 --tls-max-v1.2 --tls-max-v1.3 --redis-preconnect --sql-preconnect --no-addons --no-ffi-cc
    --preserve-symlinks --preserve-symlinks-main --no-macros --jsx-side-effects --ignore-dce-annotations --no-env-file`,
  STYLE,
);

/** Options that load other code first, or a file that can. */
export const BUN_PRELOADS = ['preload', 'config', 'env-file', 'tsconfig-override', 'define', 'loader'];

/** `bunx` (bun 1.4: `bunx --help`, and tried); it takes `-y` and does nothing with it. */
export const BUNX_OPTIONS = optionTable(
  `-p|--package= --cwd= --env-file= --minimum-release-age= --registry= --ca= --cafile= --shell= -c=? -b|--bun -y|--yes
    --no-install --trust --ignore-scripts --verbose --silent`,
  STYLE,
);
