import { purlOf } from '../model/purl.ts';
import type { Vulnerability } from '../model/vulnerability.ts';
import type { PackageVersion } from './affects.ts';
import { cureVersion, fixedVersion, lastKnownAffected } from './fixed.ts';
import { idsOf, kindOf } from './group.ts';
import type { OsvRecord } from './record.ts';
import { rate } from './severity.ts';

const MALWARE = { severity: 'critical', severitySource: 'malware' } as const;

/** Where people read an advisory. Made from its id, never taken from its text. */
function pageOf(id: string): string {
  return id.startsWith('GHSA-') ? `https://github.com/advisories/${id}` : `https://osv.dev/vulnerability/${id}`;
}

/**
 * What a group of aliases, best record first, says of one package that it affects. `cure` mends what is known of the package
 * besides, too. `beyond`: what affects higher versions alone.
 */
export async function describe(
  group: readonly OsvRecord[],
  subject: PackageVersion,
  cure = cureVersion([group], subject),
  beyond: readonly OsvRecord[] = [],
): Promise<Vulnerability> {
  const fixed = fixedVersion([...group, ...beyond], subject);
  const kind = kindOf(group, subject);
  const rating = await rate(group, subject);
  const ids = idsOf(group);
  const [id = ''] = ids;
  // A record without details speaks only where no other does.
  const speakers = [...group.filter(({ affected }) => affected.length > 0), ...group];
  return {
    id,
    ids: ids.toSorted(),
    kind,
    ...rating,
    // Nobody scores malware: there is nothing to weigh.
    ...(kind === 'malware' && rating.severity === 'unknown' ? MALWARE : {}),
    exploited: null,
    epss: null,
    summary: speakers.find(({ summary }) => summary !== '')?.summary ?? '',
    url: pageOf(id),
    modified: speakers.find(({ modified }) => modified !== null)?.modified ?? null,
    affects: [
      {
        purl: purlOf(subject),
        fixed,
        cure: fixed === null ? null : cure,
        lastKnownAffected: lastKnownAffected(group, subject),
      },
    ],
  };
}
