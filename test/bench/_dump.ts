import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { crc32, deflateRawSync } from 'node:zlib';

/** Numbers that look like chance and are the same in every run (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = 'ba co du fe gi ho ju ka le mi no pu ra se ti vo wa xi ye zu'.split(' ');

export interface Dump {
  /** The folder of a mirror: `npm/all.zip` and `npm/modified_id.csv` are in it. */
  folder: string;
  records: number;
  /** Bytes of the zip, and of the records in it. */
  zip: number;
  json: number;
  /** A record by its number, as it is in the dump; with another time it is a newer one. */
  record(number: number, modified?: string): { id: string; modified: string; name: string };
  /** The lines of the list, sorted as the source sorts them. */
  list: string[];
}

/**
 * A dump in the shape of OSV's for npm: mostly malware with its versions listed and words about it, and a twentieth
 * vulnerabilities with ranges, vectors and long texts. Always the same for the same number of records. Some are about `packages`.
 */
export function makeDump(folder: string, count: number, packages: readonly string[] = []): Dump {
  const random = chance(20_261_123);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const word = (): string => Array.from({ length: 1 + Math.floor(random() * 4) }, () => pick(SYLLABLES)).join('');
  const words = Array.from({ length: 4000 }, word);
  const text = (length: number): string => Array.from({ length }, () => pick(words)).join(' ');
  const hex = (length: number): string => Array.from({ length }, () => Math.floor(random() * 16).toString(16)).join('');
  const version = (): string => `${Math.floor(random() * 9)}.${Math.floor(random() * 20)}.${Math.floor(random() * 20)}`;
  const start = Date.parse('2021-01-01T00:00:00Z');

  const make = (number: number) => {
    const isMalware = number % 20 !== 0;
    const real = number % 400 === 0 ? packages[(number / 400) % Math.max(1, packages.length)] : undefined;
    const name = real ?? `${word()}-${word()}-${number % 60_000}`;
    const id = isMalware
      ? `MAL-${2021 + (number % 6)}-${number}`
      : `GHSA-${hex(4)}-${number.toString(36).padStart(4, '2')}-${hex(4)}`;
    const modified = new Date(
      start + Math.floor((number / count) * 1.8e11) + Math.floor(random() * 1000),
    ).toISOString();
    const common = { schema_version: '1.7.4', id, modified, published: modified, name };
    if (isMalware) {
      const versions = Array.from({ length: 1 + Math.floor(random() * 3) }, version);
      return {
        ...common,
        summary: `Malicious code in ${name} (npm)`,
        details: `${text(90)}\n\n${text(60)}`,
        affected: [{ package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` }, versions }],
        credits: [{ name: text(2), type: 'FINDER' }],
        database_specific: {
          'malicious-packages-origins': [
            { source: 'bench', sha256: hex(64), import_time: modified, modified_time: modified, versions },
          ],
        },
      };
    }
    return {
      ...common,
      aliases: [`CVE-${2021 + (number % 6)}-${number}`],
      summary: text(8),
      details: text(350),
      severity: [
        {
          type: 'CVSS_V3',
          score: pick(['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:C/C:L/I:L/A:N']),
        },
      ],
      affected: [
        {
          package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: version() }] }],
        },
        {
          package: { ecosystem: 'npm', name, purl: `pkg:npm/${name}` },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '10.0.0' }, { fixed: '10.4.2' }] }],
        },
      ],
      references: Array.from({ length: 5 }, () => ({ type: 'WEB', url: `https://example.org/${hex(24)}` })),
      database_specific: {
        severity: pick(['LOW', 'MODERATE', 'HIGH', 'CRITICAL']),
        cwe_ids: ['CWE-79'],
        github_reviewed: true,
      },
    };
  };

  mkdirSync(join(folder, 'npm'), { recursive: true });
  const file = openSync(join(folder, 'npm/all.zip'), 'w');
  const heads: Array<{ id: string; modified: string; name: string }> = [];
  const directory: Buffer[] = [];
  let offset = 0;
  let json = 0;
  for (let number = 0; number < count; number++) {
    const { name, ...record } = make(number);
    heads.push({ id: record.id, modified: record.modified, name });
    const bytes = Buffer.from(JSON.stringify(record));
    const packed = deflateRawSync(bytes);
    const encoded = Buffer.from(`${record.id}.json`);
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(crc32(bytes), 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(bytes.length, 18);
    fields.writeUInt16LE(encoded.length, 22);
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, encoded, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, tail, encoded]));
    writeSync(file, local);
    offset += local.length;
    json += bytes.length;
  }
  const listed = Buffer.concat(directory);
  const end64 = Buffer.alloc(56 + 20);
  end64.write('PK\u0006\u0006', 0, 'latin1');
  end64.writeBigUInt64LE(44n, 4);
  end64.writeBigUInt64LE(BigInt(count), 24);
  end64.writeBigUInt64LE(BigInt(count), 32);
  end64.writeBigUInt64LE(BigInt(listed.length), 40);
  end64.writeBigUInt64LE(BigInt(offset), 48);
  end64.write('PK\u0006\u0007', 56, 'latin1');
  end64.writeBigUInt64LE(BigInt(offset + listed.length), 64);
  end64.writeUInt32LE(1, 72);
  const end = Buffer.alloc(22, 0xff);
  end.write('PK\u0005\u0006\u0000\u0000\u0000\u0000', 0, 'latin1');
  end.writeUInt16LE(0, 20);
  for (const part of [listed, end64, end]) writeSync(file, part);
  closeSync(file);
  const list = heads
    .map(({ id, modified }) => `${modified},${id}`)
    .sort()
    .toReversed();
  writeFileSync(join(folder, 'npm/modified_id.csv'), `${list.join('\n')}\n`);
  return {
    folder,
    records: count,
    zip: offset + listed.length + end64.length + end.length,
    json,
    list,
    record: (number, modified) => {
      const { id, name, modified: first } = heads[number] as { id: string; modified: string; name: string };
      return { id, name, modified: modified ?? first };
    },
  };
}
