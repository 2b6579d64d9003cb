import type { Project } from '../project.ts';
import { isTable, listOf, tableAt, textOf, textsOf, type Table } from '../toml.ts';
import type { Locked } from './index.ts';
import { lockedAs, packagesOf, requirementOf } from './locked.ts';

/** `{ name, version?, extra?, marker? }` as a requirement; the version stands where the lock holds several. */
function requirements(listed: unknown, condition: string | null): string[] {
  return listOf(listed).flatMap((one) => {
    const name = isTable(one) ? textOf(one['name']) : null;
    if (!isTable(one) || name === null) return [];
    const version = textOf(one['version']);
    return requirementOf(name, textsOf(one['extra']), version === null ? '' : `==${version}`, [
      textOf(one['marker']),
      condition,
    ]);
  });
}

/** uv.lock. Source: uv-resolver/src/lock of uv 0.13. Projects without a build are no distributions. */
export function uvLock(lock: Table, project: Project): Locked {
  const listed = packagesOf(lock['package']);
  const all = listed.map(({ name, version, table }) => {
    const optional = Object.entries(tableAt(table, 'optional-dependencies'));
    const requires = [
      ...requirements(table['dependencies'], null),
      ...optional.flatMap(([extra, more]) => requirements(more, `extra == "${extra.replaceAll('"', '')}"`)),
    ];
    return {
      isVirtual: tableAt(table, 'source')['virtual'] !== undefined,
      distribution: lockedAs(name, version, requires),
    };
  });
  const own = all.find(({ distribution }) => distribution.name === project.name);
  const begins = own === undefined ? project.declared : [{ name: own.distribution.name, extras: [], specifier: '' }];
  const distributions = all.map(({ distribution, isVirtual }) =>
    isVirtual ? { ...distribution, id: '' } : distribution,
  );
  return { distributions, roots: begins };
}
