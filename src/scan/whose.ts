import type { Server } from '../model/server.ts';

/**
 * Whether the user's own files declare a server, or an administrator's. Whoever wrote a project's files, or one that was named, is not
 * asked which address of this machine gets a request.
 */
export function isOfUser({ declarations }: Server): boolean {
  return declarations.some(({ scope }) => scope !== 'project' && scope !== 'file');
}
