import type { AffectedEntry, OsvRecord, Range, SeverityClaim } from '../advisory/record.ts';

/** In the place of what could not be read: it cannot be read either, so that the record stays as little whole as it was. */
const UNREADABLE = 0;

const claimOf = ({ type, score }: SeverityClaim) => ({ type, score });
const rangeOf = ({ type, events }: Range) => ({
  type,
  events: events.map(({ kind, version }) => ({ [kind]: version })),
});

function entryOf(entry: AffectedEntry) {
  const { ecosystem, name, versions, ranges, severity, informational, lastKnownAffected, whole } = entry;
  const remarks = {
    ...(informational === null ? {} : { informational }),
    ...(lastKnownAffected === null ? {} : { last_known_affected_version_range: lastKnownAffected }),
  };
  const listed = [...ranges.map(rangeOf), ...(whole ? [] : [UNREADABLE])];
  return {
    package: { ecosystem, name },
    ...(listed.length === 0 ? {} : { ranges: listed }),
    ...(versions.length === 0 ? {} : { versions }),
    ...(severity.length === 0 ? {} : { severity: severity.map(claimOf) }),
    ...(Object.keys(remarks).length === 0 ? {} : { database_specific: remarks }),
  };
}

/** A record in the OSV schema again, with what matching and reports need and no more. */
export function reducedRecord(record: OsvRecord): object {
  const { id, modified, withdrawnAt, aliases, summary, label, severity, affected, malicious, whole } = record;
  const remarks = {
    ...(label === null ? {} : { severity: label }),
    ...(malicious && !id.startsWith('MAL-') ? { cwe_ids: ['CWE-506'] } : {}),
  };
  return {
    id,
    ...(modified === null ? {} : { modified }),
    ...(withdrawnAt === null ? {} : { withdrawn: withdrawnAt }),
    ...(aliases.length === 0 ? {} : { aliases }),
    ...(summary === '' ? {} : { summary }),
    affected: [...affected.map(entryOf), ...(whole ? [] : [UNREADABLE])],
    ...(severity.length === 0 ? {} : { severity: severity.map(claimOf) }),
    ...(Object.keys(remarks).length === 0 ? {} : { database_specific: remarks }),
  };
}
