import { withoutRelease } from '../advisory/ecosystem.ts';
import { evaluate, type PackageVersion } from '../advisory/affects.ts';
import { normalizeName } from '../advisory/package-name.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { isOrdered } from '../advisory/version.ts';
import { FileError } from '../io/index.ts';
import { openEcosystem, type Disk, type EcosystemDatabase } from './ecosystem-database.ts';
import { Damaged } from './segment.ts';

/** What is known of a package at a version. */
export interface LookUp {
  /** Records that affect it. */
  records: OsvRecord[];
  /** Ids of records that are about the package and do not tell whether about this version. */
  uncertain: string[];
}

/** Nothing can be looked up for an ecosystem, and why: it was never had, it is damaged, or its versions are not compared. */
export interface NotKept {
  problem: 'absent' | 'damaged' | 'unordered';
  /** One clause in words. */
  why: string;
}

/** Look-ups in everything that is kept. Each ecosystem is opened when it is first asked for. */
export class LocalDatabase {
  private readonly root: string;
  private readonly disk: Disk;
  private readonly opened = new Map<string, EcosystemDatabase | NotKept>();

  constructor(root: string, disk: Disk) {
    this.root = root;
    this.disk = disk;
  }

  private open(name: string): EcosystemDatabase | NotKept {
    if (!isOrdered(name)) return { problem: 'unordered', why: `versions of ${name} are not compared` };
    try {
      const database = openEcosystem(this.root, name, this.disk);
      return database ?? { problem: 'absent', why: `no advisories of ${name} are kept on this machine` };
    } catch (error) {
      if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
      return {
        problem: 'damaged',
        why: `the advisories of ${name} that are kept here cannot be read: ${error.message}`,
      };
    }
  }

  /** The database of an ecosystem; a release in its name plays no part. */
  ecosystem(ecosystem: string): EcosystemDatabase | NotKept {
    const name = withoutRelease(ecosystem);
    const known = this.opened.get(name);
    if (known !== undefined) return known;
    const database = this.open(name);
    this.opened.set(name, database);
    return database;
  }

  find(subject: PackageVersion, now: Date): LookUp | NotKept {
    const database = this.ecosystem(subject.ecosystem);
    if ('problem' in database) return database;
    try {
      const found: LookUp = { records: [], uncertain: [] };
      for (const record of database.recordsFor(normalizeName(subject.ecosystem, subject.name), now)) {
        const verdict = evaluate(record, subject);
        if (verdict === 'affected') found.records.push(record);
        if (verdict === 'cannot-tell') found.uncertain.push(record.id);
      }
      return found;
    } catch (error) {
      if (!(error instanceof Damaged) && !(error instanceof FileError)) throw error;
      const damaged: NotKept = {
        problem: 'damaged',
        why: `what is kept of ${subject.ecosystem} cannot be read: ${error.message}`,
      };
      database.close();
      this.opened.set(withoutRelease(subject.ecosystem), damaged);
      return damaged;
    }
  }

  close(): void {
    for (const database of this.opened.values()) if (!('problem' in database)) database.close();
  }
}
