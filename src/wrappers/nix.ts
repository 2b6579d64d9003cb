import { optionTable, readOptions } from '../syntax/options.ts';
import { unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

const ELSEWHERE = 'it runs with packages that Nix chooses, which are not read';

/** Options of `nix develop` and `nix shell` (Nix 2.30) that come before the command; `-c` takes the rest of the line. */
const NIX = optionTable(
  `--impure -L|--print-build-logs --offline --refresh --quiet -v|--verbose --debug --accept-flake-config --no-write-lock-file
  -i|--ignore-env|--ignore-environment --override-input=2 --option=2 --arg=2 --argstr=2 --extra-experimental-features=
  --experimental-features= --profile= -f|--file= --expr= -I|--include= --inputs-from= -k|--keep|--keep-env-var= -u|--unset=
  -s|--set-env-var=2 --phase= --redirect=2 --system= --max-jobs= -j= --cores= --eval-store=`,
);

/** Options of `nix-shell`; `-p` takes every word up to the next option. */
const NIX_SHELL = optionTable(
  '--pure --packages|-p --arg=2 --argstr=2 --option=2 -I= -A|--attr= -E|--expr= --keep= --run= --command= -i= --quiet -v',
);

/** `nix develop -c command`, `nix shell pkg -c command`, `nix-shell -p pkg --run line`; `nix run` is a launcher. */
export const nix: Wrapper = {
  id: 'nix',
  kind: 'environment',
  programs: ['nix', 'nix-shell'],
  packages: {},
  nameOf: ({ program, args }) =>
    program === 'nix' ? `nix ${args.find((word) => !word.startsWith('-')) ?? ''}` : 'nix-shell',
  unwrap({ program, args }) {
    if (program === 'nix-shell') {
      const line = readOptions(args, NIX_SHELL, 'mixed')?.options;
      const text = line?.get('run') ?? line?.get('command');
      if (text === undefined) return { problem: 'nix-shell without a line to run' };
      const inner = unwrapLine(text.at(-1) ?? '');
      return inner.kind === 'command' ? { ...inner, elsewhere: ELSEWHERE } : inner;
    }
    const verb = readOptions(args, NIX)?.operands[0];
    if (verb !== 'develop' && verb !== 'shell') return null;
    const start = args.findIndex((word) => word === '-c' || word === '--command');
    const inner = args.slice(start + 1);
    if (start < 0 || inner.length === 0) return { problem: 'an interactive shell of Nix' };
    return { kind: 'command', inner, elsewhere: ELSEWHERE };
  },
};
