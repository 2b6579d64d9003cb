import type { Isolation } from '../../model/isolation.ts';
import { booleanIn, countIn, dataIn, own as ownKey, textIn, textsIn, type Data } from '../data.ts';
import { fact, unknownIsolation } from '../fact.ts';
import type { Surroundings } from '../surroundings.ts';
import { placeOf } from '../place.ts';
import { processorsIn } from '../amount.ts';
import type { Laid } from '../view.ts';
import { containerFacts } from './facts.ts';
import { heldBy } from './run.ts';
import type { ContainerSpec, Said } from './spec.ts';
import { own, targetOf } from './volumes.ts';

/**
 * What an engine says of a container, by the parsed answer of `docker inspect` or `podman inspect`: one object, or a list of one. Source: the
 * Docker Engine API, ContainerInspect.
 */
export function isolationOfContainer(inspected: unknown, around: Surroundings = {}): Isolation {
  const list = Array.isArray(inspected) ? inspected : [inspected];
  const container = list.length === 1 ? dataIn(list[0]) : null;
  const host = container === null ? null : dataIn(ownKey(container, 'HostConfig'));
  const config = container === null ? null : dataIn(ownKey(container, 'Config'));
  if (container === null || host === null || config === null)
    return unknownIsolation('observed', 'no answer of an engine about one container');
  const spec = specOf(container, host, config, around);
  const facts = containerFacts(spec, 'observed', around.home);
  const profile = textIn(ownKey(container, 'AppArmorProfile'));
  const confinement: Isolation['confinement'] =
    typeof profile === 'string' && profile !== ''
      ? fact('observed', profile === 'unconfined' ? 'unconfined' : 'confined', 'its AppArmor profile')
      : facts.confinement;
  return { ...facts, confinement };
}

function specOf(container: Data, host: Data, config: Data, around: Surroundings): ContainerSpec {
  // What the engine does not answer is not known; what it answers with nothing is not set.
  const get = <T>(key: string, read: (value: unknown) => T): T | null =>
    Object.hasOwn(host, key) ? read(host[key]) : null;
  const text = (key: string): Said<string> => get(key, textIn);
  const orDefault = (key: string): Said<string> => text(key) || (text(key) === null ? null : undefined);
  const mode = text('NetworkMode');
  const user = ownKey(config, 'User');
  return {
    engine: 'docker',
    // The engine has put the image's user here: none is root.
    user: user === '' ? '0' : typeof user === 'string' ? user : null,
    privileged: get('Privileged', booleanIn) ?? null,
    capAdd: get('CapAdd', textsIn),
    capDrop: get('CapDrop', textsIn),
    securityOptions: get('SecurityOpt', textsIn),
    networks: typeof mode === 'string' && mode !== '' ? [mode] : null,
    pid: text('PidMode'),
    ipc: text('IpcMode'),
    uts: text('UTSMode'),
    userns: orDefault('UsernsMode'),
    cgroupns: orDefault('CgroupnsMode'),
    pod: false,
    laid: laidBy(container, host, around),
    ...heldBy(ulimitsOf(host), {
      memory: unsetIfNone(get('Memory', countIn)),
      processes: unsetIfNone(get('PidsLimit', countIn)),
      cores: unsetIfNone(coresOf(host)),
    }),
    devices: Object.hasOwn(host, 'Devices') ? devicesOf(host) : null,
    volumesFrom: (textsIn(ownKey(host, 'VolumesFrom')) ?? ['']).length > 0,
    apiSocket: false,
    isHere: true,
  };
}

const unsetIfNone = (amount: Said<number>): Said<number> =>
  amount !== null && amount !== undefined && amount <= 0 ? undefined : amount;

function ulimitsOf(host: Data): string[] {
  const ulimits = ownKey(host, 'Ulimits');
  if (!Array.isArray(ulimits)) return [];
  return ulimits.slice(0, 100).map((one: unknown) => textIn(ownKey(dataIn(one) ?? {}, 'Name')) ?? '');
}

function coresOf(host: Data): Said<number> {
  if (!Object.hasOwn(host, 'NanoCpus')) return null;
  const [nano, quota, period] = ['NanoCpus', 'CpuQuota', 'CpuPeriod'].map((key) => countIn(ownKey(host, key)));
  const set = textIn(ownKey(host, 'CpusetCpus'));
  if ([nano, quota, period, set].includes(null)) return null;
  const ways = [
    (nano ?? 0) / 1e9,
    (quota ?? 0) / ((period ?? 0) > 0 ? Number(period) : 100_000),
    typeof set === 'string' && set !== '' ? (processorsIn(set) ?? Number.NaN) : 0,
  ];
  if (ways.some(Number.isNaN)) return null;
  const given = ways.filter((way) => way > 0);
  return given.length === 0 ? 0 : Math.min(...given);
}

function devicesOf(host: Data): string[] | null {
  const devices = ownKey(host, 'Devices') ?? [];
  const requests = ownKey(host, 'DeviceRequests') ?? [];
  const rules = textsIn(ownKey(host, 'DeviceCgroupRules'));
  if (!Array.isArray(devices) || !Array.isArray(requests) || rules === null) return null;
  const paths = devices
    .slice(0, 100)
    .map((device: unknown) => textIn(ownKey(dataIn(device) ?? {}, 'PathOnHost')) ?? 'a device');
  return [...paths, ...requests.slice(0, 1).map(() => 'a request for devices'), ...rules];
}

/** By `Mounts`, which has what volumes and binds have become; memory stands in `Tmpfs` alone. */
function laidBy(container: Data, host: Data, around: Surroundings): Laid[] | null {
  const mounts = ownKey(container, 'Mounts');
  if (!Array.isArray(mounts) || mounts.length > 1000) return null;
  const laid = mounts.map((mount: unknown): Laid | null => {
    const entry = dataIn(mount);
    const target = entry === null ? undefined : textIn(ownKey(entry, 'Destination'));
    if (entry === null || typeof target !== 'string') return null;
    const source = textIn(ownKey(entry, 'Source'));
    const isWritable = booleanIn(ownKey(entry, 'RW'));
    const access = typeof isWritable !== 'boolean' ? null : isWritable ? 'write' : 'read';
    switch (ownKey(entry, 'Type')) {
      case 'bind':
      case 'npipe':
        return typeof source === 'string'
          ? { from: 'machine', written: source, place: placeOf(source, around), target: targetOf(target), access }
          : null;
      case 'volume':
      case 'tmpfs':
      case 'image':
        return own(targetOf(target));
      default:
        return null;
    }
  });
  const memory = Object.keys(dataIn(ownKey(host, 'Tmpfs') ?? {}) ?? {}).map((target) => own(targetOf(target)));
  const known = laid.filter((one): one is Laid => one !== null);
  return known.length < laid.length ? null : [...known, ...memory];
}
