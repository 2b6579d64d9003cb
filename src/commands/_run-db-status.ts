import { DumpError, dumpServer } from '../database/dump-server.ts';
import { openEcosystem } from '../database/ecosystem-database.ts';
import { compareWithSource, type Comparison } from '../database/examine.ts';
import { keptEcosystems } from '../database/kept.ts';
import { DUMPS } from '../database/places.ts';
import { Damaged } from '../database/segment.ts';
import type { EcosystemState } from '../database/state.ts';
import { AuditError, EXIT } from '../errors.ts';
import { toMinute } from '../gate/times.ts';
import { FileError, realFiles, type Io, type Storage } from '../io/index.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { advisories, age, firstOf, row, size } from './_db-words.ts';
import { withIo } from './_io.ts';
import { paragraph } from './_paragraph.ts';
import { databaseOf } from './_selection.ts';
import type { DbStatusOptions } from './db.ts';
import { textWidth, type Terminal } from './terminal.ts';

/** What is known of one ecosystem. */
interface Row {
  ecosystem: string;
  /** Null when it cannot be used. */
  state: EcosystemState | null;
  bytes: number;
  /** Why it cannot be used, or null. */
  damage: string | null;
  /** Whether every byte was read and is what was written; null when that was not asked for. */
  verified: boolean | null;
  comparison: Comparison | null;
  /** Why the list could not be had. */
  refusal: string | null;
}

const bytesOf = ({ segments }: EcosystemState): number =>
  segments.reduce((sum, { index, data, texts }) => sum + index.bytes + data.bytes + texts.bytes, 0);

/** What was imported has no address. */
const isAddress = (source: string): boolean => source !== 'import';

async function examine(
  ecosystem: string,
  root: string,
  options: DbStatusOptions,
  io: Io & { storage: Storage },
): Promise<Row> {
  const found: Row = {
    ecosystem,
    state: null,
    bytes: 0,
    damage: null,
    verified: null,
    comparison: null,
    refusal: null,
  };
  try {
    const database = openEcosystem(root, ecosystem, io);
    if (database === null) return { ...found, damage: 'it is gone' };
    try {
      found.state = database.state;
      found.bytes = bytesOf(database.state);
      io.progress(`looking at ${ecosystem}`);
      if (options.verify === true) {
        database.verify(io.now());
        found.verified = true;
      }
      if (options.check === true) {
        const { source } = database.state;
        found.comparison = await compareWithSource(
          database,
          options.mirror ?? (isAddress(source) ? source : DUMPS),
          io,
        );
      }
    } finally {
      database.close();
    }
  } catch (error) {
    if (error instanceof DumpError || error instanceof AuditError) found.refusal = error.message;
    else if (error instanceof Damaged) return { ...found, damage: error.message, verified: false };
    else if (error instanceof FileError) return { ...found, damage: `it ${error.message}`, verified: false };
    else throw error;
  }
  return found;
}

const ago = (time: string, now: Date): string => age(time, now).replace(' old', ' ago');

function completenessOf({ complete, checkedAt, missing }: EcosystemState, now: Date): string {
  if (missing.length > 0) return `not complete: lacks ${firstOf(missing)}`;
  if (!complete) return 'not known to be complete';
  return checkedAt === null
    ? 'complete by your word'
    : `complete: held against the list of its source ${ago(checkedAt, now)}`;
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

const originOf = ({ source, updatedAt }: EcosystemState): string =>
  isAddress(source) ? `from ${source}` : `imported ${toMinute(updatedAt)}`;

const datedAt = (time: string | null, now: Date): string =>
  time === null || Date.parse(time) > now.getTime() ? age(time, now) : `of ${toMinute(time)}, ${age(time, now)}`;

const LABEL = 11;

const GET_THEM = 'Get them with: mcp-audit db update; or, from a file: mcp-audit db import';

function linesOf({ state, bytes, damage, verified, comparison, refusal }: Row, now: Date): string[] {
  if (state === null) return [`cannot be used: ${damage ?? 'it cannot be read'}`];
  const count = `${advisories(state.records)}, ${size(bytes)}`;
  return [
    count,
    datedAt(state.dataTime, now),
    completenessOf(state, now),
    ...(damage === null ? [] : [`cannot be used: ${damage}`]),
    ...(verified === true ? ['every byte is what was written'] : []),
    ...(comparison === null ? [] : [`its source now: ${compared(comparison)}`]),
    ...(refusal === null ? [] : [`the list of its source could not be had: ${refusal}`]),
  ];
}

/** What to do about what is not as it should be: each once. */
function remedies(rows: readonly Row[]): string[] {
  const named = (wanted: (row: Row) => boolean): string =>
    rows
      .filter(wanted)
      .map(({ ecosystem }) => ecosystem)
      .join(',');
  const broken = named(({ damage }) => damage !== null);
  const isPart = rows.some(({ state, damage }) => damage === null && state?.complete === false);
  return [
    ...(broken === '' ? [] : [`Made anew by: mcp-audit db update --ecosystem ${broken}`]),
    ...(isPart ? ['A scan takes what is found in what is not complete, and does not take the rest for clean.'] : []),
  ];
}

/** Everything that is kept; what is true of all of it stands above. */
function textOf(root: string, rows: readonly Row[], now: Date, width: number): string {
  const origins = [...new Set(rows.flatMap(({ state }) => (state === null ? [] : [originOf(state)])))];
  const [origin] = origins.length === 1 ? origins : [];
  const about = rows.map((one) => {
    const own = one.state === null || origin !== undefined ? [] : [originOf(one.state)];
    const lines = [...linesOf(one, now), ...own];
    return lines.map((line, at) => row(at === 0 ? one.ecosystem : '', LABEL, line, width)).join('');
  });
  const head = [root, ...(origin === undefined ? [] : [origin])].map((line) => `${escapeLine(line)}\n`).join('');
  const foot = remedies(rows).map((line) => `\n${paragraph(line, width, 0)}`);
  return [head, '\n', ...about, ...foot].join('');
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
  if (options.mirror !== undefined && options.check !== true) {
    throw new AuditError('usage', '--mirror says where to --check, which is not asked for', {
      hint: 'Add --check, or leave --mirror out.',
    });
  }
  return withIo(terminal, options.check === true, async (io, clear) => {
    // A wrong address is said before anything is looked at.
    if (options.mirror !== undefined) dumpServer(options.mirror, io);
    const rows: Row[] = [];
    for (const ecosystem of keptEcosystems(root, realFiles)) rows.push(await examine(ecosystem, root, options, io));
    const now = io.now();
    clear();
    if (options.format === 'json')
      terminal.stdout(stringify({ folder: root, at: now.toISOString(), ecosystems: rows }));
    else if (rows.length === 0) terminal.stdout(`no advisories are kept in ${escapeLine(root)}\n${GET_THEM}\n`);
    else terminal.stdout(textOf(root, rows, now, textWidth(terminal)));
    return rows.length > 0 && rows.every(isSound) ? EXIT.pass : EXIT.incomplete;
  });
}
