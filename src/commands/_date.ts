import { InvalidArgumentError } from 'commander';

const TIME = /^(\d{4}-\d{2}-\d{2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})?)?$/;

/** A day that the calendar has: JavaScript takes the 31st of November for the 1st of December. */
const isDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/**
 * A day or a time that an option states, in UTC where it names no zone, as the days of a policy are: the same on each machine.
 * Throws commander's own error for anything else.
 */
export function parseDate(text: string): Date {
  const [whole, day = '', zone] = TIME.exec(text) ?? [];
  const isLocal = whole !== undefined && whole !== day && zone === undefined;
  const date = new Date(`${text.replace(' ', 'T')}${isLocal ? 'Z' : ''}`);
  if (whole === undefined || !isDay(day) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Wanted a date such as 2026-11-23 or 2026-11-23T12:00:00Z.');
  }
  return date;
}
