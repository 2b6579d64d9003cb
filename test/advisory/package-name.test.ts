import { expect, it } from 'vitest';
import { normalizeName } from '../../src/advisory/package-name.ts';

it.each([
  ['PyPI', 'Zope.Interface', 'zope-interface'],
  ['PyPI', 'a_.-B', 'a-b'],
  ['NuGet', 'Newtonsoft.Json', 'newtonsoft.json'],
  ['npm', '@Scope/Pack_Age', '@Scope/Pack_Age'],
  ['Go', 'github.com/BurntSushi/toml', 'github.com/BurntSushi/toml'],
  ['crates.io', 'serde_json', 'serde_json'],
  ['Maven', 'org.Example:A_b', 'org.Example:A_b'],
  ['Debian:12', 'libX11', 'libX11'],
])('of %s: %s is %s', (ecosystem, name, expected) => expect(normalizeName(ecosystem, name)).toBe(expected));
