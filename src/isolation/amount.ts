import type { Limit } from '../model/isolation.ts';

const POWERS = 'bkmgtpe';

/** Bytes as container engines and systemd write them, in powers of 1024: `512m`, `1.5g`, `2Gb`, `1073741824`. Null for anything else. */
export function bytesIn(text: string): number | null {
  const [, number, unit = 'b'] = /^(\d{1,16}(?:\.\d{1,6})?) ?(?:([bkmgtpe])(?:i?b)?)?$/i.exec(text.trim()) ?? [];
  return number === undefined ? null : Math.floor(Number(number) * 1024 ** POWERS.indexOf(unit.toLowerCase()));
}

export function numberIn(text: string): number | null {
  return /^\d{1,16}(?:\.\d{1,9})?$/.test(text.trim()) ? Number(text) : null;
}

export function integerIn(text: string): number | null {
  return /^-?\d{1,15}$/.test(text.trim()) ? Number(text) : null;
}

/** A limit out of a number where nothing and less than nothing stand for none. */
export function limitOf(amount: number | null, unit: Exclude<Limit, 'none'>['unit']): Limit | null {
  if (amount === null || !Number.isFinite(amount)) return null;
  return amount <= 0 ? 'none' : { amount, unit };
}

/** How many processors a list such as `0-2,5` names; null where it is none. */
export function processorsIn(list: string): number | null {
  const named = new Set<number>();
  for (const part of list.trim().split(',')) {
    const [, from, to = from] = /^(\d{1,4})(?:-(\d{1,4}))?$/.exec(part) ?? [];
    if (from === undefined || Number(to) < Number(from)) return null;
    for (let one = Number(from); one <= Number(to); one++) named.add(one);
  }
  return named.size;
}

/** The strictest of several limits of one kind; null where one is not known. */
export function strictest(...limits: readonly (Limit | null)[]): Limit | null {
  let result: Limit = 'none';
  for (const limit of limits) {
    if (limit === null) return null;
    if (limit === 'none') continue;
    if (result === 'none') result = limit;
    else if (result.unit === limit.unit) result = result.amount <= limit.amount ? result : limit;
    // Of a share of processors and an amount of time, the share says more.
    else if (limit.unit === 'cores') result = limit;
  }
  return result;
}
