import { projectScript } from './_project-script.ts';
import { scriptOwner } from './_script-owner.ts';
import type { Launcher } from './index.ts';

/** Node options that take the next word as their value (`node --help`, Node 20 to 24). Others take none or use `=`. */
const VALUED = new Set(
  `--allow-fs-read --allow-fs-write --build-snapshot-config -C --conditions --cpu-prof-dir --cpu-prof-interval
  --cpu-prof-name --debug-port --diagnostic-dir --disable-proto --disable-warning --dns-result-order --env-file
  --env-file-if-exists --experimental-config-file --experimental-default-type --experimental-loader
  --experimental-policy --experimental-sea-config --experimental-test-isolation --heap-prof-dir --heap-prof-interval
  --heap-prof-name --heapsnapshot-near-heap-limit --heapsnapshot-signal --icu-data-dir --import --input-type
  --inspect-port --inspect-publish-uid --loader --localstorage-file --max-http-header-size
  --max-old-space-size-percentage --network-family-autoselection-attempt-timeout --openssl-config --policy-integrity
  -r --redirect-warnings --report-dir --report-directory --report-filename --report-signal --require --secure-heap
  --secure-heap-min --snapshot-blob --test-concurrency --test-coverage-branches --test-coverage-exclude
  --test-coverage-functions --test-coverage-include --test-coverage-lines --test-global-setup --test-isolation
  --test-name-pattern --test-reporter --test-reporter-destination --test-rerun-failures --test-shard
  --test-skip-pattern --test-timeout --title --tls-cipher-list --tls-keylog --trace-event-categories
  --trace-event-file-pattern --trace-require-module --unhandled-rejections --use-largepages --v8-pool-size
  --watch-kill-signal --watch-path`.split(/\s+/),
);

/** Options after which the words are code or a test run, not a server's file. */
const NO_FILE = /^(-e|--eval|-p|-pe|--print|-i|--interactive|--test|-c|--check|-v|--version|-h|--help)$/;

/** Options that load further code before the script, or a file that can. */
const PRELOADS =
  /^(-r|--require|--import|--loader|--experimental-loader|--experimental(-default)?-config(-file)?|--env-file(-if-exists)?|--snapshot-blob|--openssl-config|--experimental-policy)$/;

/** `node [options] script.js [args]`. */
export const node: Launcher = {
  id: 'node',
  programs: ['node', 'nodejs'],
  starts: 'node',
  identify({ args }) {
    let preloads = false;
    for (let index = 0; index < args.length; index++) {
      const word = args[index] ?? '';
      if (word === '--') return script(args[index + 1], args.slice(index + 2), preloads);
      if (word === '-') break;
      if (!word.startsWith('-')) return script(word, args.slice(index + 1), preloads);
      const [written = ''] = word.split('=', 1);
      // Node takes `_` for `-` in the names of its options.
      const name = written.replaceAll('_', '-');
      if (name === '--run') {
        const named = word === written ? args[index + 1] : word.slice(written.length + 1);
        return named === undefined ? { problem: 'no script' } : projectScript('node-run', named, null);
      }
      if (NO_FILE.test(name)) return { problem: 'a node option that runs no file' };
      preloads ||= PRELOADS.test(name);
      if (VALUED.has(name) && word === written) index++;
    }
    return { problem: 'no script' };
  },
};

function script(
  path: string | undefined,
  args: readonly string[],
  preloads: boolean,
): ReturnType<Launcher['identify']> {
  if (path === undefined || path === '' || path === 'inspect') return { problem: 'no script' };
  if (/(^|[\\/])(npx|npm|npx-cli\.js|npm-cli\.js)$/i.test(path)) return { problem: 'npm or npx run as a script' };
  const owner = scriptOwner(path);
  return {
    launch: { launcher: 'node', ecosystem: 'local', localEntry: path },
    target: { kind: 'script', path },
    ...(owner === null ? {} : { runs: { names: [owner], args } }),
    ...(preloads ? { open: 'an option of node loads other code first, which is not followed' } : {}),
  };
}
