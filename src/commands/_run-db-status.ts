import { DumpError } from '../database/dumps.ts';
import { openEcosystem } from '../database/ecosystem-database.ts';
import { compareWithSource, type Comparison } from '../database/examine.ts';
import { keptEcosystems } from '../database/kept.ts';
import { Damaged } from '../database/segment.ts';
import type { EcosystemState } from '../database/state.ts';
import { AuditError, EXIT } from '../errors.ts';
import { FileError, realFiles, type Io, type Storage } from '../io/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { age, firstOf } from './_db-words.ts';
import { withIo } from './_io.ts';
import { databaseOf } from './_selection.ts';
import type { DbStatusOptions } from './db.ts';
import type { Terminal } from './terminal.ts';

/** What is known of one ecosystem. */
interface Row {
  ecosystem: string;
  /** Null when it is damaged. */
  state: EcosystemState | null;
  bytes: number;
  damage: string | null;
  /** Whether every byte was read and is what was written; null when that was not asked for. */
  verified: boolean | null;
  comparison: Comparison | null;
  /** Why the list could not be had. */
  refusal: string | null;
}

const bytesOf = ({ segments }: EcosystemState): number =>
  segments.reduce((sum, { index, data, texts }) => sum + index.bytes + data.bytes + texts.bytes, 0);

async function examine(
  ecosystem: string,
  root: string,
  options: DbStatusOptions,
  io: Io & { storage: Storage },
): Promise<Row> {
  const row: Row = { ecosystem, state: null, bytes: 0, damage: null, verified: null, comparison: null, refusal: null };
  try {
    const database = openEcosystem(root, ecosystem, io);
    if (database === null) return { ...row, damage: 'it is gone' };
    try {
      row.state = database.state;
      row.bytes = bytesOf(database.state);
      io.progress(`looking at ${ecosystem}`);
      if (options.verify === true) {
        database.verify(io.now());
        row.verified = true;
      }
      if (options.check === true) {
        row.comparison = await compareWithSource(database, options.mirror ?? database.state.source, io);
      }
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof DumpError || error instanceof AuditError) row.refusal = error.message;
    else if (error instanceof Damaged || error instanceof FileError)
      return { ...row, damage: error.message, verified: false };
    else throw error;
  }
  return row;
}

function completenessOf({ complete, checkedAt, missing }: EcosystemState, now: Date): string {
  if (missing.length > 0) return `lacks ${firstOf(missing)}`;
  if (!complete) return 'not known to be complete';
  return checkedAt === null
    ? 'complete by your word'
    : `complete against the list, checked ${age(checkedAt, now).replace(' old', ' ago')}`;
}

function compared({ listed, lacking, outdated, gone, unreadable }: Comparison): string {
  const parts = [
    ...(lacking.length > 0 ? [`lacks ${firstOf(lacking)}`] : []),
    ...(outdated.length > 0 ? [`older here: ${firstOf(outdated)}`] : []),
    ...(gone.length > 0 ? [`listed no more: ${firstOf(gone)}`] : []),
    ...(unreadable > 0 ? [`${unreadable} lines of the list cannot be read`] : []),
  ];
  const count = `${listed.toLocaleString('en-GB')} listed`;
  return parts.length === 0 ? `${count}, all here` : `${count}; ${parts.join('; ')}`;
}

function linesOf({ ecosystem, state, bytes, damage, verified, comparison, refusal }: Row, now: Date): string[] {
  if (state === null) return [`${ecosystem.padEnd(10)} damaged: ${damage ?? 'it cannot be read'}`];
  const head = `${ecosystem.padEnd(10)} ${state.records.toLocaleString('en-GB').padStart(9)} advisories  ${age(state.dataTime, now)}`;
  return [
    `${head}, ${(bytes / 1e6).toFixed(1)} MB`,
    `${' '.repeat(11)}${completenessOf(state, now)}`,
    `${' '.repeat(11)}from ${state.source}`,
    ...(damage === null ? [] : [`${' '.repeat(11)}damaged: ${damage}`]),
    ...(verified === true ? [`${' '.repeat(11)}every byte is what was written`] : []),
    ...(comparison === null ? [] : [`${' '.repeat(11)}the source now: ${compared(comparison)}`]),
    ...(refusal === null ? [] : [`${' '.repeat(11)}the list could not be had: ${refusal}`]),
  ];
}

const isSound = ({ state, damage, comparison, refusal }: Row): boolean =>
  state?.complete === true &&
  damage === null &&
  refusal === null &&
  (comparison === null ||
    (comparison.lacking.length === 0 &&
      comparison.outdated.length === 0 &&
      comparison.gone.length === 0 &&
      comparison.unreadable === 0));

/** Exit code 0 when something is kept and all of it is sound and complete, else 3. */
export async function runDbStatus(options: DbStatusOptions, terminal: Terminal): Promise<number> {
  const root = databaseOf(options, terminal);
  return withIo(terminal, options.check === true, async (io) => {
    const rows: Row[] = [];
    for (const ecosystem of keptEcosystems(root, realFiles)) rows.push(await examine(ecosystem, root, options, io));
    const now = io.now();
    if (options.format === 'json')
      terminal.stdout(stringify({ folder: root, at: now.toISOString(), ecosystems: rows }));
    else if (rows.length === 0)
      terminal.stdout(`no advisories are kept in ${escapeLine(root)}\nGet them with: mcp-audit db update\n`);
    else
      terminal.stdout(
        [root, ...rows.flatMap((row) => linesOf(row, now))].map((line) => `${escapeLine(line)}\n`).join(''),
      );
    return rows.length > 0 && rows.every(isSound) ? EXIT.pass : EXIT.incomplete;
  });
}
