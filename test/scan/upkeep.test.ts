import { describe, expect, it } from 'vitest';
import type { Io } from '../../src/io/index.ts';
import { componentOf, type Component } from '../../src/model/installation.ts';
import type { Server } from '../../src/model/server.ts';
import { upkeep, type Upkept } from '../../src/scan/upkeep.ts';
import { installationOf, serverWith, type ServerParts } from '../stand-ins/inventory.ts';
import { onlineIo } from '../stand-ins/io.ts';
import { packument, project, startRegistry, status, type RegistryStandIn } from '../stand-ins/registry.ts';

const OLD = { kind: 'deprecated', message: 'said at install', source: 'lockfile' } as const;
const NEW = { kind: 'deprecated', message: 'use right', source: 'npm' };

const component = (ecosystem: string, name: string, facts: Partial<Component> = {}): Component =>
  componentOf({ id: name, ecosystem, name, version: facts.version ?? '1.0.0' }, facts);
const serverOf = (components: Component[], parts: ServerParts = {}): Server =>
  serverWith({ installation: installationOf({}, { components }), ...parts });

const npmRegistry = (): Promise<RegistryStandIn> =>
  startRegistry({ left: packument('left', { '1.0.0': 'use right' }), good: packument('good', { '1.0.0': null }) });

async function ask(servers: Server[], npm: RegistryStandIn, pypi?: RegistryStandIn): Promise<Upkept> {
  const options = { npmRegistry: npm.url, pypiIndex: `${pypi?.url ?? npm.url}/simple`, cache: null };
  return upkeep(servers, await onlineIo(), options);
}

const said = ({ servers }: Upkept): unknown[] =>
  servers.flatMap(({ installation, companions }) =>
    [installation, ...companions].flatMap((one) => one?.components.map(({ withdrawn }) => withdrawn) ?? []),
  );

describe('what registries say', () => {
  it('is put down for each package, also for what runs beside a server', async () => {
    const registry = await npmRegistry();
    const beside = installationOf({}, { components: [component('npm', 'left')] });
    const servers = [serverOf([component('npm', 'good')], { companions: [beside] })];
    const upkept = await ask(servers, registry);
    expect(said(upkept)).toEqual([false, NEW]);
    expect(said({ servers, registries: [] })).toEqual([null, null]);
    expect(upkept.registries).toMatchObject([{ id: 'npm', status: 'complete', asked: 2, answered: 2 }]);
  });

  it('comes from the registry of each ecosystem', async () => {
    const npm = await npmRegistry();
    const pypi = await startRegistry({ 'simple/left/': project('left', { 'left-1.0.0.tar.gz': 'broken' }) });
    const upkept = await ask([serverOf([component('npm', 'good'), component('PyPI', 'left')])], npm, pypi);
    expect(said(upkept)).toEqual([false, { kind: 'yanked', message: 'broken', source: 'pypi' }]);
    expect([npm.requests, pypi.requests]).toEqual([['good'], ['simple/left/']]);
    expect(upkept.registries.map(({ id }) => id)).toEqual(['npm', 'pypi']);
  });

  it('is asked once for a package of many servers', async () => {
    const registry = await npmRegistry();
    const upkept = await ask([serverOf([component('npm', 'left')]), serverOf([component('npm', 'left')])], registry);
    expect(said(upkept)).toEqual([NEW, NEW]);
    expect(registry.requests).toEqual(['left']);
  });

  it('goes on from what a lockfile says: a word against a package stands, none may have come since', async () => {
    const registry = await npmRegistry();
    const components = [
      component('npm', 'good', { withdrawn: OLD }),
      component('npm', 'left', { withdrawn: false }),
      component('npm', 'gone', { withdrawn: false }),
    ];
    expect(said(await ask([serverOf(components)], registry))).toEqual([OLD, NEW, false]);
    expect(registry.requests.toSorted()).toEqual(['gone', 'left']);
  });

  it('leaves unknown what got no answer', async () => {
    const registry = await npmRegistry();
    registry.fault(status(403));
    const upkept = await ask([serverOf([component('npm', 'left')])], registry);
    expect(said(upkept)).toEqual([null]);
    expect(upkept.registries).toMatchObject([{ status: 'failed', reason: 'did not answer: HTTP 403' }]);
  });

  it('is asked of nobody for what no registry speaks of', async () => {
    const registry = await npmRegistry();
    const components = [
      component('Go', 'left'),
      component('crates.io', 'left'),
      component('Debian:12', 'left'),
      component('npm', 'left', { version: '' }),
      component('npm', 'left', { scope: 'bundled' }),
    ];
    const own = installationOf({ 'left@1.0.0': [] });
    const servers = [serverOf(components), serverWith({ source: 'path', installation: own })];
    const upkept = await ask(servers, registry);
    expect(said(upkept)).toEqual([null, null, null, null, null, null]);
    expect([registry.requests, upkept.registries]).toEqual([[], []]);
  });
});

