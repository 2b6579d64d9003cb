import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each package needs the five after it and some far ahead, as real trees do: about seven edges a package. */
function needs(index: number, count: number): number[] {
  const near = [1, 2, 3, 4, 5].map((step) => index + step);
  return [...new Set([...near, index * 2 + 7, index * 3 + 11])].filter((other) => other < count);
}

const nameOf = (index: number): string => (index % 5 === 0 ? `@scope/p${index}` : `p${index}`);
const manifestOf = (index: number, count: number): string =>
  JSON.stringify({
    name: nameOf(index),
    version: '1.0.0',
    description: 'x'.repeat(600),
    dependencies: Object.fromEntries(needs(index, count).map((other) => [nameOf(other), '^1.0.0'])),
  });

function writeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'app', dependencies: { [nameOf(0)]: '1', [nameOf(1)]: '1' } }),
  );
  writeFileSync(join(folder, 'index.js'), '');
}

function writePackage(modules: string, index: number, count: number): void {
  mkdirSync(join(modules, nameOf(index)), { recursive: true });
  writeFileSync(join(modules, nameOf(index), 'package.json'), manifestOf(index, count));
}

/** All packages side by side. */
function hoisted(folder: string, count: number): void {
  const modules = join(folder, 'node_modules');
  for (let index = 0; index < count; index++) writePackage(modules, index, count);
}

/** pnpm's layout: a folder for each package, with links to what it needs. */
function isolated(folder: string, count: number): void {
  const store = (index: number): string => `${nameOf(index).replace('/', '+')}@1.0.0/node_modules`;
  const link = (from: string, up: string, index: number): void => {
    mkdirSync(join(from, nameOf(index), '..'), { recursive: true });
    const more = nameOf(index).startsWith('@') ? '../' : '';
    symlinkSync(`${more}${up}${store(index)}/${nameOf(index)}`, join(from, nameOf(index)));
  };
  const all = join(folder, 'node_modules/.pnpm');
  for (let index = 0; index < count; index++) {
    const modules = join(all, store(index));
    writePackage(modules, index, count);
    for (const other of needs(index, count)) link(modules, '../../', other);
  }
  for (const index of [0, 1]) link(join(folder, 'node_modules'), '.pnpm/', index);
}

/** Yarn's archives, empty, with the data that names them. */
function archived(folder: string, count: number): void {
  const cache = join(folder, '.yarn/cache');
  mkdirSync(cache, { recursive: true });
  const registry: unknown[] = [
    [
      'app',
      [
        [
          'workspace:.',
          { packageLocation: './', packageDependencies: [0, 1].map((index) => [nameOf(index), 'npm:1.0.0']) },
        ],
      ],
    ],
  ];
  const lock: string[] = ['__metadata:\n  version: 8\n'];
  for (let index = 0; index < count; index++) {
    const name = nameOf(index);
    const archive = `${name.replace('/', '-')}-npm-1.0.0-0123456789-abcdef.zip`;
    writeFileSync(join(cache, archive), '');
    const asked = needs(index, count).map(nameOf);
    registry.push([
      name,
      [
        [
          'npm:1.0.0',
          {
            packageLocation: `./.yarn/cache/${archive}/node_modules/${name}/`,
            packageDependencies: asked.map((other) => [other, 'npm:1.0.0']),
          },
        ],
      ],
    ]);
    const lines = asked.map((other) => `    "${other}": "npm:^1.0.0"\n`).join('');
    lock.push(`"${name}@npm:^1.0.0":\n  version: 1.0.0\n  resolution: "${name}@npm:1.0.0"\n  dependencies:\n${lines}`);
  }
  writeFileSync(join(folder, '.pnp.cjs'), '');
  writeFileSync(join(folder, '.pnp.data.json'), JSON.stringify({ packageRegistryData: registry }));
  writeFileSync(join(folder, 'yarn.lock'), lock.join('\n'));
}

/** Trees of a number of packages, by layout. */
export const LAYOUTS: Readonly<Record<string, (folder: string, count: number) => void>> = Object.fromEntries(
  Object.entries({ hoisted, isolated, archived }).map(([name, write]) => [
    name,
    (folder: string, count: number) => {
      writeProject(folder);
      write(folder, count);
    },
  ]),
);
