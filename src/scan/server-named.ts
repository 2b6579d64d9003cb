import { AuditError } from '../errors.ts';
import type { Server } from '../model/server.ts';

/**
 * The server that a word names: by its id, or by a name that it alone has. Another that only has the same name is never meant: whoever
 * writes an entry chooses its name. Null where there is none.
 */
export function serverNamed(servers: readonly Server[], word: string, option: string): Server | null {
  const own = servers.find(({ id }) => id === word);
  if (own !== undefined) return own;
  const [first, ...others] = servers.filter(({ name }) => name === word);
  if (others.length === 0) return first ?? null;
  const ids = [first, ...others].slice(0, 10).map((server) => server?.id);
  throw new AuditError('usage', `${option}${word}: several servers are called so`, {
    hint: `Name one of the ids ${ids.join(', ')}.`,
  });
}
