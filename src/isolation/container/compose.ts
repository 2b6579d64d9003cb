import { bytesIn, integerIn, numberIn, processorsIn } from '../amount.ts';
import { booleanIn, dataIn, own as ownKey, textIn, textsIn, type Data } from '../data.ts';
import { hasVariable, placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';
import { heldBy } from './run.ts';
import type { ContainerSpec, Said } from './spec.ts';
import { laidByVolume, laidFrom, own, targetOf } from './volumes.ts';

/** The services of a compose file by name; null where it has none that can be read. Source: the Compose Specification. */
export function servicesOf(compose: unknown): Map<string, Data> | null {
  const file = dataIn(compose);
  const services = file === null ? null : dataIn(ownKey(file, 'services'));
  if (file === null || services === null || Object.hasOwn(file, 'include')) return null;
  const entries = Object.entries(services).slice(0, 1000);
  const read = entries.flatMap(([name, value]) => {
    const service = dataIn(value);
    return service === null ? [] : [[name, service] as const];
  });
  return read.length < entries.length ? null : new Map(read);
}

/** What one service of a compose file asks for; null where it takes what is not in the file. */
export function specOfService(compose: unknown, name: string, around: Surroundings): ContainerSpec | null {
  const file = dataIn(compose);
  const service = servicesOf(compose)?.get(name);
  // Its paths begin at its own folder.
  const { cwd: _, ...others } = around;
  const folder = around.documents?.composeFolder;
  const beside = folder === undefined ? others : { ...others, cwd: folder };
  if (file === null || service === undefined || Object.hasOwn(service, 'extends') || Object.hasOwn(service, '<<'))
    return null;
  const text = (key: string): Said<string> => plainText(ownKey(service, key));
  const limits = limitsOf(service);
  const mode = text('network_mode');
  return {
    engine: 'docker',
    user: text('user'),
    privileged: booleanIn(ownKey(service, 'privileged')),
    capAdd: plainTexts(ownKey(service, 'cap_add')),
    capDrop: plainTexts(ownKey(service, 'cap_drop')),
    securityOptions: plainTexts(ownKey(service, 'security_opt')),
    networks: mode === undefined ? [] : mode === null || mode.startsWith('service:') ? null : [mode],
    ...(mode === undefined ? { networkReach: reachOf(file, service) } : {}),
    pid: text('pid'),
    ipc: text('ipc'),
    uts: text('uts'),
    userns: text('userns_mode'),
    cgroupns: text('cgroup'),
    pod: false,
    laid: laidBy(file, service, beside),
    ...heldBy(Object.keys(dataIn(ownKey(service, 'ulimits')) ?? {}), limits),
    devices: devicesOf(service),
    volumesFrom: !isEmpty(ownKey(service, 'volumes_from')),
    apiSocket: booleanIn(ownKey(service, 'use_api_socket')) !== false && Object.hasOwn(service, 'use_api_socket'),
    isHere: true,
  };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.length === 0);

function plainText(value: unknown): Said<string> {
  const text = textIn(value);
  return typeof text === 'string' && hasVariable(text) ? null : text;
}

function plainTexts(value: unknown): string[] | null {
  const texts = textsIn(value);
  return texts === null || texts.some(hasVariable) ? null : texts;
}

/** `all` where a network that the file makes leads out: neither internal nor made elsewhere, nor by a driver of its own. */
function reachOf(file: Data, service: Data): 'all' | null {
  const named = ownKey(service, 'networks');
  const names = isEmpty(named) ? ['default'] : (textsIn(named) ?? Object.keys(dataIn(named) ?? {}));
  const networks = dataIn(ownKey(file, 'networks') ?? {});
  if (networks === null) return null;
  const isOut = (name: string): boolean => {
    const network = ownKey(networks, name);
    if (network === undefined) return name === 'default';
    const settings = dataIn(network ?? {});
    if (settings === null) return false;
    const driver = ownKey(settings, 'driver') ?? 'bridge';
    return driver === 'bridge' && ['internal', 'external'].every((key) => (ownKey(settings, key) ?? false) === false);
  };
  return names.some(isOut) ? 'all' : null;
}

/** The limits of a service: its own, or those of its deployment, which count as well. */
function limitsOf(service: Data): { memory: Said<number>; processes: Said<number>; cores: Said<number> } {
  const deploy = dataIn(ownKey(service, 'deploy')) ?? {};
  const resources = dataIn(ownKey(deploy, 'resources')) ?? {};
  const limits = dataIn(ownKey(resources, 'limits')) ?? {};
  const read = (values: readonly unknown[], parse: (text: string) => number | null): Said<number> => {
    const texts = values.map(plainText).filter((one) => one !== undefined);
    const amounts = texts.map((one) => (one === null ? null : parse(one)));
    if (amounts.length === 0) return undefined;
    return amounts.some((one) => one !== amounts[0]) ? null : (amounts[0] ?? null);
  };
  const share = read([ownKey(service, 'cpus'), ownKey(limits, 'cpus')], numberIn);
  const set = read([ownKey(service, 'cpuset')], processorsIn);
  return {
    memory: read([ownKey(service, 'mem_limit'), ownKey(limits, 'memory')], bytesIn),
    processes: read([ownKey(service, 'pids_limit'), ownKey(limits, 'pids')], integerIn),
    cores:
      share === undefined ? set : set === undefined || share === null || set === null ? share : Math.min(share, set),
  };
}

function devicesOf(service: Data): string[] | null {
  const devices = plainTexts(ownKey(service, 'devices'));
  const rules = plainTexts(ownKey(service, 'device_cgroup_rules'));
  const reserved = ['deploy', 'resources', 'reservations'].reduce<Data>(
    (data, key) => dataIn(ownKey(data, key)) ?? {},
    service,
  );
  const gpus = isEmpty(ownKey(service, 'gpus')) && isEmpty(ownKey(reserved, 'devices')) ? [] : ['gpus'];
  return devices === null || rules === null ? null : [...devices, ...rules, ...gpus];
}

function laidBy(file: Data, service: Data, around: Surroundings): Laid[] | null {
  const volumes = ownKey(service, 'volumes') ?? [];
  const memory = ownKey(service, 'tmpfs');
  const folders = typeof memory === 'string' ? [memory] : textsIn(memory);
  if (!Array.isArray(volumes) || volumes.length > 1000 || folders === null) return null;
  const named = dataIn(ownKey(file, 'volumes') ?? {});
  const laid = volumes.map((volume: unknown) => laidByEntry(volume, named, around));
  const known = laid.filter((one): one is Laid => one !== null);
  return known.length < laid.length
    ? null
    : [...known, ...folders.map((folder) => own(targetOf(folder.split(':', 1)[0] ?? '')))];
}

function laidByEntry(volume: unknown, named: Data | null, around: Surroundings): Laid | null {
  if (typeof volume === 'string') {
    const laid = laidByVolume(volume, around);
    const source = volume.split(':', 1)[0] ?? '';
    return laid?.from === 'own' ? laidByName(source, laid, named, around) : laid;
  }
  const entry = dataIn(volume);
  if (entry === null) return null;
  const [type, source, target] = ['type', 'source', 'target'].map((key) => textIn(ownKey(entry, key)));
  const isRead = booleanIn(ownKey(entry, 'read_only'));
  const access = isRead === null ? null : isRead === true ? 'read' : 'write';
  if (typeof target !== 'string') return null;
  const seen = hasVariable(target) ? null : targetOf(target);
  switch (type) {
    case 'bind':
      return typeof source === 'string'
        ? { from: 'machine', written: source, place: placeOf(source, around), target: seen, access }
        : null;
    case 'volume':
      return laidByName(source ?? '', { ...own(seen), access }, named, around);
    case 'tmpfs':
      return own(seen);
    default:
      return null;
  }
}

/** A named volume, which the file may define as a folder of the machine. */
function laidByName(name: string, laid: Laid, named: Data | null, around: Surroundings): Laid | null {
  const volume = named === null ? null : ownKey(named, name);
  if (volume === undefined || volume === null) return named === null ? null : laid;
  const settings = dataIn(volume);
  const options = settings === null ? null : ownKey(settings, 'driver_opts');
  if (settings === null || Object.hasOwn(settings, 'external')) return null;
  if (options === undefined || options === null) return laid;
  const device = textIn(ownKey(dataIn(options) ?? {}, 'device'));
  return typeof device === 'string' && device !== 'tmpfs'
    ? laidFrom(device, laid.target ?? '', laid.access, around)
    : null;
}
