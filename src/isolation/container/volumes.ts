import { hasVariable, placeOf } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import type { Laid } from '../view.ts';

/** A variable of a client or shell, whose own colon separates nothing. */
const VARIABLE = /\$\{[^{}]{0,200}\}/g;

/** Something of the machine or of its engine; a name without a slash is a volume that the engine keeps. */
export function laidFrom(source: string, target: string, access: Laid['access'], around: Surroundings): Laid {
  const isPath = /^(?:[./~\\]|[A-Za-z]:[\\/]|\$|%)/.test(source);
  const seen = /^\/[^$]*$/.test(target) ? targetOf(target) : null;
  if (!isPath && !hasVariable(source)) return own(seen);
  return { from: 'machine', written: source, place: placeOf(source, around), target: seen, access };
}

export const own = (target: string | null): Laid => ({
  from: 'own',
  written: null,
  place: null,
  target,
  access: 'write',
});

/** A path in a sandbox, without what leads nowhere. */
export function targetOf(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** `-v source:target:options`; null where it cannot be read. */
export function laidByVolume(word: string, around: Surroundings): Laid | null {
  const variables: string[] = [];
  const plain = word.replace(VARIABLE, (variable) => {
    variables.push(variable);
    return `\u0001${variables.length - 1}\u0001`;
  });
  const back = (text: string): string =>
    text.replace(/\u0001(\d+)\u0001/g, (_, index) => variables[Number(index)] ?? '');
  const [, drive = '', rest = ''] = /^([A-Za-z]:(?=[\\/]))?(.*)$/s.exec(plain) ?? [];
  const [first = '', second, options = '', ...more] = rest.split(':');
  if (more.length > 0 || word.includes('\u0001')) return null;
  // A variable alone may be all of it: source, target and options.
  if (second === undefined)
    return first.startsWith('\u0001') ? null : own(first.startsWith('/') ? targetOf(first) : null);
  const flags = options === '' ? [] : options.split(',');
  const isUnclear = hasVariable(back(options)) || flags.some((flag) => !/^[A-Za-z][\w=-]*$/.test(flag));
  const isRead = flags.some((flag) => /^(?:ro|readonly|O)$/.test(flag));
  return laidFrom(back(drive + first), back(second), isUnclear ? null : isRead ? 'read' : 'write', around);
}

/** `--mount type=bind,source=…,target=…`; null where it cannot be read. */
export function laidByMount(word: string, around: Surroundings): Laid | null {
  // Quotes of CSV, and variables that may hold any field.
  if (word.includes('"')) return null;
  const fields = new Map<string, string>();
  const options = new Map<string, string>();
  for (const field of word.split(',')) {
    const [, key = '', value = 'true'] = /^([\w-]+)(?:=(.*))?$/s.exec(field.trim()) ?? [];
    if (key === '') return null;
    const [, option, set = ''] = key === 'volume-opt' ? (/^([\w-]+)=(.*)$/s.exec(value) ?? []) : [];
    if (option !== undefined) options.set(option, set);
    else fields.set(key.toLowerCase(), value);
  }
  const get = (...names: string[]): string | undefined =>
    names.map((name) => fields.get(name)).find((one) => one !== undefined);
  const source = get('source', 'src') ?? '';
  const target = get('target', 'dst', 'destination') ?? '';
  const seen = /^\/[^$]*$/.test(target) ? targetOf(target) : null;
  const switched = get('readonly', 'ro');
  const access =
    switched === undefined
      ? 'write'
      : /^(?:true|1)$/.test(switched)
        ? 'read'
        : /^(?:false|0)$/.test(switched)
          ? 'write'
          : null;
  switch (get('type') ?? 'volume') {
    case 'tmpfs':
    case 'ramfs':
    case 'devpts':
    case 'image':
      return own(seen);
    case 'volume': {
      // A volume whose driver is told to bind a folder of the machine.
      const device = options.get('device');
      return device === undefined
        ? own(seen)
        : laidFrom(device.startsWith('/') ? device : `/${device}`, target, access, around);
    }
    case 'bind':
    case 'glob':
      return { from: 'machine', written: source, place: placeOf(source, around), target: seen, access };
    default:
      return null;
  }
}
