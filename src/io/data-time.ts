import type { HttpResponse } from './http.ts';

/**
 * When the data of an answer is from, in milliseconds since the epoch: a cache on the way gives away how old its copy is
 * by `age` and `date` (RFC 9111, 5.1). Never later than `now`.
 */
export function dataTimeOf({ headers }: Pick<HttpResponse, 'headers'>, now: Date): number {
  const age = /^\d{1,10}$/.test(headers['age'] ?? '') ? Number(headers['age']) * 1000 : 0;
  const date = Date.parse(headers['date'] ?? '');
  return Math.min(now.getTime() - age, Number.isNaN(date) ? now.getTime() : date);
}
