/** Clocks of two machines may differ by so much. */
export const CLOCK_SKEW = 5 * 60_000;

const UNITS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration that the policy schema let through, such as `24h`. */
export function millisecondsOf(duration: string): number {
  return Number(duration.slice(0, -1)) * UNITS[duration.slice(-1) as keyof typeof UNITS];
}

/** First millisecond of a `YYYY-MM-DD` day in UTC. */
export function startOfDay(date: string): number {
  return Date.parse(`${date}T00:00:00.000Z`);
}

/** First millisecond after a `YYYY-MM-DD` day in UTC: what ends on that day is good until one millisecond before. */
export function endOfDay(date: string): number {
  return startOfDay(date) + UNITS.d;
}

/** A time as people read it, to the minute: `2026-11-23 04:00 UTC`. */
export function toMinute(time: string | Date): string {
  return `${new Date(time).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
