import type { NotIdentified } from './index.ts';

/** What is said of a line where only the version is a variable. */
export const VARIABLE_VERSION = 'a variable says which version of the package it runs';

/** Why a line whose options are not read is not followed. */
export const UNKNOWN_OPTION: NotIdentified = {
  problem: 'an option that its launcher does not know, or that can be read in two ways',
};

/** Several remarks as one, or nothing. */
export function asOpen(remarks: readonly string[]): { open?: string } {
  return remarks.length === 0 ? {} : { open: remarks.join('; ') };
}
