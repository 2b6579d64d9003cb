import { referenceIn } from '../credential/reference.ts';
import type { Answer } from '../model/credential.ts';
import { STORE_PROTECTIONS, type StoreProtection } from '../model/store.ts';

/** What a store's file says of what is in it. No text of the file is in it but names of hosts. */
export interface Facts {
  entries: number | null;
  protection: StoreProtection;
  /** As `hostIn` gives them. */
  hosts: readonly string[];
  expires: string | null;
  line: number | null;
  /** Where the file says it; else the store's own. */
  scope?: Scope;
}

export interface Scope {
  scoped: Answer;
  scopeReason: string;
}

/** One credential in a file. */
export interface Found {
  protection: StoreProtection;
  line?: number;
  host?: string | null;
  /** ISO 8601. */
  expires?: string | null;
}

/** What is known of a whole file, without its content. */
export function whole(protection: StoreProtection, entries: number | null = null): Facts {
  return { entries, protection, hosts: [], expires: null, line: null };
}

/** All credentials of one file; null where there is none. */
export function together(found: readonly Found[], more: Partial<Facts> = {}): Facts | null {
  const [first] = found;
  if (first === undefined) return null;
  const times = found.map(({ expires }) => expires ?? '');
  return {
    entries: found.length,
    protection: worst(found.map(({ protection }) => protection)),
    hosts: found.flatMap(({ host }) => host ?? []),
    expires: times.includes('') ? null : (times.sort().at(-1) ?? null),
    line: first.line ?? null,
    ...more,
  };
}

function worst(all: readonly StoreProtection[]): StoreProtection {
  return STORE_PROTECTIONS.find((one) => all.includes(one)) ?? 'unknown';
}

/** How a value is kept that stands in a file; null for one that is empty. */
export function kept(value: string | null): StoreProtection | null {
  if (value === null || value.trim() === '') return null;
  return referenceIn(value.trim(), '') === null ? 'plain' : 'reference';
}

/** A time in seconds or milliseconds since 1970, or in ISO 8601 as some write it; null for all else. */
export function timeOf(value: unknown): string | null {
  if (typeof value === 'string') {
    const [, day, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:Z|UTC|\+00:?00)?$/.exec(value) ?? [];
    return day === undefined ? null : isoOf(Date.parse(`${day}T${time}Z`));
  }
  return typeof value === 'number' ? isoOf(value < 100_000_000_000 ? value * 1000 : value) : null;
}

/** Until the year 9999; what is not positive is no time but a word for none. */
function isoOf(milliseconds: number): string | null {
  return milliseconds > 0 && milliseconds < 253_402_300_800_000 ? new Date(milliseconds).toISOString() : null;
}
