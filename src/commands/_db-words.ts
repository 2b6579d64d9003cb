import { toMinute } from '../gate/times.ts';
import { paragraph } from './_paragraph.ts';

/** `1 record`, `220,123 records`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-GB')} ${number === 1 ? one : many}`;
}

/** `220,123 advisories`. */
export function advisories(number: number): string {
  return count(number, 'advisory', 'advisories');
}

/** `274.1 MB`, `12 kB`. */
export function size(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}

const UNITS: ReadonlyArray<readonly [name: string, ms: number]> = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** `3 hours old`, in the largest unit of which there are at least two; `of an unknown time` without one. */
export function age(time: string | null, now: Date): string {
  if (time === null) return 'of an unknown time';
  const ms = now.getTime() - Date.parse(time);
  if (ms < 0) return `of ${toMinute(time)}, which is still to come`;
  const [name, unit] = UNITS.find(([, length]) => ms >= 2 * length) ?? ['minute', 60_000];
  const number = Math.floor(ms / unit);
  return number === 0 ? 'less than a minute old' : `${count(number, name)} old`;
}

/** `npm, PyPI and Go`. */
export function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** The first few of a list, and how many more there are. */
export function firstOf(ids: readonly string[], most = 5): string {
  const more = ids.length - most;
  return `${ids.slice(0, most).join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : ''}`;
}

/** A label and a text that is wrapped beside it. */
export function row(label: string, indent: number, text: string, width: number): string {
  return `${label.padEnd(indent)}${paragraph(text, width, indent).slice(indent)}`;
}
