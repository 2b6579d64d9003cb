import { describe, expect, it } from 'vitest';
import { realFiles } from '../../src/io/index.ts';
import { publisherOf } from '../../src/scan/publisher.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { installationOf, remoteServerWith, serverWith, type ServerParts } from '../stand-ins/inventory.ts';

/** The publisher of an installed npm package whose manifest claims a registry name. */
function ofPackage(name: string, mcpName: unknown, more: ServerParts = {}) {
  const path = folderWith({ [`node_modules/${name}/package.json`]: { name, version: '1.0.0', mcpName } });
  const installation = installationOf({ [`${name}@1.0.0`]: [] }, { path });
  return publisherOf(serverWith({ installation, launch: { package: name }, ...more }), realFiles);
}

describe('publisherOf', () => {
  it('takes a domain as official where the scope shows the same holder', () => {
    expect(ofPackage('@acme/mcp', 'com.acme/mcp')).toEqual({ kind: 'official', name: 'acme.com' });
  });

  it('believes no claim on its own', () => {
    expect(ofPackage('@mallory/mcp', 'com.acme/mcp')).toEqual({ kind: 'unknown', name: '@mallory' });
    expect(ofPackage('acme-mcp', 'com.acme/mcp')).toEqual({ kind: 'unknown', name: null });
    expect(ofPackage('@acme.com/mcp', ['com.acme/mcp'])).toEqual({ kind: 'unknown', name: '@acme.com' });
  });

  it('takes an account of a code host as community', () => {
    expect(ofPackage('@ada/mcp', 'io.github.ada/mcp')).toEqual({ kind: 'community', name: 'ada' });
  });

  it('takes a name as official that is served from its own domain', () => {
    const remote = (name: string, url: string) => publisherOf(remoteServerWith(url, { name }), realFiles);
    const launch = (url: string) => ({ launch: { ecosystem: 'remote' as const, package: null, remoteUrl: url } });
    const at = (name: string, url: string) => publisherOf(remoteServerWith(url, { name, ...launch(url) }), realFiles);
    expect(at('com.acme/mcp', 'https://mcp.acme.com/mcp')).toEqual({ kind: 'official', name: 'acme.com' });
    expect(at('com.acme/mcp', 'https://mcp-acme.com/mcp')).toEqual({ kind: 'unknown', name: 'mcp-acme.com' });
    expect(remote('plain', 'https://mcp.acme.com/mcp').kind).toBe('unknown');
  });

  it('tells the namespace where nothing more is known', () => {
    const of = (ecosystem: 'oci' | 'go' | 'maven' | 'npm', name: string) =>
      publisherOf(serverWith({ installation: null, launch: { ecosystem, package: name } }), realFiles).name;
    expect(of('oci', 'ghcr.io/acme/mcp')).toBe('ghcr.io/acme');
    expect(of('go', 'example.org/acme/mcp')).toBe('example.org/acme');
    expect(of('maven', 'org.acme:mcp')).toBe('org.acme');
    expect(of('npm', 'plain')).toBeNull();
  });
});
