import type { Project } from '../project.ts';
import { parseRequirement } from '../requirement.ts';
import { isTable, listOf, tableAt, textOf, textsOf, type Table } from '../toml.ts';
import type { Locked } from './index.ts';
import { lockedAs, packagesOf, requirementOf } from './locked.ts';

/** A dependency is a range, a table, or several of these; ranges of Poetry's own grammar say nothing that the lock does not. */
function requirements(name: string, described: unknown, extra: string | null): string[] {
  const forms = Array.isArray(described) ? listOf(described) : [described];
  return forms.flatMap((form) => {
    const table = isTable(form) ? form : {};
    if (extra === null && table['optional'] === true) return [];
    const condition = extra === null ? null : `extra == "${extra.replaceAll('"', '')}"`;
    return requirementOf(name, textsOf(table['extras']), '', [textOf(table['markers']), condition]);
  });
}

/** poetry.lock of every version. Source: poetry's packages/locker.py. */
export function poetryLock(lock: Table, project: Project): Locked {
  const distributions = packagesOf(lock['package']).map(({ name, version, table }) => {
    const dependencies = tableAt(table, 'dependencies');
    const extras = Object.entries(tableAt(table, 'extras'));
    const requires = [
      ...Object.entries(dependencies).flatMap(([one, described]) => requirements(one, described, null)),
      ...extras.flatMap(([extra, listed]) =>
        textsOf(listed).flatMap((text) => {
          const wanted = parseRequirement(text)?.name ?? null;
          const key = Object.keys(dependencies).find((one) => parseRequirement(one)?.name === wanted);
          return wanted === null ? [] : requirements(wanted, key === undefined ? null : dependencies[key], extra);
        }),
      ),
    ];
    return lockedAs(
      name,
      version,
      requires,
      extras.map(([extra]) => extra),
    );
  });
  return { distributions, roots: project.declared };
}
