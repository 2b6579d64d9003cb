import { redactUrl } from '../credential/redact.ts';
import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import type { Launcher } from './index.ts';

/** Options of `nix run` (Nix 2.30), before and after the verb. */
const OPTIONS = optionTable(
  `--impure -L|--print-build-logs --offline --refresh --quiet -v|--verbose --debug --accept-flake-config
  --no-accept-flake-config --no-write-lock-file --no-update-lock-file --no-registries --commit-lock-file --recreate-lock-file
  --update-input= --reference-lock-file= --output-lock-file= --override-input=2 --override-flake=2 --option=2 --arg=2
  --argstr=2 --arg-from-file=2 --arg-from-stdin= --extra-experimental-features= --experimental-features= -f|--file= --expr=
  -I|--include= --inputs-from= -i|--ignore-env|--ignore-environment -k|--keep|--keep-env-var= -u|--unset= -s|--set-env-var=2
  --system= --max-jobs= -j= --cores= --eval-store= --store= --builders= --log-format= --rebuild --repair --no-net --show-trace
  --print-out-paths --command= --derivation --debugger --profile=`,
);

const COMMIT = /(?:[/?&](?:rev=)?)([0-9a-f]{40})(?:[/?&#]|$)/;

/** `nix run [installable] [-- args]`; shells of Nix are looked through. */
export const nix: Launcher = {
  id: 'nix',
  programs: ['nix'],
  starts: 'binary',
  identify({ args }) {
    const before = readOptions(args, OPTIONS);
    const [verb, ...rest] = before?.operands ?? [];
    if (verb !== 'run') return { problem: 'a command of nix that is not followed' };
    const end = rest.indexOf('--');
    const read = readOptions(end < 0 ? rest : rest.slice(0, end), OPTIONS);
    if (before === null || read === null) return { problem: 'an option of nix that is unknown' };
    const diverts = [before, read].some(
      ({ options }) => options.has('override-input') || options.has('override-flake'),
    );
    const isExpression = read.options.has('file') || read.options.has('expr');
    const installable = read.operands[0] ?? '.';
    const isLocal = isExpression || /^(?:[./~#]|path:)/.test(installable);
    const commit = COMMIT.exec(installable.split('#', 1)[0] ?? '')?.[1] ?? null;
    return {
      launch: isLocal
        ? {
            launcher: 'binary',
            variant: 'nix-run',
            ecosystem: 'local',
            localEntry: lastValue(read.options, 'file') ?? installable,
          }
        : {
            launcher: 'binary',
            variant: 'nix-run',
            ecosystem: 'nix',
            version: commit,
            pinned: commit !== null,
            sourceUrl: redactUrl(installable),
          },
      target: { kind: 'unread', why: 'packages of Nix are not read', hint: '' },
      ...(diverts ? { open: 'its options put other sources in the place of those that are locked' } : {}),
    };
  },
};
