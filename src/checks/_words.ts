import { packageAsWritten, packageAtVersion } from '../model/launch.ts';
import type { Server } from '../model/server.ts';
import { locationsOf } from './_finding.ts';

/** At most so many characters, with an ellipsis where something was cut. */
export function shorten(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}

/** `a, b and c`; of a long list the first few and how many more there are. */
export function listed(items: readonly string[], most = 5): string {
  const shown = items.length > most ? [...items.slice(0, most), `${items.length - most} more`] : items;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `file:line` of every entry that declares the server. */
export function placesOf(server: Server): string {
  return listed(locationsOf(server).map(({ file, line }) => `${file}:${line}`));
}

/** The package as the launch line writes it. */
export const asWritten = ({ launch }: Server): string => packageAsWritten(launch);

/** The package at an exact version, as its launcher takes it; null where that cannot be said. */
export const atVersion = ({ launch, installation }: Server, version: string): string | null =>
  packageAtVersion(launch, version, installation?.digest ?? null);

/** A word for a command line that will be pasted into a shell: nothing in it runs. */
export function quoted(word: string): string {
  if (/^[\w@+=:,./\\-]+$/.test(word)) return word;
  if (!/["$`!%]|\\$/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", "'\\''")}'`;
}
