import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Question, Resolved } from '../../src/ecosystems/index.ts';
import { npm } from '../../src/ecosystems/npm/index.ts';
import { homeAt } from '../../src/io/index.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { PNP_LOCATORS, closureOnDisk } from './_closure.ts';
import { SERVERS, prepareManagers, type Managers } from './_managers.ts';
import { walkPackages } from './_walk.ts';

const NAMES = Object.keys(SERVERS);

let managers: Managers;
const folders = new Map<string, string>();

async function ask(target: Question['target'], cwd: string): Promise<Resolved> {
  const machine = homeAt(managers.home);
  const resolved = await npm.resolve(
    { target, launch: UNKNOWN_LAUNCH, cwd, env: {} },
    { io: offlineIo(), machine, cache: null },
  );
  if (resolved === null) throw new Error('npm does not know the target');
  return resolved;
}

const command = (name: string, cwd: string): Promise<Resolved> =>
  ask({ kind: 'project-command', command: SERVERS[name] ?? '', directory: null }, cwd);

/** What of the tree is a package with a folder; what lies inside files of others is looked at elsewhere. */
const listed = ({ installation }: Resolved): string[] =>
  (installation?.components ?? [])
    .filter(({ scope }) => scope !== 'bundled')
    .map(({ id, name, version }) => `${id} ${name}@${version}`)
    .sort();

/** Gaps about the tree itself; those about what its files hold are not of these tests. */
const treeGaps = ({ gaps }: Resolved): string[] =>
  gaps.filter(({ kind }) => kind === 'tree-mismatch' || kind === 'not-installed').map(({ message }) => message);

/** Each installs the four servers into a project. */
const INSTALLS: Record<string, (folder: string) => Promise<void>> = {
  npm: (folder) => managers.run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], folder),
  pnpm: (folder) => managers.run('pnpm', ['install', '--ignore-scripts'], folder),
  'pnpm hoisted': (folder) =>
    managers.run('pnpm', ['install', '--ignore-scripts', '--config.node-linker=hoisted'], folder),
  'yarn classic': (folder) => {
    const quiet = ['--ignore-scripts', '--ignore-engines', '--non-interactive', '--registry', managers.registry];
    return managers.run('yarn', ['install', ...quiet], folder);
  },
  'yarn berry': (folder) => berry(folder, 'node-modules'),
  'yarn pnp': (folder) => berry(folder, 'pnp'),
  'bun hoisted': (folder) => managers.run('bun', ['install', '--ignore-scripts', '--linker', 'hoisted'], folder),
  'bun isolated': (folder) => managers.run('bun', ['install', '--ignore-scripts', '--linker', 'isolated'], folder),
};

