import { InvalidArgumentError } from 'commander';

/** A day or a time that an option states; throws commander's own error for anything else. */
export function parseDate(text: string): Date {
  const date = new Date(text);
  if (!/^\d{4}-\d{2}-\d{2}/.test(text) || Number.isNaN(date.getTime())) {
    throw new InvalidArgumentError('Wanted a date such as 2026-11-23 or 2026-11-23T12:00:00Z.');
  }
  return date;
}
