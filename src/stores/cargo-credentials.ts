import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { membersAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

/** Source: doc.rust-lang.org/cargo/reference/config.html, `credentials.toml`. */
function read(root: Node): Facts | null {
  return together([
    ...secretAt(root, 'registry', 'token').map((found) => ({ ...found, host: 'crates.io' })),
    ...secretAt(root, 'registry', 'secret-key'),
    ...membersAt(root, 'registries').flatMap(({ value }) => [
      ...secretAt(value, 'token'),
      ...secretAt(value, 'secret-key'),
    ]),
  ]);
}

export const cargoCredentials: Store = {
  id: 'cargo-credentials',
  title: 'Logins to Rust registries',
  why: 'publishes crates as its user',
  provider: null,
  system: 'Rust registry',
  places: ['credentials.toml', 'credentials'].map((name) => ({
    path: `\${CARGO_HOME:-~/.cargo}/${name}`,
    holds: { as: 'toml', read },
  })),
};
