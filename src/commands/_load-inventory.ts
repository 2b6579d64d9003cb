import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import type { Files } from '../io/index.ts';
import { inventorySchema, type Inventory } from '../model/inventory.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { readNamed } from './_read-named.ts';

const MAX_INVENTORY = 256 * 1024 * 1024;

/** Whether it is what the JSON or the SARIF reporter writes. */
function isReport(data: unknown): boolean {
  return typeof data === 'object' && data !== null && ('verdict' in data || 'runs' in data);
}

/** Null when there are so many mistakes that zod cannot hold them. */
function parseInventory(data: unknown): ReturnType<typeof inventorySchema.safeParse> | null {
  try {
    return inventorySchema.safeParse(data);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** A kept inventory; it may come from anywhere, so every field is checked. */
export function loadInventory(files: Files, path: string, cwd: string): Inventory {
  const file = resolve(cwd, path);
  const hint = 'Make one with: mcp-audit scan --save FILE';
  const invalid = (why: string, cause?: unknown): AuditError =>
    new AuditError('input-invalid', `${file} is no inventory of this version: ${why}`, { hint, cause });
  let data: unknown;
  try {
    data = JSON.parse(readNamed(files, file, MAX_INVENTORY, 'the inventory'));
  } catch (error) {
    if (error instanceof AuditError) throw error;
    throw invalid('it is not JSON', error);
  }
  if (isReport(data)) throw new AuditError('input-invalid', `${file} is a report, not an inventory`, { hint });
  const parsed = parseInventory(data);
  if (parsed === null) throw invalid('it has more mistakes than can be told');
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  // Both may hold keys of the file.
  const [place, what] = [issue?.path.join('.') ?? '', issue?.message ?? ''].map((text) => escapeLine(text, 200));
  throw invalid(`${place || 'the whole'}: ${what || 'not of its shape'}`);
}
