import { EVENT_KINDS, type AffectedEntry, type OsvRecord, type Range, type SeverityClaim } from '../advisory/record.ts';

/** Where the full text of a record lies in its segment's file of texts: raw deflate. */
export interface TextPlace {
  offset: number;
  length: number;
}

/** A record as it is kept: reduced to what matching and reports need. */
export interface Compact {
  record: OsvRecord;
  text: TextPlace | null;
  /** Stands for a record of an earlier segment that is no longer published. */
  removed: boolean;
}

type PackedClaim = [type: string, vector: string, base: number | null];
type PackedRange = [type: string, ...events: Array<[kind: number, version: string]>];
type PackedEntry = [
  ecosystem: string,
  name: string,
  versions: string[],
  ranges: PackedRange[],
  severity: PackedClaim[],
  informational: string | null,
  lastKnownAffected: string | null,
  whole: 0 | 1,
];
type PackedRecord = [
  id: string,
  modified: string | null,
  withdrawnAt: string | null,
  flags: number,
  aliases: string[],
  label: string | null,
  severity: PackedClaim[],
  summary: string,
  affected: PackedEntry[],
  text: [offset: number, length: number] | null,
];

const WHOLE = 1;
const MALICIOUS = 2;
const REMOVED = 4;

const packClaim = ({ type, score, base }: SeverityClaim): PackedClaim => [type, score, base ?? null];
const packRange = ({ type, events }: Range): PackedRange => [
  type,
  ...events.map(({ kind, version }): [number, string] => [EVENT_KINDS.indexOf(kind), version]),
];
const packEntry = (entry: AffectedEntry): PackedEntry => [
  entry.ecosystem,
  entry.name,
  entry.versions,
  entry.ranges.map(packRange),
  entry.severity.map(packClaim),
  entry.informational,
  entry.lastKnownAffected,
  entry.whole ? 1 : 0,
];

/** A record as one line of JSON, without the names of its fields. */
export function encode({ record, text, removed }: Compact): string {
  const packed: PackedRecord = [
    record.id,
    record.modified,
    record.withdrawnAt,
    (record.whole ? WHOLE : 0) | (record.malicious ? MALICIOUS : 0) | (removed ? REMOVED : 0),
    record.aliases,
    record.label,
    record.severity.map(packClaim),
    record.summary,
    record.affected.map(packEntry),
    text === null ? null : [text.offset, text.length],
  ];
  return JSON.stringify(packed);
}

const unpackClaim = ([type, score, base]: PackedClaim): SeverityClaim => ({ type, score, base });
const unpackRange = ([type, ...events]: PackedRange): Range => ({
  type,
  events: events.map(([kind, version]) => ({ kind: EVENT_KINDS[kind] ?? 'introduced', version })),
});
const unpackEntry = (packed: PackedEntry): AffectedEntry => {
  const [ecosystem, name, versions, ranges, severity, informational, lastKnownAffected, whole] = packed;
  return {
    ecosystem,
    name,
    versions,
    ranges: ranges.map(unpackRange),
    severity: severity.map(unpackClaim),
    informational,
    lastKnownAffected,
    whole: whole === 1,
  };
};

/** What `encode` made. It is kept under a checksum and so taken at its word; `now` settles what is withdrawn. */
export function decode(line: string, now: Date): Compact {
  const packed = JSON.parse(line) as PackedRecord;
  const [id, modified, withdrawnAt, flags, aliases, label, severity, summary, affected, text] = packed;
  return {
    record: {
      id,
      modified,
      withdrawn: withdrawnAt !== null && Date.parse(withdrawnAt) <= now.getTime(),
      withdrawnAt,
      malicious: (flags & MALICIOUS) !== 0,
      aliases,
      summary,
      label,
      severity: severity.map(unpackClaim),
      affected: affected.map(unpackEntry),
      whole: (flags & WHOLE) !== 0,
    },
    text: text === null ? null : { offset: text[0], length: text[1] },
    removed: (flags & REMOVED) !== 0,
  };
}
