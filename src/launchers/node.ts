import type { Launcher } from './index.ts';

/** Node options that take the next word as their value (`node --help`, Node 20 to 24). Others take none or use `=`. */
const VALUED = new Set(
  `--allow-fs-read --allow-fs-write --build-snapshot-config -C --conditions --cpu-prof-dir --cpu-prof-interval
  --cpu-prof-name --diagnostic-dir --disable-proto --disable-warning --dns-result-order --env-file --env-file-if-exists
  --experimental-config-file --experimental-default-type --experimental-loader --loader --experimental-policy
  --experimental-sea-config --heap-prof-dir --heap-prof-interval --heap-prof-name --heapsnapshot-near-heap-limit
  --heapsnapshot-signal --icu-data-dir --import --input-type --inspect-publish-uid --localstorage-file
  --max-http-header-size --network-family-autoselection-attempt-timeout --openssl-config --policy-integrity
  --redirect-warnings --report-directory --report-dir --report-filename --report-signal -r --require --secure-heap
  --secure-heap-min --snapshot-blob --test-concurrency --test-name-pattern --test-reporter --test-reporter-destination
  --test-shard --test-timeout --title --tls-cipher-list --tls-keylog --trace-event-categories
  --trace-event-file-pattern --trace-require-module --unhandled-rejections --use-largepages --v8-pool-size
  --watch-path`.split(/\s+/),
);

/** Options after which the words are code, a test run or a package script, not a server's file. */
const NO_FILE = /^(-e|--eval|-p|-pe|--print|-i|--interactive|--test|--run|-c|--check|-v|--version|-h|--help)(=|$)/;

/** `node [options] script.js [args]`. */
export const node: Launcher = {
  id: 'node',
  programs: ['node', 'nodejs'],
  identify({ args }) {
    for (let index = 0; index < args.length; index++) {
      const word = args[index] ?? '';
      if (word === '--') return script(args[index + 1]);
      if (word === '-') break;
      if (!word.startsWith('-')) return script(word);
      if (NO_FILE.test(word)) return { problem: 'a node option that runs no file' };
      if (VALUED.has(word)) index++;
    }
    return { problem: 'no script' };
  },
};

function script(path: string | undefined): ReturnType<Launcher['identify']> {
  if (path === undefined || path === '') return { problem: 'no script' };
  if (/(^|[\\/])(npx|npm|npx-cli\.js|npm-cli\.js)$/i.test(path)) return { problem: 'npm or npx run as a script' };
  return {
    launch: { launcher: 'node', ecosystem: 'local', localEntry: path },
    target: { kind: 'script', path },
  };
}
