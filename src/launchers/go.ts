import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import type { Identified, Launcher, NotIdentified } from './index.ts';

/** Build flags of go 1.26 (`go help build`) and `-exec`; Go's flag package takes them with one dash or two. */
const FLAGS = `-C= -a -n -p= -race -msan -asan -cover -covermode= -coverpkg= -v -work -x -asmflags= -buildmode= -buildvcs
  -compiler= -gccgoflags= -gcflags= -installsuffix= -json -ldflags= -linkshared -mod= -modcacherw -modfile= -overlay= -pgo=
  -pkgdir= -tags= -trimpath -toolexec= -exec= -o=`;
const OPTIONS = optionTable(FLAGS.replace(/-(\w+)/g, '-$1|--$1'));

/** Flags that have another program run, or other code be built. */
const DIVERSIONS = ['exec', 'toolexec', 'overlay', 'modfile', 'compiler'];

/** `go run [build flags] package[@version] [args]` and `go tool name`. */
export const go: Launcher = {
  id: 'go',
  programs: ['go'],
  starts: 'go-run',
  identify({ args }) {
    const before = readOptions(args, optionTable('-C|--C='));
    const [verb, ...rest] = before?.operands ?? args;
    if (verb !== 'run' && verb !== 'tool') return { problem: 'a command of go that runs nothing' };
    const read = readOptions(rest, OPTIONS);
    if (read === null) return { problem: 'an option of go that is unknown' };
    const [name] = read.operands;
    if (name === undefined) return { problem: 'no package' };
    const cwd = lastValue(read.options, 'C') ?? (before === null ? null : lastValue(before.options, 'C'));
    const diverts = DIVERSIONS.some((flag) => read.options.has(flag));
    const identified = verb === 'tool' ? identifyTool(name, cwd) : identifyRun(name, cwd);
    return diverts
      ? { ...identified, open: 'an option of go has another program run or other code built' }
      : identified;
  },
};

/** A tool of the module in the working folder; the ones that come with Go have no slash. */
function identifyTool(name: string, cwd: string | null): Identified {
  return {
    launch: { launcher: 'go-run', variant: 'go-tool', ecosystem: 'local', entryCommand: name, cwd },
    target: { kind: 'go-run', package: name, version: null, local: true },
  };
}

function identifyRun(name: string, cwd: string | null): Identified | NotIdentified {
  if (/[$%]/.test(name) && !/[\\/]/.test(name)) return { problem: 'a variable for a package' };
  const at = name.lastIndexOf('@');
  const isPath =
    /^(?:\.|\/|[A-Za-z]:[\\/]|\\|~|[$%])/.test(name) || name.endsWith('.go') || !/^[^/\\]+\.[^/\\]+/.test(name);
  if (isPath) {
    return {
      launch: { launcher: 'go-run', ecosystem: 'local', localEntry: name, cwd },
      target: { kind: 'go-run', package: name, version: null, local: true },
    };
  }
  const version = at < 0 ? null : name.slice(at + 1);
  const path = at < 0 ? name : name.slice(0, at);
  return {
    launch: { launcher: 'go-run', ecosystem: 'go', package: path, version, pinned: isExact(version), cwd },
    target: { kind: 'go-run', package: path, version, local: false },
  };
}

/** An exact version is a full semantic one (Go modules reference, "Versions"), or a whole commit. */
function isExact(version: string | null): boolean {
  return version !== null && /^(?:v\d+\.\d+\.\d+(?:[-+][\w.+-]+)?|[0-9a-f]{40})$/.test(version);
}
