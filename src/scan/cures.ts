import type { Package } from '../advisories/index.ts';
import { cureVersion, fixedVersion } from '../advisory/fixed.ts';
import { groupByAlias } from '../advisory/group.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { purlOf } from '../model/purl.ts';

/** A package with what affects it. */
export interface AffectedPackage {
  subject: Package;
  /** Of aliases. */
  groups: OsvRecord[][];
}

/** The records that affect each of some packages, by purl. */
type Ask = (packages: ReadonlyMap<string, Package>) => Promise<ReadonlyMap<string, ReadonlyMap<string, OsvRecord>>>;

/** A cure that is itself affected is looked for anew at most so often. */
const ROUNDS = 3;

/** What is no cure for a package: malware, and what a still higher version is free of. What none is free of cannot be avoided. */
function inTheWay(records: readonly OsvRecord[], cure: Package): OsvRecord[] {
  return groupByAlias(records).flatMap((group) =>
    group.some(({ malicious }) => malicious) || fixedVersion(group, cure) !== null ? group : [],
  );
}

/**
 * The records that affect the versions which would be advised, and not the installed one: nobody is to be sent from one vulnerability
 * into another. By the purl of the installed package. What is asked here leaves no gap: it is advice and no answer.
 */
export async function findBeyond(affected: readonly AffectedPackage[], ask: Ask): Promise<Map<string, OsvRecord[]>> {
  const beyond = new Map<string, OsvRecord[]>();
  let open = affected;
  for (let round = 0; round < ROUNDS && open.length > 0; round++) {
    const cures = new Map<AffectedPackage, Package>();
    for (const one of open) {
      const version = cureVersion(one.groups, one.subject, beyond.get(purlOf(one.subject)));
      if (version !== null) cures.set(one, { ...one.subject, version });
    }
    if (cures.size === 0) break;
    const found = await ask(new Map([...cures.values()].map((cure) => [purlOf(cure), cure])));
    open = [...cures].flatMap(([one, cure]) => {
      const known = new Set(one.groups.flat().map(({ id }) => id));
      const records = [...(found.get(purlOf(cure))?.values() ?? [])].filter(({ id }) => !known.has(id));
      const purl = purlOf(one.subject);
      const others = inTheWay(records, cure);
      if (others.length === 0) return [];
      beyond.set(purl, [...(beyond.get(purl) ?? []), ...others]);
      return one;
    });
  }
  return beyond;
}
