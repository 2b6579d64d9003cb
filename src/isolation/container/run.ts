import { lastValue, type ReadOptions } from '../../syntax/options.ts';
import { bytesIn, integerIn, numberIn, processorsIn } from '../amount.ts';
import { hasVariable } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { laidByMount, laidByVolume, own, targetOf } from './volumes.ts';
import type { ContainerSpec, Said } from './spec.ts';

/** What the options of `run` ask for. */
export function specOfRun(
  engine: ContainerSpec['engine'],
  { options }: Pick<ReadOptions, 'options'>,
  around: Surroundings,
  isHere: boolean,
): ContainerSpec {
  const last = (name: string): string | undefined => lastValue(options, name) ?? undefined;
  const text = (name: string): Said<string> => {
    const value = last(name);
    return value !== undefined && hasVariable(value) ? null : value;
  };
  return {
    engine,
    user: text('user'),
    privileged: switched(last('privileged')),
    capAdd: listOf(options.get('cap-add')),
    capDrop: listOf(options.get('cap-drop')),
    securityOptions: options.get('security-opt') ?? [],
    networks: plain(options.get('net') ?? [])?.map(networkIn) ?? null,
    pid: text('pid'),
    ipc: text('ipc'),
    uts: text('uts'),
    userns: text('userns'),
    cgroupns: text('cgroupns'),
    pod: options.has('pod') || options.has('pod-id-file'),
    laid: laidBy(options, around),
    ...heldBy(options.get('ulimit') ?? [], {
      memory: read(last('memory'), bytesIn),
      processes: read(last('pids-limit'), integerIn),
      cores: coresOf(last),
    }),
    devices: plain([
      ...(options.get('device') ?? []),
      ...(options.get('device-cgroup-rule') ?? []).map((rule) => `the rule ${rule}`),
      ...(options.get('gpus') ?? []).map((which) => `gpus ${which}`),
    ]),
    volumesFrom: options.has('volumes-from'),
    apiSocket: switched(last('use-api-socket')) === true,
    isHere,
  };
}

/** A switch of Go's flags: absent, alone, or with a value. */
export function switched(value: string | undefined): Said<boolean> {
  if (value === undefined) return undefined;
  if (/^(?:|1|t|true)$/i.test(value)) return true;
  return /^(?:0|f|false)$/i.test(value) ? false : null;
}

/** What limits of its processes do besides: how far they hold depends on its user. Each is `name=soft:hard`. */
export function heldBy(
  ulimits: readonly string[],
  limits: Pick<ContainerSpec, 'memory' | 'processes' | 'cores'>,
): Pick<ContainerSpec, 'memory' | 'processes' | 'cores'> {
  const has = (pattern: RegExp): boolean => ulimits.some((one) => pattern.test(one) || hasVariable(one));
  return {
    memory: limits.memory === undefined && has(/^(?:as|data)\b/) ? null : limits.memory,
    processes: limits.processes === undefined && has(/^nproc\b/) ? null : limits.processes,
    cores: limits.cores === undefined && has(/^cpu\b/) ? null : limits.cores,
  };
}

/** Values of which none is left to a variable. */
const plain = (values: readonly string[]): string[] | null => (values.some(hasVariable) ? null : [...values]);

/** A network may be written with settings: `name=net,ip=…`. */
const networkIn = (value: string): string => /(?:^|,)name=([^,]*)/.exec(value)?.[1] ?? value;

const listOf = (values: readonly string[] = []): string[] | null =>
  values.some(hasVariable) ? null : values.flatMap((value) => value.split(','));

function read(value: string | undefined, parse: (text: string) => number | null): Said<number> {
  return value === undefined ? undefined : parse(value);
}

/** By whichever of the ways to say it leaves the fewest. */
function coresOf(last: (name: string) => string | undefined): Said<number> {
  const period = read(last('cpu-period'), integerIn) ?? 100_000;
  const quota = read(last('cpu-quota'), integerIn);
  const ways = [
    read(last('cpus'), numberIn),
    quota === undefined || quota === null ? quota : quota <= 0 ? 0 : quota / (period > 0 ? period : 100_000),
    read(last('cpuset-cpus'), processorsIn),
  ].filter((way) => way !== undefined);
  const given = ways.filter((way) => way !== null && way > 0);
  if (ways.length === 0) return undefined;
  if (ways.includes(null)) return null;
  return given.length === 0 ? 0 : Math.min(...given.map(Number));
}

function laidBy(options: ReadOptions['options'], around: Surroundings): Laid[] | null {
  const laid = [
    ...(options.get('volume') ?? []).map((word) => laidByVolume(word, around)),
    ...(options.get('mount') ?? []).map((word) => laidByMount(word, around)),
    ...(options.get('tmpfs') ?? []).map((word) => own(targetOf(word.split(':', 1)[0] ?? ''))),
    ...(options.has('rootfs') ? [null] : []),
  ];
  const known = laid.filter((one): one is Laid => one !== null);
  // The engine mounts by depth, whatever the order of the words.
  return known.length < laid.length ? null : known.toSorted((a, b) => depth(a) - depth(b));
}

const depth = ({ target }: Laid): number => (target === null || target === '/' ? 0 : target.split('/').length);
