import { optionTable, readOptions } from '../syntax/options.ts';
import { simpleCommandOf } from '../syntax/shell-line.ts';
import { UNCLEAR, unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of bash 5, zsh 5, dash, ksh and fish that a line before its script or command can have. */
const OPTIONS = optionTable(
  `-c|--command -l|--login -i|--interactive -a -b -e -f -h -k -m -n -p|--private -r -s -t -u -v|--verbose -x -B -C -E -H -P
  -T -N|--no-config --norc --noprofile --posix --restricted --debugger --no-rcs -d --rcfile= --init-file= -o= -O=
  --init-command= --features=`,
);

/** What runs before the line that `-c` gives. */
const STARTUP = ['rcfile', 'init-file', 'init-command'];

/** `bash -c 'line'` and its relatives: one simple command is looked through. A script is the server itself. */
export const shell: Wrapper = {
  id: 'shell',
  kind: 'shell',
  programs: ['sh', 'bash', 'zsh', 'dash', 'ash', 'ksh', 'fish'],
  packages: {},
  nameOf({ program, args }) {
    const isLine = readOptions(args, OPTIONS)?.options.has('command') ?? false;
    const option = args.find((word) => /^(?:-[A-Za-z]*c[A-Za-z]*|--command)$/.test(word));
    return isLine && option !== undefined ? `${program} ${option}` : program;
  },
  unwrap({ program, args }) {
    const read = readOptions(
      // `+x` switches an option off.
      args.filter((word) => !/^\+[A-Za-z]+$/.test(word)),
      OPTIONS,
    );
    if (read === null) return UNCLEAR;
    const [first, ...rest] = read.operands;
    if (first === undefined || read.options.has('s')) return { problem: 'a shell without a line or a script' };
    const starts = STARTUP.some((name) => read.options.has(name));
    const open = starts ? { open: 'a startup file that its option names runs first' } : {};
    if (!read.options.has('command')) {
      return {
        kind: 'end',
        launch: { launcher: 'shell', variant: `${program}-file`, ecosystem: 'local', localEntry: first },
        target: { kind: 'unread', why: 'what a shell script starts is not read', hint: '' },
        ...open,
      };
    }
    // `bash -c 'exec "$@"' name command…` starts the words behind its line.
    const passed = simpleCommandOf(first)?.words;
    if (passed?.length === 1 && passed[0] === '$@' && rest.length > 1) {
      return { kind: 'command', inner: rest.slice(1), ...open };
    }
    return { ...unwrapLine(first), ...open };
  },
};
