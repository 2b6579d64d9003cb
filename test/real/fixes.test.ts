import { execFile } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { satisfies } from '../../src/advisory/python-specifier.ts';
import { vulnerablePackage } from '../../src/checks/vulnerable-package.ts';
import { homeAt } from '../../src/io/index.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import type { Server } from '../../src/model/server.ts';
import { followLine } from '../../src/scan/follow-line.ts';
import { resolve } from '../../src/scan/resolve.ts';
import { inventoryOf, serverWith, vulnerabilityIn } from '../stand-ins/inventory.ts';
import { offlineIo } from '../stand-ins/io.ts';
import { setUpTools, type Toolbox } from './_python.ts';

let box: Toolbox;
let env: Record<string, string>;

beforeAll(async () => {
  box = await setUpTools();
  const npmrc = join(homedir(), '.npmrc');
  if (existsSync(npmrc)) copyFileSync(npmrc, join(box.home, '.npmrc'));
  const PATH = [join(box.home, 'npm/bin'), join(box.home, '.local/bin'), box.env['PATH']].join(':');
  const npm = { npm_config_cache: join(box.home, '.npm'), npm_config_update_notifier: 'false' };
  env = { ...box.env, ...npm, PATH };
});
afterAll(() => box?.remove());

const sh = async (line: string): Promise<void> =>
  void (await promisify(execFile)('sh', ['-ec', line], { env, cwd: box.home, maxBuffer: 1e8 }));

/** The server that a line starts, as it is installed now. */
async function serverOf(line: readonly string[]): Promise<Server> {
  const [command = '', ...args] = line;
  const { launch, target } = followLine(command, args, null);
  const server = serverWith({ launch: { ...UNKNOWN_LAUNCH, ...launch }, installation: null });
  const machine = { ...homeAt(box.home), env: { PATH: env['PATH'], PYENV_ROOT: env['PYENV_ROOT'] } };
  const candidate = { server, target, companions: [], cwd: null, env: {} };
  const { servers } = await resolve([candidate], { io: offlineIo(), machine, cache: null });
  if (!servers[0]?.installation) throw new Error(`${line.join(' ')} is not found`);
  return servers[0];
}

const versionIn = ({ installation }: Server, name: string): string =>
  installation?.components.find((one) => one.name === name)?.version ?? '';

/** The fix of a package that is said to be mended in a version. */
function fixOf(server: Server, name: string, fixed: string): string {
  const bad = server.installation?.components.find((one) => one.name === name);
  const affects = [{ purl: bad?.purl ?? '', fixed, cure: fixed, lastKnownAffected: null }];
  const vulnerabilities = [vulnerabilityIn([], fixed, { affects })];
  return vulnerablePackage.run(inventoryOf([server], { vulnerabilities }))[0]?.fix ?? '';
}

