import type { Project } from '../project.ts';
import { textsOf, type Table } from '../toml.ts';
import type { Locked } from './index.ts';
import { lockedAs, packagesOf } from './locked.ts';

/** A requirement that counts with an extra only. */
function withExtra(requirement: string, extra: string): string {
  const [asked = '', marker] = requirement.split(/;(.*)/s);
  const condition = `extra == "${extra.replaceAll('"', '')}"`;
  return `${asked.trim()} ; ${marker === undefined ? condition : `(${marker.trim()}) and ${condition}`}`;
}

/** pdm.lock: a package with extras is an entry of its own beside the plain one. Source: pdm's models and lockfile format. */
export function pdmLock(lock: Table, project: Project): Locked {
  const byKey = new Map<string, { name: string; version: string; requires: string[]; extras: string[] }>();
  for (const { name, version, table } of packagesOf(lock['package'])) {
    const key = `${name}@${version}`;
    const known = byKey.get(key) ?? { name, version, requires: [], extras: [] };
    byKey.set(key, known);
    const extras = textsOf(table['extras']);
    const requires = textsOf(table['dependencies']);
    known.extras.push(...extras);
    known.requires.push(
      ...(extras.length === 0 ? requires : extras.flatMap((extra) => requires.map((one) => withExtra(one, extra)))),
    );
  }
  const distributions = [...byKey.values()].map((one) => lockedAs(one.name, one.version, one.requires, one.extras));
  return { distributions, roots: project.declared };
}
