import { withoutRelease } from '../advisory/ecosystem.ts';
import type { OsvRecord } from '../advisory/record.ts';
import { LocalDatabase } from '../database/lookup.ts';
import { KNOWN_ECOSYSTEMS, stateFileOf } from '../database/places.ts';
import type { EcosystemState } from '../database/state.ts';
import { FileError, type Io } from '../io/index.ts';
import { purlOf } from '../model/purl.ts';
import { gapOf } from './_gaps.ts';
import { uncertainGaps } from './_uncertain.ts';
import type { AdvisorySource, Answer, Package } from './index.ts';

const UPDATE = 'Run: mcp-audit db update';

/** Whether anything is kept: a first update that failed leaves a folder with nothing in it. What may not be looked at is there. */
function isKept(root: string, { files }: Io): boolean {
  return KNOWN_ECOSYSTEMS.some((ecosystem) => {
    try {
      return files.kind(stateFileOf(root, ecosystem)) !== null;
    } catch (error) {
      if (error instanceof FileError) return error.problem !== 'not-found';
      throw error;
    }
  });
}

/** The oldest of the ecosystems that were asked; one of unknown age makes all of unknown age. */
function dataTimeOf(states: readonly EcosystemState[]): string | null {
  const times = states.map(({ dataTime }) => dataTime);
  return times.reduce(
    (oldest, time) => (oldest === null || time === null ? null : oldest < time ? oldest : time),
    times[0] ?? null,
  );
}

/** The advisories that `mcp-audit db` keeps on this machine: as many as were published, when they are known to be complete. */
export const local: AdvisorySource = {
  id: 'local',
  complete: true,
  available: (io, { database }) => database !== null && io.storage !== undefined && isKept(database, io),

  async ask(packages, io, { database: root }): Promise<Answer> {
    const asked = new Map<string, Package>(packages.map((one) => [purlOf(one), one]));
    const records = new Map<string, OsvRecord[]>();
    const uncertain = new Map<string, string[]>();
    const unanswered = new Set<string>();
    const damaged = new Map<string, string[]>();
    const states = new Map<string, EcosystemState>();
    const { storage, files } = io;
    if (root !== null && storage !== undefined) {
      const database = new LocalDatabase(root, { files, storage });
      for (const [purl, subject] of asked) {
        const found = database.find(subject, io.now());
        if ('problem' in found) {
          unanswered.add(purl);
          if (found.problem === 'damaged') damaged.set(found.why, [...(damaged.get(found.why) ?? []), purl]);
          continue;
        }
        const kept = database.ecosystem(subject.ecosystem);
        if (!('problem' in kept)) {
          states.set(withoutRelease(subject.ecosystem), kept.state);
          // What is found there counts; what is not may be published all the same.
          if (!kept.state.complete) unanswered.add(purl);
        }
        if (found.records.length > 0) records.set(purl, found.records);
        if (found.uncertain.length > 0) uncertain.set(purl, found.uncertain);
      }
      database.close();
    }
    const used = [...states.values()];
    const answered = asked.size - unanswered.size;
    return {
      status: {
        id: local.id,
        from: [...new Set(used.map(({ source }) => source))].sort().join(', '),
        status: unanswered.size === 0 ? 'complete' : used.length === 0 ? 'failed' : 'partial',
        dataTime: dataTimeOf(used),
        asked: asked.size,
        answered,
      },
      records,
      unanswered,
      gaps: [
        ...[...damaged].map(([why, purls]) => gapOf('advisory-source-failed', why, purls, UPDATE)),
        ...uncertainGaps(uncertain),
      ],
    };
  },
};
