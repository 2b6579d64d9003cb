/** What is said of a line where only the version is a variable. */
export const VARIABLE_VERSION = 'a variable says which version of the package it runs';

/** Several remarks as one, or nothing. */
export function asOpen(remarks: readonly string[]): { open?: string } {
  return remarks.length === 0 ? {} : { open: remarks.join('; ') };
}
