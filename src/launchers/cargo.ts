import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import type { Launcher } from './index.ts';

/** Options of every command of cargo 1.95, and of `cargo run`. */
const GLOBAL = `-v|--verbose -q|--quiet --color= -C= --locked --offline --frozen --config= -Z= --list --explain=`;
const RUN = `${GLOBAL} -p|--package= --bin= --example= -F|--features= --all-features --no-default-features -j|--jobs= --keep-going
  -r|--release --profile= --target= --target-dir= --manifest-path= --lockfile-path= --ignore-rust-version --message-format=
  --unit-graph --timings=?`;

const DIVERTS = ['config', 'Z'];

/** `cargo run [options] [-- args]`: the package of the working folder. */
export const cargo: Launcher = {
  id: 'cargo',
  programs: ['cargo'],
  starts: 'binary',
  identify({ args }) {
    const words = args[0]?.startsWith('+') ? args.slice(1) : args;
    const before = readOptions(words, optionTable(GLOBAL));
    const [verb = '', ...rest] = before?.operands ?? [];
    if (verb !== 'run' && verb !== 'r') return { problem: 'a command of cargo that is not followed' };
    const read = readOptions(rest, optionTable(RUN));
    if (before === null || read === null) return { problem: 'an option of cargo that is unknown' };
    const last = (name: string): string | null => lastValue(read.options, name);
    const diverts = DIVERTS.some((name) => read.options.has(name) || before.options.has(name));
    return {
      launch: {
        launcher: 'binary',
        variant: 'cargo-run',
        ecosystem: 'local',
        localEntry: last('manifest-path'),
        entryCommand: last('bin') ?? last('package') ?? last('example'),
        cwd: last('C') ?? lastValue(before.options, 'C'),
      },
      target: { kind: 'unread', why: 'crates are not read', hint: '' },
      ...(diverts ? { open: 'a setting given to cargo can have another program run' } : {}),
    };
  },
};
