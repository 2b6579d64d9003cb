import { describe, expect, it } from 'vitest';
import { componentOf, type Component } from '../../src/model/installation.ts';
import type { Server } from '../../src/model/server.ts';
import { withdrawalKind } from '../../src/model/withdrawal.ts';
import { installationOf, serverWith } from '../stand-ins/inventory.ts';

describe('what a package may be called back as', () => {
  it.each([
    ['npm', '1.0.0', 'required', 'deprecated'],
    ['npm', '1.0.0', 'extraneous', 'deprecated'],
    ['PyPI', '1.0', 'required', 'yanked'],
    ['npm', '', 'required', null],
    ['npm', '1.0.0', 'bundled', null],
    ['Go', '1.0.0', 'required', null],
    ['crates.io', '1.0.0', 'required', null],
    ['Debian:12', '1.0.0', 'required', null],
    ['__proto__', '1.0.0', 'required', null],
  ] as Array<[string, string, Component['scope'], string | null]>)(
    'in %s at %j that is %s: %s',
    (ecosystem, version, scope, expected) => {
      const component = componentOf({ id: 'a', ecosystem, name: 'a', version }, { scope });
      expect(withdrawalKind(component, serverWith())).toBe(expected);
    },
  );

  it.each([
    ['registry', ['deprecated', 'deprecated', 'deprecated']],
    ['private-registry', ['deprecated', 'deprecated', 'deprecated']],
    ['git', [null, 'deprecated', 'deprecated']],
    ['url', [null, 'deprecated', 'deprecated']],
    ['path', [null, 'deprecated', 'deprecated']],
    ['extension', [null, 'deprecated', 'deprecated']],
    ['unknown', ['deprecated', 'deprecated', 'deprecated']],
  ] as Array<[Server['source'], unknown[]]>)(
    'leaves out the own code of a server from a %s, and nothing else of it',
    (source, expected) => {
      const installation = installationOf({ 'own@1.0.0': ['left@1.0.0'], 'left@1.0.0': [] });
      const companion = installationOf({ 'own@1.0.0': [] });
      const server = serverWith({ source, installation, companions: [companion] });
      const components = [...installation.components, ...companion.components];
      expect(components.map((component) => withdrawalKind(component, server))).toEqual(expected);
    },
  );
});
