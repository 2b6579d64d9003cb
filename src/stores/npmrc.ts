import { parseIni, PLAIN_INI } from '../syntax/index.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import { hostIn } from './_hosts.ts';
import type { Store, StorePlace } from './index.ts';

/** Source: docs.npmjs.com/cli/v11/configuring-npm/npmrc and pnpm.io/npmrc (tokenHelper). */
const SECRET = /^(?:(.*):)?(_authToken|_auth|_password|tokenHelper|keyfile|key)$/s;

function read(text: string): Facts | null {
  const found = parseIni(text, PLAIN_INI).flatMap(({ key, value, line }): Found[] => {
    const [matched, registry, name] = SECRET.exec(key) ?? [];
    const protection = matched === undefined ? null : kept(value);
    if (protection === null) return [];
    const host = registry?.startsWith('//') ? hostIn(registry) : null;
    if (name === 'tokenHelper') return [{ protection: 'command', line, host }];
    return [{ protection: name === 'keyfile' ? 'reference' : protection, line, host }];
  });
  return together(found);
}

const place = (path: StorePlace['path']): StorePlace => ({ path, holds: { as: 'text', read } });

export const npmrc: Store = {
  id: 'npmrc',
  title: 'Logins to npm registries',
  why: 'reads private packages and may publish them',
  provider: null,
  system: 'npm registry',
  places: [
    place('${NPM_CONFIG_USERCONFIG:-${npm_config_userconfig:-~/.npmrc}}'),
    place('<project>/.npmrc'),
    place(`\${XDG_CONFIG_HOME:-~/.config}/pnpm/rc`),
  ],
};
