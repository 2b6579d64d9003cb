import { escapeLine } from '../reporters/_escape.ts';
import type { InventoryRow } from './_inventory-row.ts';

/** Excel takes no more in one cell. */
const LONGEST_CELL = 32_000;

/** A cell that a spreadsheet would run as a formula begins with an apostrophe. Source: OWASP, CSV Injection. */
function cellOf(value: string): string {
  const text = escapeLine(value, LONGEST_CELL);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Every column, in the order of the header. */
const COLUMNS = [
  'id',
  'name',
  'clients',
  'scopes',
  'declared',
  'enabled',
  'transport',
  'launcher',
  'wrappers',
  'runs',
  'ecosystem',
  'purl',
  'requested',
  'resolved',
  'fidelity',
  'pinned',
  'source',
  'registry',
  'method',
  'path',
  'packages',
  'publisher',
  'standing',
  'owner',
  'url',
  'tools',
  'read',
  'write',
  'execute',
  'session',
  'credentials',
  'literals',
  'inherits',
  'isolation',
] as const satisfies ReadonlyArray<keyof InventoryRow>;

/** The inventory as comma-separated values with a header, one server a line. Source: RFC 4180, with `\n` for line ends. */
export function inventoryCsv(rows: readonly InventoryRow[]): string {
  return [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cellOf(row[column])).join(','))]
    .map((line) => `${line}\n`)
    .join('');
}
