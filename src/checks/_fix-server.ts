import type { Server } from '../model/server.ts';
import { placesOf } from './_words.ts';

/** Whether a package was named on the command line to be looked at: nothing declares it, and its tree is gone. */
export function isSubject({ declarations }: Server): boolean {
  return declarations.every(({ file }) => /^(?:npm|pypi|oci):/.test(file));
}

/** What can be done about a server where no version mends it. */
export function without(server: Server): string {
  return isSubject(server) ? 'do not install it' : `disable \`${server.name}\` in ${placesOf(server)}`;
}