/** Follows the advice to the letter; gives the versions before and after. */
async function mend(line: readonly string[], name: string, fixed: string, advice: RegExp): Promise<[string, Server]> {
  const before = await serverOf(line);
  const fix = fixOf(before, name, fixed);
  expect(fix).toMatch(advice);
  const [, command = ''] = /^Run `([^`]+)`/.exec(fix) ?? [];
  const [, folder] = /^Delete `([^`]+)`/.exec(fix) ?? [];
  await sh(folder === undefined ? command : `rm -r ${folder}`);
  return [versionIn(before, name), await serverOf(line)];
}

/** Each tree is made older than its ranges let it be; what the advice says is pasted into a shell, and the tree read again. */
describe('a dependency that is older than its range lets it be', () => {
  const write = (folder: string, overrides: object): void => {
    const path = join(folder, 'package.json');
    const manifest = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    writeFileSync(path, JSON.stringify({ ...manifest, overrides }));
  };

  it('is mended in the cache of npx', async () => {
    await sh('npx --yes --ignore-scripts --package=cross-env@7.0.3 -c "node -v"');
    const [folder = ''] = readdirSync(join(box.home, '.npm/_npx')).map((name) => join(box.home, '.npm/_npx', name));
    write(folder, { which: '2.0.1' });
    await sh(`npm install --ignore-scripts --prefix ${folder}`);
    write(folder, {});
    const [before, after] = await mend(['npx', '-y', 'cross-env@7.0.3'], 'which', '2.0.2', /^Run `npm update /);
    expect([before, versionIn(after, 'which'), versionIn(after, 'cross-env')]).toEqual(['2.0.1', '2.0.2', '7.0.3']);
  });

  it('is mended in the global folder of npm, with the server left at its version', async () => {
    const prefix = join(box.home, 'npm');
    const old = join(prefix, 'lib/node_modules/mkdirp/node_modules/minimist');
    await sh(`npm install --global --ignore-scripts --prefix ${prefix} mkdirp@0.5.6`);
    rmSync(old, { recursive: true });
    mkdirSync(old);
    await sh(`tar xzf "$(npm pack --silent minimist@1.2.6)" -C ${old} --strip-components=1`);
    const [before, after] = await mend(
      ['mkdirp'],
      'minimist',
      '1.2.7',
      /^Run `npm install --global --prefix \S+\/npm /,
    );
    expect([before, versionIn(after, 'mkdirp')]).toEqual(['1.2.6', '0.5.6']);
    expect(semver.gte(versionIn(after, 'minimist'), '1.2.7')).toBe(true);
  });

  const old = (python: string): string => `uv pip install --quiet --python ${python} jinja2==3.1.2`;
  it.each<[string, string, string[], RegExp]>([
    [
      'a tool of uv',
      `uv tool install flask==3.0.3; ${old('.local/share/uv/tools/flask')}`,
      ['uvx', 'flask'],
      /^Run `uv tool upgrade flask`/,
    ],
    [
      'the cache of uvx',
      'uv tool uninstall --all || true; uvx --with jinja2==3.1.2 --from flask==3.0.3 python -S -c ""',
      ['uvx', 'flask==3.0.3'],
      /^Run `uvx --refresh --from flask==3\.0\.3 /,
    ],
    [
      'pipx',
      `pipx install flask==3.0.3; ${old('.local/share/pipx/venvs/flask/bin/python')}`,
      ['$HOME/.local/bin/flask'],
      /^Run `pipx runpip flask install /,
    ],
    [
      'a virtual environment',
      'uv venv --quiet v; uv pip install --quiet --python v flask==3.0.3 jinja2==3.1.2',
      ['$HOME/v/bin/flask'],
      /^Run `uv pip install --python /,
    ],
    [
      'a virtual environment with pip',
      'python3 -m venv w; w/bin/pip install --quiet flask==3.0.3 jinja2==3.1.2',
      ['$HOME/w/bin/flask'],
      /^Run `\S+\/w\/bin\/python3 -m pip install /,
    ],
    [
      'a project of uv',
      `mkdir p; printf '[project]\nname="p"\nversion="1"\nrequires-python=">=3.9"\ndependencies=["flask==3.0.3"]\n' > p/pyproject.toml
       uv lock --quiet --project p --upgrade-package jinja2==3.1.2; uv sync --quiet --project p`,
      ['uv', '--directory', '$HOME/p', 'run', 'flask'],
      /^Run `uv sync --inexact --project \S+\/p --upgrade-package jinja2==3\.1\.6`/,
    ],
  ])('is mended in %s', async (_, install, line, advice) => {
    await sh(install);
    const words = line.map((word) => word.replace('$HOME', box.home));
    const [before, after] = await mend(words, 'jinja2', '3.1.6', advice);
    expect([before, versionIn(after, 'flask')]).toEqual(['3.1.2', '3.0.3']);
    expect(satisfies(versionIn(after, 'jinja2'), '>=3.1.6')).toBe(true);
  });
});