describe('a server from another registry', () => {
  const OTHERS: Array<[string, ServerParts]> = [
    ['its launch line', { launch: { registry: 'https://npm.acme.example/' } }],
    ['a variable of its entry', { environment: ['NPM_CONFIG_REGISTRY'] }],
    ['a variable of a scope', { environment: ['npm_config_@acme:registry'] }],
    ['a variable of its line', { launch: { environment: ['UV_DEFAULT_INDEX'] } }],
    ['a variable of pip', { environment: ['PIP_EXTRA_INDEX_URL'] }],
    ['a file with settings', { environment: ['NPM_CONFIG_USERCONFIG'] }],
    ['a file with settings of uv', { environment: ['UV_CONFIG_FILE'] }],
  ];

  it.each(OTHERS)('by %s tells the public one no name of its packages', async (_, parts) => {
    const registry = await npmRegistry();
    const beside = installationOf({}, { components: [component('npm', 'beside')] });
    const servers = [serverOf([component('npm', 'left')], { ...parts, companions: [beside] })];
    const upkept = await ask(servers, registry);
    expect(registry.requests).toEqual([]);
    expect(said(upkept)).toEqual([null, null]);
    expect(upkept.registries).toMatchObject([
      { id: 'npm', asked: 0, reason: 'is not asked about packages that come from another registry' },
    ]);
  });

  it('gets no answer that the public one gave for another server', async () => {
    const registry = await npmRegistry();
    const own = serverOf([component('npm', 'left')], { launch: { registry: 'https://npm.acme.example' } });
    expect(said(await ask([own, serverOf([component('npm', 'left')])], registry))).toEqual([null, NEW]);
  });

  it('is asked for where that registry is the one that is asked', async () => {
    const registry = await npmRegistry();
    const own = serverOf([component('npm', 'left')], { launch: { registry: `${registry.url}/` } });
    expect(said(await ask([own], registry))).toEqual([NEW]);
  });

  it.each(['/npm', '/npm/'])('is that one with a slash at the end and without: %s', async (path) => {
    const registry = await startRegistry({ 'npm/left': packument('left', { '1.0.0': 'use right' }) });
    const options = { npmRegistry: registry.url + path, pypiIndex: registry.url, cache: null };
    for (const written of ['/npm', '/npm/']) {
      const own = serverOf([component('npm', 'left')], { launch: { registry: registry.url + written } });
      expect(said(await upkeep([own], await onlineIo(), options))).toEqual([NEW]);
    }
  });

  it('is none by a variable that says something else', async () => {
    const registry = await npmRegistry();
    const own = serverOf([component('npm', 'left')], { environment: ['NPM_TOKEN', 'INDEX', 'REGISTRY_URL'] });
    expect(said(await ask([own], registry))).toEqual([NEW]);
  });
});

it('a fault that is none of the network is not taken for one', async () => {
  const http: Io['http'] = {
    ...(await onlineIo()).http,
    request: () => Promise.reject(new TypeError('a bug')),
  } as Io['http'];
  const options = { npmRegistry: 'http://127.0.0.1:1', pypiIndex: 'http://127.0.0.1:1', cache: null };
  const asking = upkeep([serverOf([component('npm', 'left')])], { ...(await onlineIo()), http }, options);
  await expect(asking).rejects.toThrow('a bug');
});
