import type { Isolation, Limit } from '../../src/model/isolation.ts';
import { commandLineOf } from '../../src/scan/command-line.ts';
import { launcherOf, wrapperInside, wrapperOf } from '../../src/scan/programs.ts';
import type { Step, Surroundings } from '../../src/isolation/index.ts';

/** The machine of the tables. */
export const AROUND: Surroundings = {
  home: '/home/alice',
  cwd: '/srv/start',
  project: '/srv/project',
  users: new Map([
    ['root', 0],
    ['alice', 1000],
    ['nobody', 65534],
  ]),
};

/** The programs of a line, one after the other, as a scan follows it; and whether it got to a server. */
export function stepsOf(words: readonly string[]): { steps: Step[]; isWhole: boolean } {
  const steps: Step[] = [];
  let rest: readonly string[] = words;
  for (let count = 0; count < 12; count++) {
    const [command = '', ...args] = rest;
    let line = commandLineOf(command, args);
    steps.push(line);
    let wrapper = wrapperOf(line.program);
    if (wrapper === undefined || wrapper.unwrap(line) === null) {
      const identified = launcherOf(line.program)?.identify(line);
      if (identified === undefined || 'problem' in identified) return { steps, isWhole: identified === undefined };
      const inside = wrapperInside(identified.runs?.names ?? [], identified.launch.ecosystem);
      if (identified.runs === undefined || inside === null) return { steps, isWhole: true };
      line = { program: inside.program, command: inside.program, args: identified.runs.args };
      wrapper = inside.wrapper;
      steps.push(line);
    }
    const result = wrapper.unwrap(line);
    if (result === null || 'problem' in result || result.kind !== 'command') return { steps, isWhole: false };
    rest = result.inner;
  }
  return { steps, isWhole: false };
}

/** Words of a line, where double quotes hold one together. */
export function wordsOf(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

function limit(value: Limit | null): string {
  if (value === null) return '?';
  if (value === 'none') return '-';
  if (value.unit === 'bytes') return `${value.amount / 1024 ** 2}M`;
  return `${value.amount}${{ processes: '', cores: 'c', seconds: 's' }[value.unit]}`;
}

function user({ value }: Isolation['user']): string {
  const { id, isRoot, isMapped, isSame } = value ?? { id: null, isRoot: null, isMapped: null, isSame: null };
  const who =
    isRoot === true
      ? 'root'
      : id !== null
        ? `uid ${id}`
        : isSame === true
          ? `same${isRoot === false ? ' not-root' : ''}`
          : isRoot === false
            ? 'not-root'
            : '?';
  return `${who}${isMapped === true ? '~' : ''}`;
}

/**
 * A record in one line: sandbox | user, `~` for one of a user namespace | reads/writes | network | memory processes cpu | no new
 * privileges, number of capabilities, filter | openings, `+?` where there may be more. `?` is not known, `-` none.
 */
export function short(isolation: Isolation): string {
  const { sandbox, filesystem, network, memory, processes, cpu, noNewPrivileges, capabilities, seccomp, openings } =
    isolation;
  const files = filesystem.value;
  const kinds = [...new Set((openings.value?.found ?? []).map(({ kind }) => kind))].sort().join(',') || '-';
  return [
    sandbox.value === null ? '?' : sandbox.value.join('+') || '-',
    user(isolation.user),
    files === null ? '?' : `${files.reads ?? '?'}/${files.writes ?? '?'}`,
    network.value === null
      ? '?'
      : network.value.reach === 'allow-list'
        ? `allow-list(${network.value.hosts?.join(',') ?? '?'})`
        : network.value.reach,
    [memory, processes, cpu].map(({ value }) => limit(value)).join(' '),
    [
      noNewPrivileges.value === null ? '?' : noNewPrivileges.value ? 'y' : 'n',
      capabilities.value?.length ?? '?',
      seccomp.value === null ? '?' : seccomp.value === 'filter' ? 'f' : '-',
    ].join(' '),
    openings.value === null ? '?' : `${kinds}${openings.value.isComplete ? '' : '+?'}`,
  ].join(' | ');
}
