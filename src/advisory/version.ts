import { alpineVersions } from './alpine-version.ts';
import { debianVersions } from './debian-version.ts';
import { withoutRelease } from './ecosystem.ts';
import { goVersions } from './go-version.ts';
import { mavenVersions } from './maven-version.ts';
import { nugetVersions } from './nuget-version.ts';
import { pythonVersions } from './python-version.ts';
import { semanticVersions } from './semantic-version.ts';

/** How the versions of one ecosystem are ordered. Adding one: a file here and a line in `ORDERS`. */
export interface VersionOrder {
  /** Negative, zero or positive; null when one of the two is no version of this ecosystem. Never guesses. */
  compare(a: string, b: string): number | null;
}

/** By OSV's name without a release. */
const ORDERS: ReadonlyMap<string, VersionOrder> = new Map([
  ['npm', semanticVersions],
  ['crates.io', semanticVersions],
  ['PyPI', pythonVersions],
  ['Go', goVersions],
  ['NuGet', nugetVersions],
  ['Maven', mavenVersions],
  ['Debian', debianVersions],
  ['Ubuntu', debianVersions],
  ['Alpine', alpineVersions],
  ['Wolfi', alpineVersions],
  ['Chainguard', alpineVersions],
]);

/** For ecosystems without an order here: nothing can be told. */
const UNORDERED: VersionOrder = { compare: () => null };

const orderWithin = (ecosystem: string): VersionOrder | undefined => ORDERS.get(withoutRelease(ecosystem));

/** Whether versions of this ecosystem (by OSV's name, with or without a release: `Debian:12`) can be compared at all. */
export function isOrdered(ecosystem: string): boolean {
  return orderWithin(ecosystem) !== undefined;
}

export function orderOf(ecosystem: string): VersionOrder {
  return orderWithin(ecosystem) ?? UNORDERED;
}
