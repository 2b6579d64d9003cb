import type { Distribution } from '../distribution.ts';
import { normaliseName } from '../requirement.ts';
import { isTable, listOf, textOf, type Table } from '../toml.ts';

/** A distribution that a lockfile names. */
export function lockedAs(
  name: string,
  version: string,
  requires: readonly string[] = [],
  extras: readonly string[] = [],
): Distribution {
  const normal = normaliseName(name);
  return {
    id: version === '' ? normal : `${normal}@${version}`,
    name: normal,
    version,
    requires,
    extras: extras.map(normaliseName),
    folder: null,
    site: null,
  };
}

/** The packages of a lockfile with their names and versions; what has no name is left out. */
export function packagesOf(listed: unknown): Array<{ name: string; version: string; table: Table }> {
  return listOf(listed).flatMap((table) => {
    const name = isTable(table) ? textOf(table['name']) : null;
    return isTable(table) && name !== null ? [{ name, version: textOf(table['version']) ?? '', table }] : [];
  });
}

/** A requirement in PEP 508's form, with all conditions that it has. */
export function requirementOf(
  name: string,
  extras: readonly string[],
  specifier: string,
  conditions: ReadonlyArray<string | null>,
): string {
  const brackets = extras.length === 0 ? '' : `[${extras.join(',')}]`;
  const marker = conditions.flatMap((condition) => (condition ? [`(${condition})`] : [])).join(' and ');
  return `${name}${brackets}${specifier}${marker === '' ? '' : ` ; ${marker}`}`;
}
