import { PLAIN_INI } from '../syntax/index.ts';
import { kept, together, whole, type Facts, type Found } from './_facts.ts';
import { APPDATA, unixAnd } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { sectionsOf } from './_sections.ts';
import type { Store } from './index.ts';

/** Source: dev.mysql.com/doc/refman/8.4/en/option-files.html. */
function read(text: string): Facts | null {
  const found = sectionsOf(text, PLAIN_INI).flatMap(({ settings, valueOf }) => {
    const host = hostIn(valueOf('host') ?? '');
    return settings.flatMap(({ key, value, line }): Found[] => {
      const protection = /^password\d?$/i.test(key) ? kept(value) : null;
      return protection === null ? [] : [{ protection, line, host }];
    });
  });
  return together(found);
}

export const myCnf: Store = {
  id: 'my-cnf',
  title: 'Passwords of MySQL',
  why: 'works in its databases as its users',
  provider: 'MySQL',
  system: 'MySQL',
  places: [
    { path: '~/.my.cnf', holds: { as: 'text', read } },
    // Made unreadable by a key that is in it.
    {
      path: unixAnd('${MYSQL_TEST_LOGIN_FILE:-~/.mylogin.cnf}', `${APPDATA}/MySQL/.mylogin.cnf`),
      holds: { as: 'name', facts: () => whole('plain') },
    },
  ],
};
