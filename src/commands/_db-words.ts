/** `220,123 advisories`. */
export function advisories(count: number): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? 'advisory' : 'advisories'}`;
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
  if (ms < 0) return `of ${time}, which is still to come`;
  const [name, unit] = UNITS.find(([, size]) => ms >= 2 * size) ?? ['minute', 60_000];
  const count = Math.floor(ms / unit);
  return count === 0 ? 'less than a minute old' : `${count} ${name}${count === 1 ? '' : 's'} old`;
}

/** The first few of a list, and how many more there are. */
export function firstOf(ids: readonly string[], most = 5): string {
  const more = ids.length - most;
  return `${ids.slice(0, most).join(', ')}${more > 0 ? ` and ${more.toLocaleString('en-GB')} more` : ''}`;
}
