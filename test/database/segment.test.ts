import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readRecord } from '../../src/advisory/read-record.ts';
import type { OsvRecord } from '../../src/advisory/record.ts';
import { decode, encode } from '../../src/database/compact.ts';
import { crc32c } from '../../src/database/crc32c.ts';
import { EcosystemDatabase } from '../../src/database/ecosystem-database.ts';
import { reducedRecord } from '../../src/database/reduced.ts';
import { hashOf, microseconds } from '../../src/database/segment-layout.ts';
import { SegmentWriter } from '../../src/database/segment-writer.ts';
import { Damaged, Segment } from '../../src/database/segment.ts';
import type { EcosystemState, SegmentState } from '../../src/database/state.ts';
import { withScoresOf } from '../../src/database/scored.ts';
import { realStorage } from '../../src/io/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { NOW, recordOf } from './_database.ts';

function read(value: unknown): OsvRecord {
  const record = readRecord(value, NOW);
  if (record === null) throw new Error('no record');
  return record;
}

/** A record with something in every field. */
const FULL = {
  id: 'GHSA-full',
  modified: '2026-10-01T00:00:00.123456Z',
  withdrawn: '2031-01-01T00:00:00Z',
  aliases: ['CVE-2026-1'],
  summary: 'Everything is there, ünd möre',
  severity: [
    { type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' },
    { type: 'CVSS_V4', score: 'CVSS:4.0/nonsense' },
  ],
  affected: [
    {
      package: { ecosystem: 'npm', name: '@scope/full' },
      versions: ['1.0.0', '1.0.1'],
      ranges: [
        {
          type: 'SEMVER',
          events: [{ introduced: '0' }, { fixed: '1.2.0' }, { introduced: '2.0.0' }, { last_affected: '2.1.0' }],
        },
        { type: 'ECOSYSTEM', events: [{ introduced: '3' }, { limit: '4' }] },
      ],
      severity: [{ type: 'CVSS_V2', score: 'AV:N/AC:L/Au:N/C:P/I:P/A:P' }],
      database_specific: { informational: 'unsound', last_known_affected_version_range: '<= 3.9' },
    },
    { package: { ecosystem: 'npm', name: 'half' }, ranges: [{ type: 'SEMVER', events: 'none' }] },
    { package: 7 },
  ],
  database_specific: { severity: 'HIGH', cwe_ids: ['CWE-506'] },
};

describe('a record that is kept', () => {
  it('comes back as it was, with the scores of its vectors', async () => {
    const record = await withScoresOf(read(FULL));
    expect(record.severity.map(({ base }) => base)).toEqual([9.8, null]);
    expect(record).toMatchObject({ whole: false, malicious: true, affected: [{ whole: true }, { whole: false }] });
    for (const text of [null, { offset: 7, length: 11 }]) {
      expect(decode(encode({ record, text, removed: false }), NOW)).toEqual({ record, text, removed: false });
    }
  });

  it('is withdrawn once its time has come', () => {
    const line = encode({ record: read(FULL), text: null, removed: false });
    expect(decode(line, NOW).record.withdrawn).toBe(false);
    expect(decode(line, new Date('2031-01-02')).record.withdrawn).toBe(true);
  });

  it('is exported as a record that reads the same, what was unreadable too', () => {
    for (const value of [FULL, recordOf('MAL-1', 'bad'), { id: 'GHSA-bare' }]) {
      const record = read(value);
      expect(readRecord(JSON.parse(JSON.stringify(reducedRecord(record))), NOW)).toEqual(record);
    }
  });
});

describe('times', () => {
  it.each([
    ['2026-10-01T00:00:00Z', 1790812800000000],
    ['2026-10-01T00:00:00.9Z', 1790812800900000],
    ['2026-10-01T00:00:00.900Z', 1790812800900000],
    ['2026-10-01T00:00:00.123456789Z', 1790812800123456],
    ['2026-10-01T02:00:00+02:00', 1790812800000000],
    ['0001-01-01T00:00:00Z', 0],
    ['yesterday', 0],
    [null, 0],
  ])('%s', (time, expected) => expect(microseconds(time)).toBe(expected));
});

describe('CRC-32C', () => {
  /** Source: RFC 3720, B.4. */
  it.each([
    ['32 zeros', Buffer.alloc(32), 0x8a9136aa],
    ['32 ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['bytes that count up', Buffer.from(Array.from({ length: 32 }, (_, at) => at)), 0x46dd794e],
    ['bytes that count down', Buffer.from(Array.from({ length: 32 }, (_, at) => 31 - at)), 0x113fdb5c],
    ['nine digits', Buffer.from('123456789'), 0xe3069283],
    ['nothing', Buffer.alloc(0), 0],
  ])('of %s', (_, bytes, expected) => {
    expect(crc32c(bytes)).toBe(expected);
    expect(crc32c(bytes.subarray(3), crc32c(bytes.subarray(0, 3)))).toBe(expected);
  });
});

interface Written {
  folder: string;
  state: SegmentState;
}

function write(
  records: readonly object[],
  remove: readonly string[] = [],
  folder = folderWith({}),
  name = 'base-1',
): Written {
  const writer = new SegmentWriter(folder, name, realStorage);
  for (const record of records) writer.add(read(record), deflateRawSync(JSON.stringify(record)));
  for (const id of remove) writer.remove(id);
  return { folder, state: writer.finish() };
}

function openSegment({ folder, state }: Written): Segment {
  const segment = new Segment(folder, state, realStorage);
  onTestFinished(() => segment.close());
  return segment;
}

const idsFor = (segment: Segment, name: string): string[] =>
  [...segment.recordsFor(name, NOW)].map(({ record }) => record.id).sort();

describe('a segment', () => {
  const records = Array.from({ length: 500 }, (_, at) =>
    recordOf(`GHSA-${at}`, `package-${at % 100}`, '2026-10-01T00:00:00Z', { aliases: [`CVE-${at}`] }),
  );

  it('finds the records of a package, of an id and of an alias, and none for others', () => {
    const segment = openSegment(write(records));
    for (let at = 0; at < 100; at++) {
      expect(idsFor(segment, `package-${at}`)).toEqual(
        [at, at + 100, at + 200, at + 300, at + 400].map((one) => `GHSA-${one}`).sort(),
      );
    }
    expect(idsFor(segment, 'package-100')).toEqual([]);
    expect(segment.record('GHSA-77', NOW)?.record.summary).toBe('package-77 is bad');
    expect(segment.record('GHSA-500', NOW)).toBeNull();
    expect([...segment.recordsNaming('CVE-77', NOW)].map(({ record }) => record.id)).toEqual(['GHSA-77']);
    expect(segment.modified('GHSA-77')).toBe(1790812800000000);
    expect(segment.modified('GHSA-500')).toBeNull();
  });

  it('may be empty', () => {
    const segment = openSegment(write([]));
    expect([idsFor(segment, 'a'), segment.record('a', NOW), [...segment.all(NOW)]]).toEqual([[], null, []]);
  });

  it('keeps the newest of several records with one id', () => {
    const segment = openSegment(
      write([
        recordOf('GHSA-1', 'second', '2026-10-02T00:00:00Z'),
        recordOf('GHSA-1', 'third', '2026-10-03T00:00:00Z'),
        recordOf('GHSA-1', 'first', '2026-10-01T00:00:00Z'),
      ]),
    );
    expect([idsFor(segment, 'first'), idsFor(segment, 'second'), idsFor(segment, 'third')]).toEqual([
      [],
      [],
      ['GHSA-1'],
    ]);
    expect([...segment.all(NOW)]).toHaveLength(1);
  });

  it.each(['__proto__', 'constructor', '\n', '\nCVE-1'])('takes %j for a name like any other', (name) => {
    const entry = { package: { ecosystem: 'npm', name }, versions: ['1.0.0'] };
    const segment = openSegment(write([{ id: 'GHSA-1', aliases: ['CVE-1'], affected: [entry] }]));
    expect(idsFor(segment, name)).toEqual(['GHSA-1']);
    expect(idsFor(segment, 'other')).toEqual([]);
  });

  it('finds a record for every package when one of those that it names cannot be read', () => {
    const unnamed = { package: { ecosystem: 'npm', name: '' }, versions: ['1.0.0'] };
    const whole = recordOf('GHSA-1', 'a');
    const segment = openSegment(
      write([whole, { ...whole, id: 'GHSA-2', affected: [...(whole.affected ?? []), unnamed] }]),
    );
    expect([idsFor(segment, 'a'), idsFor(segment, 'other')]).toEqual([['GHSA-1', 'GHSA-2'], ['GHSA-2']]);
  });

  it('finds names by their normal form', () => {
    const entry = { package: { ecosystem: 'PyPI', name: 'Zope.Interface' }, versions: ['1.0.0'] };
    const segment = openSegment(write([{ id: 'PYSEC-1', affected: [entry] }]));
    expect(idsFor(segment, 'zope-interface')).toEqual(['PYSEC-1']);
  });

  it('is hashed into numbers that are exact', () => {
    expect(Number.isSafeInteger(hashOf('a'))).toBe(true);
    expect(hashOf('a')).not.toBe(hashOf('b'));
  });
});

describe('a damaged segment', () => {
  const records = Array.from({ length: 20 }, (_, at) => recordOf(`GHSA-${at}`, `package-${at}`));

  it.each(['idx', 'dat', 'txt'])('is told from a sound one by any byte of its %s', (ending) => {
    const written = write(records);
    const file = join(written.folder, `base-1.${ending}`);
    const sound = readFileSync(file);
    const step = Math.max(1, Math.floor(sound.length / 40));
    for (let at = 0; at < sound.length; at += step) {
      const bytes = Buffer.from(sound);
      bytes.writeUInt8(bytes.readUInt8(at) ^ 0x01, at);
      writeFileSync(file, bytes);
      expect(() => {
        const segment = new Segment(written.folder, written.state, realStorage);
        try {
          segment.verify(NOW);
        } finally {
          segment.close();
        }
      }, `${ending} at ${at}`).toThrow(Damaged);
    }
    writeFileSync(file, sound);
    openSegment(written).verify(NOW);
  });

  it('gives no record that was changed', () => {
    const written = write(records);
    const file = join(written.folder, 'base-1.dat');
    writeFileSync(file, readFileSync(file).toString('latin1').replace('"package-7"', '"package-X"'), 'latin1');
    const segment = openSegment(written);
    expect(() => idsFor(segment, 'package-7')).toThrow(Damaged);
    expect(idsFor(segment, 'package-8')).toEqual(['GHSA-8']);
  });

  it.each(['idx', 'dat', 'txt'])('is refused when its %s is cut, and leaves no file open', (ending) => {
    const written = write(records);
    const file = join(written.folder, `base-1.${ending}`);
    writeFileSync(file, readFileSync(file).subarray(0, -1));
    const before = readdirSync('/dev/fd').length;
    expect(() => new Segment(written.folder, written.state, realStorage)).toThrow(Damaged);
    expect(readdirSync('/dev/fd')).toHaveLength(before);
  });
});

/** Two ids whose hashes are the same. */
const [ONE, OTHER] = ['MAL-2026-28281648', 'MAL-2026-33692416'];

describe('two ids with one hash', () => {
  it('are two records', () => {
    expect(hashOf(ONE)).toBe(hashOf(OTHER));
    const segment = openSegment(write([recordOf(ONE, 'one'), recordOf(OTHER, 'other', '2026-11-01T00:00:00Z')]));
    expect([segment.record(ONE, NOW)?.record.id, segment.record(OTHER, NOW)?.record.id]).toEqual([ONE, OTHER]);
    expect([segment.modified(ONE), segment.modified(OTHER)]).toEqual(
      ['2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z'].map(microseconds),
    );
  });

  it('do not stand for each other, nor replace each other', () => {
    const base = write([recordOf(ONE, 'one')]);
    const delta = write([recordOf(OTHER, 'other')], [], base.folder, 'delta-1');
    expect(openSegment(base).modified(OTHER)).toBeNull();
    const state = { segments: [base.state, delta.state] } as EcosystemState;
    const database = new EcosystemDatabase(state, [openSegment(delta), openSegment(base)]);
    expect(database.recordsFor('one', NOW)).toMatchObject([{ id: ONE }]);
    expect([...database.records(NOW)]).toHaveLength(2);
  });
});

describe('a segment that is given up', () => {
  it('leaves no file behind', () => {
    const folder = folderWith({});
    const writer = new SegmentWriter(folder, 'base-1', realStorage);
    writer.add(read(recordOf('GHSA-1', 'a')), null);
    writer.finish();
    writer.abandon();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('two segments', () => {
  it('are one database: the newer replaces and removes', () => {
    const base = write([recordOf('GHSA-1', 'one'), recordOf('GHSA-2', 'two'), recordOf('GHSA-3', 'three')]);
    const delta = write(
      [recordOf('GHSA-2', 'moved', '2026-11-01T00:00:00Z'), recordOf('GHSA-4', 'one')],
      ['GHSA-3'],
      base.folder,
      'delta-1',
    );
    const state = { segments: [base.state, delta.state] } as EcosystemState;
    const database = new EcosystemDatabase(state, [openSegment(delta), openSegment(base)]);
    const ids = (name: string): string[] =>
      database
        .recordsFor(name, NOW)
        .map(({ id }) => id)
        .sort();
    expect([ids('one'), ids('two'), ids('moved'), ids('three')]).toEqual([['GHSA-1', 'GHSA-4'], [], ['GHSA-2'], []]);
    expect([...database.records(NOW)].map(({ id }) => id).sort()).toEqual(['GHSA-1', 'GHSA-2', 'GHSA-4']);
    expect([database.record('GHSA-3', NOW), database.modified('GHSA-3', NOW), database.text('GHSA-3', NOW)]).toEqual([
      null,
      null,
      null,
    ]);
    expect(database.modified('GHSA-2', NOW)).toBe(microseconds('2026-11-01T00:00:00Z'));
    expect(database.record('GHSA-1', NOW)?.affected[0]?.name).toBe('one');
  });
});