function berry(folder: string, linker: string): Promise<void> {
  const settings = {
    nodeLinker: linker,
    enableScripts: false,
    enableTelemetry: false,
    npmRegistryServer: managers.registry,
  };
  const lines = Object.entries(settings).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`);
  writeFileSync(join(folder, '.yarnrc.yml'), lines.join(''));
  writeFileSync(join(folder, 'yarn.lock'), '');
  return managers.run('berry', ['install'], folder);
}

beforeAll(async () => {
  managers = await prepareManagers();
  for (const [name, install] of Object.entries(INSTALLS)) {
    const folder = managers.project(name.replace(' ', '-'));
    await install(folder);
    folders.set(name, folder);
  }
  const empty = join(managers.home, 'empty');
  for (const name of NAMES) {
    await managers.run('npx', ['--yes', '--ignore-scripts', `--package=${name}`, '-c', 'node -v'], empty);
    await managers.run('pnpm', ['dlx', `--package=${name}`, 'node', '-v'], empty);
    await managers.run('bun', ['x', name], empty, { PATH: managers.idleNode });
  }
});

afterAll(() => rmSync(managers.home, { recursive: true, force: true }));

describe.each(Object.keys(INSTALLS).filter((name) => name !== 'yarn pnp'))('a project installed by %s', (manager) => {
  const folder = (): string => folders.get(manager) ?? '';

  it('has what its manifests ask for, nothing less and nothing more', async () => {
    const resolved = await ask({ kind: 'script', path: join(folder(), 'index.js') }, folder());
    expect(treeGaps(resolved)).toEqual([]);
    expect(listed(resolved).length).toBeGreaterThan(150);
    expect(listed(resolved)).toEqual(closureOnDisk(folder(), folder()));
  });

  it.each(NAMES)('has just what %s needs', async (name) => {
    const resolved = await command(name, folder());
    expect(treeGaps(resolved)).toEqual([]);
    expect(resolved.installation?.version).toMatch(/^\d/);
    expect(listed(resolved)).toEqual(closureOnDisk(folder(), join(folder(), 'node_modules', name)));
  });
});

it.each(['npm', 'pnpm hoisted', 'yarn classic', 'yarn berry', 'bun hoisted'])(
  'everything that %s laid out is listed',
  async (manager) => {
    const folder = folders.get(manager) ?? '';
    const resolved = await ask({ kind: 'script', path: join(folder, 'index.js') }, folder);
    expect(listed(resolved)).toEqual(walkPackages(folder));
  },
);

it('an npm-laid tree is to arborist what it is here', async () => {
  const folder = folders.get('npm') ?? '';
  const { default: Arborist } = await import('@npmcli/arborist');
  const top = await new Arborist({ path: folder }).loadActual({ forceActual: true });
  const theirs = [...top.inventory.values()]
    .filter((node) => node !== top)
    .map((node) => {
      const needs = [...node.edgesOut.values()].flatMap(({ type, to }) => (to && type !== 'dev' ? [to.location] : []));
      return `${node.location} ${node.packageName}@${node.version} ${[...new Set(needs)].sort().join()}`;
    });
  const { installation } = await ask({ kind: 'script', path: join(folder, 'index.js') }, folder);
  const ours = (installation?.components ?? []).map(
    ({ id, name, version, dependsOn }) => `${id} ${name}@${version} ${dependsOn.join()}`,
  );
  expect(ours.sort()).toEqual(theirs.sort());
});

describe("a Plug'n'Play project", () => {
  const locators = (folder: string, ...start: string[]): string[] =>
    JSON.parse(
      execFileSync(process.execPath, ['-e', PNP_LOCATORS, folder, ...start], { encoding: 'utf8' }),
    ) as string[];

  it('has the locators of its data', async () => {
    const folder = folders.get('yarn pnp') ?? '';
    const resolved = await ask({ kind: 'script', path: join(folder, 'index.js') }, folder);
    expect(resolved.gaps).toEqual([]);
    expect(listed(resolved).length).toBeGreaterThan(150);
    expect(listed(resolved)).toEqual(locators(folder));
  });

  it.each(NAMES)('has just what %s needs', async (name) => {
    const folder = folders.get('yarn pnp') ?? '';
    const resolved = await command(name, folder);
    expect(treeGaps(resolved)).toEqual([]);
    expect(listed(resolved)).toEqual(locators(folder, name));
  });
});

describe('what a launcher has fetched', () => {
  const npx = (name: string): Question['target'] => {
    return { kind: 'npx', specs: [name], operand: name, command: null, cache: null, prefix: null };
  };
  const dlx = (manager: 'pnpm' | 'bun', name: string): Question['target'] => {
    return { kind: 'dlx', manager, specs: [name], command: null };
  };

  it.each(
    NAMES.flatMap((name): Array<[string, string, Question['target']]> => [
      ['npx', name, npx(name)],
      ['pnpm dlx', name, dlx('pnpm', name)],
      ['bunx', name, dlx('bun', name)],
    ]),
  )('by %s for %s', async (_, name, target) => {
    const resolved = await ask(target, join(managers.home, 'empty'));
    expect(treeGaps(resolved)).toEqual([]);
    const root = resolved.installation?.path ?? '';
    expect(listed(resolved)).toEqual(closureOnDisk(root, join(root, 'node_modules', name)));
  });
});

describe('a project of which only the lockfile is there', () => {
  it.each([
    ['npm', 'package-lock.json'],
    ['pnpm', 'pnpm-lock.yaml'],
    ['yarn classic', 'yarn.lock'],
    ['yarn berry', 'yarn.lock'],
    ['bun hoisted', 'bun.lock'],
  ])('of %s has the packages that it would have', async (manager, lockfile) => {
    const folder = folders.get(manager) ?? '';
    const bare = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-locked-')));
    try {
      for (const file of ['package.json', 'index.js', lockfile]) {
        writeFileSync(join(bare, file), readFileSync(join(folder, file)));
      }
      const distinct = (resolved: Resolved): string[] => {
        const names = (resolved.installation?.components ?? []).map(({ name, version }) => `${name}@${version}`);
        return [...new Set(names)].sort();
      };
      const locked = await ask({ kind: 'script', path: join(bare, 'index.js') }, bare);
      expect(locked.installation?.fidelity).toBe('locked');
      expect(locked.gaps.map(({ kind }) => kind)).toEqual(['not-installed']);
      const installed = await ask({ kind: 'script', path: join(folder, 'index.js') }, folder);
      expect(distinct(locked)).toEqual(distinct(installed));
    } finally {
      rmSync(bare, { recursive: true, force: true });
    }
  });
});
