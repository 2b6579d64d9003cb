import { optionTable } from '../syntax/options.ts';
import {
  BWRAP_OPTIONS,
  LANDRUN_OPTIONS,
  NSJAIL_OPTIONS,
  PRLIMIT_OPTIONS,
  SANDBOX_EXEC_OPTIONS,
  SETPRIV_OPTIONS,
  SRT_OPTIONS,
  SYSTEMD_RUN_OPTIONS,
  UNSHARE_OPTIONS,
} from '../syntax/sandbox-options.ts';
import { prefixWrapper, unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

const ELSEWHERE = 'its option has it run on another machine';

const named = prefixWrapper(
  { id: 'sandbox', kind: 'sandbox', packages: { 'npm:@anthropic-ai/sandbox-runtime': 'srt' } },
  {
    bwrap: {
      name: 'bwrap',
      options: BWRAP_OPTIONS,
      cwd: 'chdir',
      opens: { args: 'further words of its line come from a file descriptor' },
    },
    // Every option of firejail's is one word.
    firejail: { name: 'firejail', options: optionTable('') },
    srt: {
      name: 'srt',
      options: SRT_OPTIONS,
      line: 'c',
    },
    'sandbox-exec': { name: 'sandbox-exec', options: SANDBOX_EXEC_OPTIONS },
    nsjail: {
      name: 'nsjail',
      options: NSJAIL_OPTIONS,
      cwd: 'cwd',
      environment: ['env'],
      opens: {
        config: 'its file may name another program',
        exec_file: 'its option names another program',
        chroot: 'it runs in another root',
      },
    },
    'systemd-run': {
      name: 'systemd-run',
      options: SYSTEMD_RUN_OPTIONS,
      cwd: 'working-directory',
      environment: ['setenv'],
      opens: { host: ELSEWHERE, machine: ELSEWHERE },
    },
    unshare: {
      name: 'unshare',
      options: UNSHARE_OPTIONS,
      cwd: 'wd',
      opens: { root: 'it runs in another root' },
    },
    setpriv: {
      name: 'setpriv',
      options: SETPRIV_OPTIONS,
    },
    prlimit: {
      name: 'prlimit',
      options: PRLIMIT_OPTIONS,
    },
    landrun: {
      name: 'landrun',
      options: LANDRUN_OPTIONS,
      environment: ['env'],
    },
  },
);

/** Options of `codex sandbox` (Codex CLI); the platform is a word before them in older versions. */
const CODEX = optionTable(
  '--full-auto --log-denials -P|--permission-profile|--permissions-profile= -c|--config= --enable= --disable= -C|--cd=',
);

/** Programs that take rights from what they start. */
export const sandbox: Wrapper = {
  ...named,
  programs: [...named.programs, 'codex'],
  nameOf: (line) => (line.program === 'codex' ? 'codex sandbox' : named.nameOf(line)),
  unwrap(line) {
    if (line.program === 'firejail') return unwrapFirejail(line.args);
    if (line.program !== 'codex') return named.unwrap(line);
    const [verb, platform = '', ...rest] = line.args;
    if (verb !== 'sandbox') return null;
    const hasPlatform = /^(?:macos|seatbelt|linux|landlock|windows)$/.test(platform);
    const codex = prefixWrapper(
      { id: 'sandbox', kind: 'sandbox', packages: {} },
      { codex: { name: 'codex', options: CODEX } },
    );
    return codex.unwrap({ ...line, args: hasPlatform ? rest : line.args.slice(1) });
  },
};

function unwrapFirejail(args: readonly string[]): ReturnType<Wrapper['unwrap']> {
  const start = args.findIndex((word) => word === '--' || word === '-c' || !word.startsWith('--'));
  const joins = args.slice(0, Math.max(start, 0)).some((word) => /^--(?:join|net\.print|shutdown|list|top)/.test(word));
  const rest = args.slice(args[start] === '--' || args[start] === '-c' ? start + 1 : start);
  if (start < 0 || rest.length === 0) return { problem: 'a sandbox without a command' };
  const inner = args[start] === '-c' ? unwrapLine(rest[0] ?? '') : ({ kind: 'command', inner: rest } as const);
  return joins ? { ...inner, open: 'it joins a sandbox that runs already' } : inner;
}
