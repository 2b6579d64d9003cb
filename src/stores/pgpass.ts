import { together, type Facts, type Found } from './_facts.ts';
import { APPDATA, unixAnd } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { lines } from './_lines.ts';
import type { Store } from './index.ts';

/** `host:port:database:user:password`, colons within escaped. Source: postgresql.org/docs/current/libpq-pgpass.html. */
function read(text: string): Facts | null {
  const found = lines(text).flatMap(({ text: line, number }): Found[] => {
    const fields = line.match(/(?:^|:)(?:[^:\\]|\\.)*/g) ?? [];
    const [host = ''] = fields;
    return fields.length < 5 || fields[4] === ':' ? [] : [{ protection: 'plain', line: number, host: hostIn(host) }];
  });
  return together(found);
}

export const pgpass: Store = {
  id: 'pgpass',
  title: 'Passwords of PostgreSQL',
  why: 'works in its databases as its users',
  provider: 'PostgreSQL',
  system: 'PostgreSQL',
  places: [
    {
      path: unixAnd('${PGPASSFILE:-~/.pgpass}', `\${PGPASSFILE:-${APPDATA}/postgresql/pgpass.conf}`),
      holds: { as: 'text', read },
    },
  ],
};
