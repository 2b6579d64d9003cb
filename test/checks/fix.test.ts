import { describe, expect, it } from 'vitest';
import { vulnerablePackage } from '../../src/checks/vulnerable-package.ts';
import { componentOf, type Component, type Installation } from '../../src/model/installation.ts';
import type { Launch } from '../../src/model/launch.ts';
import {
  componentWith,
  declarationWith,
  installationOf,
  inventoryOf,
  serverWith,
  vulnerabilityIn,
  type ServerParts,
} from '../stand-ins/inventory.ts';

const CONFIG = '/home/ada/.cursor/mcp.json:3';

/** What is to be mended: a component of the tree, and the versions that fix it. */
interface Bad {
  component: Component;
  fixed: string | null;
  /** The version that mends all that is known; as `fixed` when it is left out. */
  cure?: string | null;
}

function fixOf(parts: ServerParts, { component, fixed, cure = fixed }: Bad): string {
  const affects = [{ purl: component.purl, fixed, cure, lastKnownAffected: null }];
  const vulnerabilities = [vulnerabilityIn([], fixed, { affects })];
  const findings = vulnerablePackage.run(inventoryOf([serverWith({ name: 'bridge', ...parts })], { vulnerabilities }));
  expect(findings).toHaveLength(1);
  return findings[0]?.fix ?? '';
}

type Facts = Parameters<typeof componentOf>[1];

const component = (ecosystem: string, label: string, id: string, facts: Facts = {}): Component => {
  const at = label.lastIndexOf('@');
  return componentOf({ id, ecosystem, name: label.slice(0, at), version: label.slice(at + 1) }, facts);
};
const npm = (label: string, id = `node_modules/${label.slice(0, label.lastIndexOf('@'))}`, facts: Facts = {}) =>
  component('npm', label, id, facts);

/** A tree of these components, the first of which is the server's own unless `root` says otherwise. */
function treeOf(components: Component[], more: Partial<Installation> = {}): Installation {
  return installationOf({}, { root: components[0]?.id ?? null, components, ...more });
}

const NODE: Partial<Launch> = { launcher: 'node', package: null, version: null, pinned: null, ecosystem: 'local' };
const launch = (launcher: Launch['launcher'], more: Partial<Launch> = {}): Partial<Launch> => ({
  ...NODE,
  launcher,
  ...more,
});

describe('the fix of what the launch line names', () => {
  const ownFix = (parts: Partial<Launch>, own: Component, fixed: string): string =>
    fixOf({ launch: parts, installation: treeOf([own]) }, { component: own, fixed });

  it.each<[string, Partial<Launch>, Component, string, string, string]>([
    [
      'npx at an exact version',
      launch('npx', { ecosystem: 'npm', package: 'mcp-remote', version: '0.1.15' }),
      npm('mcp-remote@0.1.15'),
      '0.1.16',
      'mcp-remote@0.1.15',
      'mcp-remote@0.1.16',
    ],
    [
      'npx with a range',
      launch('npx', { ecosystem: 'npm', package: 'mcp-remote', version: '^0.1.0' }),
      npm('mcp-remote@0.1.15'),
      '0.1.16',
      'mcp-remote@^0.1.0',
      'mcp-remote@0.1.16',
    ],
    [
      'bunx without a version',
      launch('bunx', { ecosystem: 'npm', package: '@x/server' }),
      npm('@x/server@1.0.0'),
      '1.0.1',
      '@x/server',
      '@x/server@1.0.1',
    ],
    [
      'pnpm dlx',
      launch('pnpm-dlx', { ecosystem: 'npm', package: 'server', version: 'latest' }),
      npm('server@1.0.0'),
      '1.0.1',
      'server@latest',
      'server@1.0.1',
    ],
    [
      'uvx, whatever the spelling of the name',
      launch('uvx', { ecosystem: 'PyPI', package: 'My_Server', version: '1.0', extras: ['cli'] }),
      component('PyPI', 'my-server@1.0', 'my_server-1.0.dist-info'),
      '1.1',
      'My_Server[cli]==1.0',
      'My_Server[cli]==1.1',
    ],
    [
      'pipx run',
      launch('pipx', { ecosystem: 'PyPI', package: 'server' }),
      component('PyPI', 'server@1.0', 'server-1.0.dist-info'),
      '1.1',
      'server',
      'server==1.1',
    ],
    [
      'go run, whose package lies in the module, with the v that advisories leave out',
      launch('go-run', { ecosystem: 'go', package: 'example.org/mcp/cmd/server', version: 'v1.2.0' }),
      component('Go', 'example.org/mcp@v1.2.0', '.'),
      '1.2.1',
      'example.org/mcp/cmd/server@v1.2.0',
      'example.org/mcp/cmd/server@v1.2.1',
    ],
    [
      'dnx',
      launch('dotnet', { ecosystem: 'NuGet', package: 'Acme.Mcp', version: '1.0.0' }),
      component('NuGet', 'acme.mcp@1.0.0', '.'),
      '1.0.2',
      'Acme.Mcp@1.0.0',
      'Acme.Mcp@1.0.2',
    ],
  ])('%s is an edit', (_, parts, own, fixed, written, exact) => {
    expect(ownFix(parts, own, fixed)).toBe(`In ${CONFIG} change \`${written}\` to \`${exact}\`.`);
  });

  it('names every place that has to be edited', () => {
    const declarations = [declarationWith(), declarationWith({ file: '/home/ada/.claude.json', line: 8 })];
    const own = npm('everything-server@1.0.0');
    expect(fixOf({ declarations, installation: treeOf([own]) }, { component: own, fixed: '1.0.1' })).toContain(
      `In ${CONFIG} and /home/ada/.claude.json:8 change`,
    );
  });

  it('from git is an address', () => {
    const parts = launch('uvx', { ecosystem: 'git', sourceUrl: 'git+https://host.example/server', version: 'v1' });
    expect(ownFix(parts, component('PyPI', 'server@1.0', 's'), '1.1')).toBe(
      `In ${CONFIG} change \`git+https://host.example/server@v1\` to an address of server 1.1 or later.`,
    );
  });

  it('is no edit of another name', () => {
    const parts = launch('npx', { ecosystem: 'npm', package: 'alias', version: '1.0.0' });
    expect(ownFix(parts, npm('server@1.0.0', 'node_modules/alias'), '1.0.1')).not.toContain('`alias@1.0.1`');
  });

  it('edits what the line brings besides', () => {
    const server = component('PyPI', 'server@1.0', 's', { dependsOn: [] });
    const plugin = component('PyPI', 'a-plugin@0.9', 'p');
    const parts = launch('uvx', {
      ecosystem: 'PyPI',
      package: 'server',
      extraPackages: [{ ecosystem: 'PyPI', name: 'A.Plugin', version: '>=0.5' }],
    });
    const installation = treeOf([server, plugin], { method: 'uv-cache' });
    expect(fixOf({ launch: parts, installation }, { component: plugin, fixed: '0.9.1' })).toBe(
      `In ${CONFIG} change \`A.Plugin>=0.5\` to \`A.Plugin==0.9.1\`.`,
    );
  });

  describe('of a wrapper', () => {
    const wrapper = npm('mcp-proxy@1.0.0', undefined, { dependsOn: ['node_modules/qs'] });
    const inner = npm('qs@6.0.0', undefined, { ranges: ['^6.0.0'] });
    const companion = treeOf([wrapper, inner], { path: '/home/ada/.npm/_npx/wrapper' });
    const parts: ServerParts = {
      companions: [companion],
      launch: { extraPackages: [{ ecosystem: 'npm', name: 'mcp-proxy', version: null }] },
    };

    it('edits the line', () => {
      expect(fixOf(parts, { component: wrapper, fixed: '1.0.1' })).toBe(
        `In ${CONFIG} change \`mcp-proxy\` to \`mcp-proxy@1.0.1\`.`,
      );
    });

    it('updates what it brings in its own tree', () => {
      expect(fixOf(parts, { component: inner, fixed: '6.0.4' })).toContain('--prefix /home/ada/.npm/_npx/wrapper');
    });

    it('edits nothing for what it brings, though the line names that too', () => {
      const extraPackages = [{ ecosystem: 'npm' as const, name: 'qs', version: null }];
      expect(fixOf({ ...parts, launch: { extraPackages } }, { component: inner, fixed: '6.0.4' })).toContain(
        'npm update',
      );
    });

    it('edits nothing for a dependency of the server that has its name', () => {
      const same = npm('mcp-proxy@0.9.0', undefined, { ranges: ['^0.9.0'] });
      const server = npm('everything-server@1.0.0', undefined, { dependsOn: [same.id] });
      const fix = fixOf({ ...parts, installation: treeOf([server, same]) }, { component: same, fixed: '0.9.1' });
      expect(fix).toContain('npm update');
    });
  });
});

/** A server that needs `qs@6.0.0` of npm by a range. */
function npmTree(qs: string, more: Partial<Installation> = {}, range = '^6.0.0'): [Installation, Component] {
  const bad = npm('qs@6.0.0', qs, { ranges: [range] });
  const own = npm('server@1.0.0', qs.replace(/qs(@[^/]*)?/g, 'server'), { dependsOn: [bad.id] });
  return [treeOf([own, bad], more), bad];
}

const FLAT = 'node_modules/qs';
const PNPM = 'node_modules/.pnpm/qs@6.0.0/node_modules/qs';
const BUN = 'node_modules/.bun/qs@6.0.0/node_modules/qs';
const PNP = 'qs@npm:6.0.0';
const OTHERS = ' Where another package manager has made its node_modules, update it with that.';

describe('the fix of a dependency of npm that its ranges let in', () => {
  it.each<[string, Partial<Installation>, string, string]>([
    [
      'npx',
      { path: '/n/_npx/0a' },
      FLAT,
      'Run `npm update --ignore-scripts qs --prefix /n/_npx/0a` for 6.0.4 or later.',
    ],
    [
      'pnpm dlx',
      { path: '/c/dlx/1/2', method: 'dlx-cache' },
      PNPM,
      'Delete `/c/dlx/1/2`: the next start fetches the server anew, with qs 6.0.4 or later.',
    ],
    [
      'bunx',
      { path: '/c/.bunx-0/server@1.0.0', method: 'bunx-cache' },
      FLAT,
      'Delete `/c/.bunx-0/server@1.0.0`: the next start fetches the server anew, with qs 6.0.4 or later.',
    ],
    [
      'a global installation',
      { path: '/usr/local/lib/node_modules/server', method: 'global' },
      FLAT,
      'Run `npm install --global --prefix /usr/local server@1.0.0` for qs 6.0.4 or later.',
    ],
    [
      'a global installation on Windows',
      { path: 'C:\\Users\\Ada L\\npm\\node_modules\\@x\\server', method: 'global' },
      FLAT,
      'Run `npm install --global --prefix "C:\\Users\\Ada L\\npm" server@1.0.0` for qs 6.0.4 or later.',
    ],
    [
      'a global installation of pnpm',
      { path: '/home/ada/.local/share/pnpm/global/5', method: 'global' },
      '.pnpm/qs@6.0.0/node_modules/qs',
      'Run `pnpm update --global --depth Infinity qs` for qs 6.0.4 or later.',
    ],
    [
      'a global installation of bun',
      { path: '/home/ada/.bun/install/global', method: 'global' },
      FLAT,
      'Run `bun update --global qs` for qs 6.0.4 or later.',
    ],
    [
      'a project',
      { path: '/p', method: 'project' },
      FLAT,
      `Run \`npm update --ignore-scripts qs --prefix /p\` for 6.0.4 or later.${OTHERS}`,
    ],
    [
      'a script in a project of pnpm',
      { path: '/p', method: 'file' },
      PNPM,
      'Run `pnpm --dir /p update --ignore-scripts --depth Infinity qs` for 6.0.4 or later.',
    ],
    [
      'a project of bun',
      { path: '/p', method: 'project' },
      BUN,
      'Run `bun update --cwd=/p --ignore-scripts qs` for 6.0.4 or later.',
    ],
    [
      "a project with Plug'n'Play",
      { path: '/p', method: 'project' },
      PNP,
      'Run `yarn --cwd /p up --recursive qs` for 6.0.4 or later.',
    ],
    [
      'a project whose package manager cannot be told',
      { path: '/p', method: 'project' },
      'node_modules/.store/qs@6.0.0/node_modules/qs',
      `Update qs to 6.0.4 or later where ${CONFIG} starts it from (/p).`,
    ],
    [
      'a global installation by Volta',
      { path: '/home/ada/.volta/tools/image/packages/server/lib/node_modules/server', method: 'global' },
      FLAT,
      `Update qs to 6.0.4 or later where ${CONFIG} starts it from (/home/ada/.volta/tools/image/packages/server/lib/node_modules/server).`,
    ],
  ])('in %s', (_, more, id, expected) => {
    const [installation, bad] = npmTree(id, more);
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '6.0.4' })).toBe(expected);
  });

  it.each(['^6.0.0', '>=6 <7', 'npm:real@^6.0.0', 'npm:@a/real@6.x', 'real@^6.0.0', 'npm:real', '*', '= v6.0.4'])(
    'is a command where %s lets it through',
    (range) => {
      const [installation, bad] = npmTree(FLAT, {}, range);
      expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toMatch(/^Run `npm update .*or later\.$/);
    },
  );

  it.each([
    'git+https://host.example/qs',
    'latest',
    'file:../qs@6',
    'workspace:*',
    'x/qs#v6',
    `^6.0.0 ${'|| 6'.repeat(400)}`,
  ])('promises nothing where %s is asked for', (range) => {
    const [installation, bad] = npmTree(FLAT, {}, range);
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toMatch(
      /^Run `npm update .* Scan again then: server@1\.0\.0 asks for qs .*, which may leave it out\.$/,
    );
  });

  it('names an aliased package by its folder, as npm does, with every other copy', () => {
    const alias = npm('qs@6.0.0', 'node_modules/old-qs', { ranges: ['npm:qs@^6.0.0'] });
    const plain = npm('qs@6.0.0', 'node_modules/a/node_modules/qs', { ranges: ['^6.0.0'] });
    const own = npm('server@1.0.0', undefined, { dependsOn: [alias.id] });
    const installation = treeOf([own, alias, plain], { path: '/n' });
    expect(fixOf({ installation }, { component: alias, fixed: '6.0.4' })).toContain(
      'npm update --ignore-scripts old-qs qs',
    );
  });

  it.each<[string, Facts, string[]]>([
    ['a range', { ranges: ['*'] }, []],
    ['a package without one', {}, ['node_modules/qs']],
  ])('is no deletion where %s asks for what no manifest leads to', (_, facts, dependsOn) => {
    const stray = npm('qs@6.0.0', FLAT, { scope: 'extraneous', ...facts });
    const installation = treeOf([
      npm('server@1.0.0'),
      npm('a@1.0.0', undefined, { scope: 'extraneous', dependsOn }),
      stray,
    ]);
    expect(fixOf({ installation }, { component: stray, fixed: '6.0.4' })).toContain('npm update');
  });

  it('is a deletion where nothing asks for it', () => {
    const stray = npm('qs@6.0.0', 'node_modules/qs', { scope: 'extraneous' });
    const installation = treeOf([npm('server@1.0.0'), stray], { path: '/n' });
    expect(fixOf({ installation }, { component: stray, fixed: '6.0.4' })).toBe(
      'Delete `/n/node_modules/qs`: nothing in the tree asks for it.',
    );
  });
});

describe("the fix of the server's own package of npm, which the line does not name", () => {
  it.each<[string, Partial<Installation>, string, string]>([
    ['global', { path: '/x/y', method: 'global' }, FLAT, 'Run `npm install --global server@1.0.1`.'],
    [
      'global, of another Node',
      { path: '/home/ada/.nvm/versions/node/v20.1.0/lib/node_modules/server', method: 'global' },
      '.',
      'Run `npm install --global --prefix /home/ada/.nvm/versions/node/v20.1.0 server@1.0.1`.',
    ],
    ['a project', { path: '/p', method: 'project' }, FLAT, 'Run `npm install server@1.0.1 --prefix /p`.'],
    ['a file of a project', { path: '/p', method: 'file' }, FLAT, 'Run `npm install server@1.0.1 --prefix /p`.'],
    ['a project of pnpm', { path: '/p', method: 'project' }, PNPM, 'Run `pnpm --dir /p add server@1.0.1`.'],
    ['a project of bun', { path: '/p', method: 'project' }, BUN, 'Run `bun add --cwd=/p server@1.0.1`.'],
    ['a project with PnP', { path: '/p', method: 'project' }, PNP, 'Run `yarn --cwd /p add server@1.0.1`.'],
    [
      'a checkout',
      { path: '/p', method: 'file' },
      '.',
      'Bring the checkout in /p to server 1.0.1 or later, and build it.',
    ],
    [
      'a package below another one',
      { path: '/p', method: 'file' },
      'node_modules/a/node_modules/qs',
      `Update server to 1.0.1 or later where ${CONFIG} starts it from (/p).`,
    ],
  ])('%s', (_, more, id, expected) => {
    const own = npm('server@1.0.0', id.replaceAll('qs', 'server'));
    const installation = treeOf([own], more);
    expect(fixOf({ launch: NODE, installation }, { component: own, fixed: '1.0.1' })).toBe(expected);
  });
});

describe('a version that a range leaves out', () => {
  const HELD = `disable \`bridge\` in ${CONFIG}, or record a dated exception.`;

  it.each(['6.0.0', '~5.9.0 || 6.0.0', 'npm:real@~6.0.0 <6.0.4', '6.0.0-beta.1 - 6.0.3'])(
    'by %s is not promised',
    (range) => {
      const [installation, bad] = npmTree(FLAT, {}, range);
      expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toBe(
        `No update reaches 6.0.4: server@1.0.0 asks for qs ${range}. Take a newer server that lets it in, ${HELD}`,
      );
    },
  );

  const chain = (ranges: string[], askers: string[]): [Installation, Component] => {
    const bad = npm('qs@6.0.0', FLAT, { ranges });
    const needy = askers.map((label) => npm(label, undefined, { dependsOn: [FLAT] }));
    const own = npm('server@1.0.0', undefined, { dependsOn: needy.map(({ id }) => id) });
    return [treeOf([own, ...needy, bad]), bad];
  };

  it('names who asks, and who could do without', () => {
    const [installation, bad] = chain(['6.0.0'], ['express@4.0.0']);
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toBe(
      `No update reaches 6.0.4: express@4.0.0 asks for qs 6.0.0. Take a newer express or server that lets it in, ${HELD}`,
    );
  });

  it('names all who ask', () => {
    const [installation, bad] = chain(['6.0.0', '6.0.x <6.0.4'], ['a@1.0.0', 'b@1.0.0']);
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toContain(
      'a@1.0.0 and b@1.0.0 ask for qs 6.0.0 and 6.0.x <6.0.4',
    );
  });

  it('accuses nobody where only one of several ranges holds it', () => {
    const [installation, bad] = chain(['6.0.0', '^6.0.0'], ['a@1.0.0', 'b@1.0.0']);
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toContain('the tree asks for qs 6.0.0.');
  });

  it('counts before what is no range', () => {
    const [installation, bad] = chain(['6.0.0', 'latest'], ['a@1.0.0', 'b@1.0.0']);
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toMatch(
      /^No update reaches 6\.0\.4: the tree asks for qs 6\.0\.0\./,
    );
  });

  it('counts for every copy', () => {
    const free = npm('qs@6.0.0', FLAT, { ranges: ['^6.0.0'] });
    const held = npm('qs@6.0.0', 'node_modules/a/node_modules/qs', { ranges: ['6.0.0'] });
    const a = npm('a@1.0.0', undefined, { dependsOn: [held.id] });
    const own = npm('server@1.0.0', undefined, { dependsOn: [a.id, free.id] });
    const installation = treeOf([own, a, free, held]);
    expect(fixOf({ installation }, { component: free, fixed: '6.0.4' })).toContain('a@1.0.0 asks for qs 6.0.0');
  });

  it('is an edit of the project that asks for it itself', () => {
    const bad = npm('qs@5.0.0', FLAT, { ranges: ['^5.0.0'] });
    const installation = treeOf([bad], { root: null, method: 'project', path: '/p' });
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '6.0.4' })).toBe(
      'Raise qs to 6.0.4 or later where the project in /p asks for it, and install: the tree asks for qs ^5.0.0.',
    );
  });

  it.each(['project', 'file'] as const)('can be overridden where the server lies in a %s', (method) => {
    const [installation, bad] = npmTree(FLAT, { method, path: '/p' });
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '7.0.0' })).toContain(
      'Take a newer server that lets it in, override it in the project in /p, disable',
    );
  });

  it('can be overridden in a project of the own', () => {
    const bad = npm('qs@5.0.0', FLAT, { ranges: ['^5.0.0'] });
    const a = npm('a@1.0.0', undefined, { dependsOn: [FLAT] });
    const installation = treeOf([a, bad], { root: null, method: 'project', path: '/p' });
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '6.0.4' })).toContain(
      'Take a newer a that lets it in, override it in the project in /p, disable',
    );
  });

  it('counts nothing where the line names the package, or an image holds it', () => {
    const own = npm('everything-server@1.0.0', undefined, { ranges: ['^1.0.0'] });
    expect(fixOf({ installation: treeOf([own]) }, { component: own, fixed: '1.0.1', cure: '2.0.0' })).toBe(
      `In ${CONFIG} change \`everything-server@1.0.0\` to \`everything-server@2.0.0\`.`,
    );
    const [installation, bad] = npmTree(FLAT, { method: 'image' });
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '6.0.4', cure: '7.0.1' })).toBe(
      'Take a newer image, or rebuild the image with qs 7.0.1 or later.',
    );
  });

  it('hides no smaller one that mends this vulnerability', () => {
    const [installation, bad] = npmTree(FLAT, { path: '/n' });
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4', cure: '7.0.1' })).toBe(
      'Run `npm update --ignore-scripts qs --prefix /n` for 6.0.4 or later. No update reaches 7.0.1, which mends all that is known of it: server@1.0.0 asks for qs ^6.0.0.',
    );
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4', cure: '6.0.9' })).toContain('for 6.0.9 or later.');
    expect(fixOf({ installation }, { component: bad, fixed: '7.0.0', cure: '7.0.1' })).toMatch(
      /^No update reaches 7\.0\.1/,
    );
  });
});

it('says where no version is free of all that is known', () => {
  const [installation, bad] = npmTree(FLAT);
  expect(fixOf({ installation }, { component: bad, fixed: '6.0.4', cure: null })).toMatch(
    / for 6\.0\.4 or later\. No version is known to be free of all that affects it\.$/,
  );
});

describe('the fix in a Python environment', () => {
  const jinja = (range: string): Component => component('PyPI', 'jinja2@3.1.2', 'jinja2', { ranges: [range] });
  const flask = component('PyPI', 'flask@3.0.3', 'flask', { dependsOn: ['jinja2'] });
  const PIP = component('PyPI', 'pip@23.2.1', 'pip');
  const treeIn = (more: Partial<Installation>, range = '>=3.1.2'): Installation =>
    treeOf([flask, jinja(range)], { method: 'venv', path: '/v', ...more });
  const UVX = launch('uvx', { ecosystem: 'PyPI', package: 'flask', version: '3.0.3', pinned: true });
  const PYTHON = launch('python');
  const LOCKED = ' Where a lockfile decides what it holds, raise it there too.';
  const SCRIPT = '/c/environments-v2/srv-1ef19692b9dca8bc';

  const cases: Array<[string, Partial<Launch>, Partial<Installation>, string]> = [
    [
      'a tool of uv',
      UVX,
      { method: 'uv-tool', path: '/s/uv/tools/flask' },
      'Run `uv tool upgrade flask` for jinja2 3.1.6 or later.',
    ],
    [
      "uv's cache",
      UVX,
      { method: 'uv-cache', path: '/c/archive-v0/x' },
      'Run `uvx --refresh --from flask==3.0.3 python -S -c ""` for jinja2 3.1.6 or later.',
    ],
    [
      "uv's cache, by a line with more packages",
      { ...UVX, extraPackages: [{ ecosystem: 'PyPI', name: 'other', version: null }] },
      { method: 'uv-cache', path: '/c/archive-v0/x' },
      'Start it once with --refresh behind uvx in its line, for jinja2 3.1.6 or later.',
    ],
    [
      "uv's cache, from another index",
      { ...UVX, registry: 'https://pypi.acme.example/simple' },
      { method: 'uv-cache', path: '/c/archive-v0/x' },
      'Start it once with --refresh behind uvx in its line, for jinja2 3.1.6 or later.',
    ],
    [
      'the environment of a script',
      launch('uv-run', { localEntry: '/home/ada/srv.py' }),
      { method: 'uv-cache', path: SCRIPT },
      'Run `uv sync --script /home/ada/srv.py --upgrade-package jinja2==3.1.6` for jinja2 3.1.6 or later.',
    ],
    [
      'the environment of a script that only the client finds',
      launch('uv-run', { localEntry: 'srv.py' }),
      { method: 'uv-cache', path: SCRIPT },
      'Start it once with `--upgrade-package jinja2` behind uv run in its line, for jinja2 3.1.6 or later.',
    ],
    [
      'pipx',
      launch('binary'),
      { method: 'pipx', path: '/s/pipx/venvs/flask-two' },
      'Run `pipx runpip flask-two install jinja2==3.1.6`.',
    ],
    [
      'pipx for all users',
      launch('binary'),
      { method: 'pipx', path: '/opt/pipx/venvs/flask' },
      'Run `pipx runpip --global flask install jinja2==3.1.6`.',
    ],
    [
      "pipx's cache",
      launch('pipx', { ecosystem: 'PyPI', package: 'flask' }),
      { method: 'pipx-cache', path: '/c/pipx/26e76b17b80e0c8' },
      'Delete `/c/pipx/26e76b17b80e0c8`: the next start fetches the server anew, with jinja2 3.1.6 or later.',
    ],
    ['a venv of uv', PYTHON, {}, `Run \`uv pip install --python /v jinja2==3.1.6\`.${LOCKED}`],
    ['a venv', PYTHON, { environment: [PIP] }, `Run \`/v/bin/python3 -m pip install jinja2==3.1.6\`.${LOCKED}`],
    [
      'a venv on Windows',
      PYTHON,
      { environment: [PIP], path: 'C:\\v' },
      `Run \`C:\\v\\Scripts\\python.exe -m pip install jinja2==3.1.6\`.${LOCKED}`,
    ],
    [
      'a Python of the user',
      PYTHON,
      { method: 'global', path: '/home/ada/.pyenv/versions/3.11.7' },
      'Run `/home/ada/.pyenv/versions/3.11.7/bin/python3 -m pip install jinja2==3.1.6`.',
    ],
    [
      'a Python of the system',
      PYTHON,
      { method: 'global', path: '/usr' },
      `Update jinja2 to 3.1.6 or later where ${CONFIG} starts it from (/usr).`,
    ],
    [
      'a project of uv',
      launch('uv-run'),
      { method: 'project', path: '/p/.venv' },
      'Run `uv sync --inexact --project /p --upgrade-package jinja2==3.1.6`.',
    ],
    [
      'a project of uv that is not installed',
      launch('uv-run'),
      { method: 'project', path: '/p', fidelity: 'locked' },
      'Run `uv sync --inexact --project /p --upgrade-package jinja2==3.1.6`.',
    ],
    [
      'a project whose environment lies elsewhere',
      launch('uv-run'),
      { method: 'project', path: '/envs/p' },
      `Update jinja2 to 3.1.6 or later where ${CONFIG} starts it from (/envs/p).`,
    ],
  ];
  it.each(cases)('of a dependency in %s', (_, parts, more, expected) => {
    const installation = treeIn(more);
    expect(fixOf({ launch: parts, installation }, { component: jinja('>=3.1.2'), fixed: '3.1.6' })).toBe(expected);
  });

  it.each<[string, Partial<Installation>, string]>([
    [
      'a tool of uv',
      { method: 'uv-tool', path: '/s/uv/tools/flask' },
      'Run `uv tool upgrade flask` for flask 3.1.1 or later; where it was installed at an exact version, `uv tool install flask==3.1.1`.',
    ],
    ['pipx', { method: 'pipx', path: '/s/pipx/venvs/flask' }, 'Run `pipx runpip flask install flask==3.1.1`.'],
    ['a venv', {}, `Run \`uv pip install --python /v flask==3.1.1\`.${LOCKED}`],
    [
      'a project',
      { method: 'project', path: '/p/.venv' },
      'Run `uv sync --inexact --project /p --upgrade-package flask==3.1.1`. Where flask is the project itself, bring its source to that.',
    ],
  ])('of the own package in %s', (_, more, expected) => {
    const installation = treeIn(more);
    expect(fixOf({ launch: launch('binary'), installation }, { component: flask, fixed: '3.1.1' })).toBe(expected);
  });

  it.each(['==3.1.2', '~=3.1.2,<3.1.6', '>=3.1.2,!=3.1.6', '===3.1.2'])(
    'is not promised where %s holds it',
    (range) => {
      const installation = treeIn({ method: 'uv-tool', path: '/s/uv/tools/flask' }, range);
      expect(fixOf({ launch: UVX, installation }, { component: jinja(range), fixed: '3.1.6' })).toBe(
        `No update reaches 3.1.6: flask@3.0.3 asks for jinja2 ${range}. Take a newer flask that lets it in, disable \`bridge\` in ${CONFIG}, or record a dated exception.`,
      );
    },
  );

  it('raises what a project of uv asks for itself', () => {
    const bad = jinja('==3.1.2');
    const installation = treeOf([bad], { root: null, method: 'project', path: '/p/.venv' });
    expect(fixOf({ launch: launch('uv-run'), installation }, { component: bad, fixed: '3.1.6' })).toBe(
      'Run `uv add --project /p "jinja2>=3.1.6"`: the tree asks for jinja2 ==3.1.2.',
    );
  });
});

describe('the fix of what is compiled', () => {
  const FILE = '/home/ada/go/bin/server';
  const goTree = (
    own: string,
    dependency: string,
    more: Partial<Installation>,
  ): [Installation, Component, Component] => {
    const bad = component('Go', dependency, `server!${dependency.slice(0, dependency.lastIndexOf('@'))}`);
    const main = component('Go', own, 'server!main', { dependsOn: [bad.id] });
    return [treeOf([main, bad], { method: 'go-bin', path: FILE, ...more }), bad, main];
  };
  const BINARY = launch('binary');
  const text = 'golang.org/x/text@v0.3.7';

  it.each<[string, string, string, Partial<Installation>, string, string]>([
    [
      'of a module is a newer release of the program',
      'example.org/server@v1.2.0',
      text,
      {},
      '0.3.8',
      'Take a newer release of example.org/server that requires golang.org/x/text v0.3.8 or later: Go builds v1.2.0 with the version that this one asks for.',
    ],
    [
      'of a module in a program of somebody’s own is another build',
      'example.org/server@',
      text,
      {},
      '0.3.8',
      `Build ${FILE} anew from its source, with golang.org/x/text v0.3.8 or later in its go.mod.`,
    ],
    [
      'of Go itself is another build by a newer Go',
      'example.org/server@v1.2.0',
      'stdlib@1.22.1',
      {},
      '1.22.5',
      'With Go 1.22.5 or later run `go install example.org/server/...@v1.2.0`, which builds it anew.',
    ],
    [
      'of Go itself in a program that was downloaded is another download',
      'example.org/server@v1.2.0',
      'stdlib@1.22.1',
      { method: 'file', path: '/opt/server' },
      '1.22.5',
      'Replace /opt/server by a release of example.org/server that was built with Go 1.22.5 or later.',
    ],
  ])('%s', (_, own, dependency, more, fixed, expected) => {
    const [installation, bad] = goTree(own, dependency, more);
    expect(fixOf({ launch: BINARY, installation }, { component: bad, fixed })).toBe(expected);
  });

  it('of a program that go install has built is the same again', () => {
    const [installation, , own] = goTree('example.org/server@v1.2.0', text, {});
    expect(fixOf({ launch: BINARY, installation }, { component: own, fixed: '1.2.1' })).toBe(
      'Run `go install example.org/server/...@v1.2.1`.',
    );
  });

  it('of a program that was downloaded is another download', () => {
    const [installation, , own] = goTree('example.org/server@v1.2.0', text, { method: 'file', path: '/opt/server' });
    expect(fixOf({ launch: BINARY, installation }, { component: own, fixed: '1.2.1' })).toBe(
      'Replace /opt/server by release v1.2.1 or later of example.org/server.',
    );
  });

  it.each([
    [text, '0.3.8', 'Run `go get -C /p golang.org/x/text@v0.3.8`.'],
    ['stdlib@1.22.1', '1.22.5', 'Run `go get -C /p toolchain@go1.22.5`.'],
  ])('of %s in a project that go run builds is in its go.mod', (label, fixed, expected) => {
    const bad = component('Go', label, 'x');
    const installation = treeOf([bad], { root: null, method: 'project', path: '/p', fidelity: 'locked' });
    expect(fixOf({ launch: launch('go-run'), installation }, { component: bad, fixed })).toBe(expected);
  });

  it('of Go itself for go run is a newer Go', () => {
    const bad = component('Go', 'stdlib@1.22.1', 'stdlib');
    const own = component('Go', 'example.org/server@v1.2.0', '.', { dependsOn: ['stdlib'] });
    const installation = treeOf([own, bad], { method: 'file', path: '/m/server@v1.2.0', fidelity: 'locked' });
    expect(fixOf({ launch: launch('go-run'), installation }, { component: bad, fixed: '1.22.5' })).toBe(
      'Install Go 1.22.5 or later: `go run` builds with the Go of this machine.',
    );
  });

  const crate = component('crates.io', 'idna@0.5.0', 'server!idna@0.5.0');
  const rust = component('', 'rust-server@0.3.0', 'server!rust-server@0.3.0', { dependsOn: [crate.id] });
  it.each([
    [
      '/home/ada/.cargo/bin/server',
      'Run `cargo auditable install --force rust-server@0.3.0`, which takes the newest crates that rust-server 0.3.0 lets in, and scan again for idna 1.0.0 or later: its record names no ranges.',
    ],
    ['/opt/server', 'Replace /opt/server by a release of rust-server that was built with idna 1.0.0 or later.'],
  ])('of a crate in %s', (path, expected) => {
    const installation = treeOf([rust, crate], { method: 'file', path });
    expect(fixOf({ launch: BINARY, installation }, { component: crate, fixed: '1.0.0' })).toBe(expected);
  });
});

describe('the fix of what lies in an image', () => {
  const DOCKER = launch('docker', { ecosystem: 'oci', package: 'acme/server', image: 'acme/server:1', pinned: false });
  const openssl = component('Debian:12', 'openssl@3.0.11-1', 'deb:libssl3:amd64');
  const qs = npm('qs@6.0.0', 'app/node_modules/qs', { ranges: ['6.0.0'] });
  const own = npm('server@1.0.0', 'app', { dependsOn: [qs.id] });
  const installation = treeOf([own, openssl, qs], { method: 'image', path: '/var/run/docker.sock' });

  it.each([
    ['of its system', openssl, '3.0.15-1', 'openssl 3.0.15-1'],
    ['of its programs', qs, '6.0.4', 'qs 6.0.4'],
    ['the server itself', own, '1.0.1', 'server 1.0.1'],
  ])('%s is another image', (_, bad, fixed, wanted) => {
    expect(fixOf({ launch: DOCKER, installation }, { component: bad, fixed })).toBe(
      `Run \`docker pull acme/server:1\` and scan again; where its tag does not bring ${wanted} or later, take a newer tag or rebuild the image with ${wanted} or later.`,
    );
  });

  it.each<[Partial<Launch>, string]>([
    [{ launcher: 'podman' }, 'Run `podman pull acme/server:1` and'],
    [{ variant: 'nerdctl' }, 'Run `nerdctl pull acme/server:1` and'],
    [
      { pinned: true, image: 'acme/server@sha256:0' },
      `In ${CONFIG} name a newer image than \`acme/server@sha256:0\`, one with openssl 3.0.15-1 or later.`,
    ],
    [{ image: null }, 'Take a newer image, or rebuild the image with openssl 3.0.15-1 or later.'],
    [{ image: '--privileged' }, 'Take a newer image, or'],
    [{ image: 'acme/server:${TAG}' }, 'Take a newer image, or'],
  ])('with %j', (more, expected) => {
    const fix = fixOf({ launch: { ...DOCKER, ...more }, installation }, { component: openssl, fixed: '3.0.15-1' });
    expect(fix.startsWith(expected)).toBe(true);
  });
});

describe('the fix of what nobody installs by hand', () => {
  it('is a release of what it is built into', () => {
    const own = npm('server@1.0.0');
    const bad = npm('qs@6.0.0', 'node_modules/server!qs@6.0.0', { scope: 'bundled' });
    expect(fixOf({ installation: treeOf([own, bad]) }, { component: bad, fixed: '6.0.4' })).toBe(
      `It is built into server 1.0.0: take a release that was built with qs 6.0.4 or later, disable \`bridge\` in ${CONFIG}, or record a dated exception.`,
    );
  });

  it.each<[string, ServerParts, Partial<Installation>]>([
    [
      'a desktop extension',
      { declarations: [declarationWith({ client: 'claude-desktop-extensions' })] },
      { method: 'file' },
    ],
    ['an extension with an environment', {}, { method: 'extension' }],
  ])('is an update of %s', (_, parts, more) => {
    const [installation, bad] = npmTree(FLAT, { path: '/x', ...more });
    expect(fixOf({ launch: NODE, ...parts, installation }, { component: bad, fixed: '6.0.4' })).toBe(
      `The extension ships it: update the extension in its client to a release with qs 6.0.4 or later, or disable \`bridge\` in ${CONFIG}.`,
    );
  });

  describe('is another choice of a package that was named to be looked at', () => {
    const declarations = [declarationWith({ client: 'command-line', file: 'npm:server@1.0.0' })];
    const asked = { declarations, launch: { package: 'server', version: '1.0.0' } };
    const [installation, bad] = npmTree(FLAT, { method: 'project', path: '/tmp/mcp-audit-x/1' });
    const [own] = installation.components;

    it('itself', () => {
      expect(fixOf({ ...asked, installation }, { component: own ?? bad, fixed: '1.0.1' })).toBe(
        'Choose `server@1.0.1` instead.',
      );
    });

    it('by what it brings, without the folder that is gone', () => {
      expect(fixOf({ ...asked, installation }, { component: bad, fixed: '6.0.4' })).toBe(
        'A new installation of server@1.0.0 brings qs 6.0.0: take a release that brings 6.0.4 or later, or do not install it.',
      );
    });

    it('by what it holds back', () => {
      expect(fixOf({ ...asked, installation }, { component: bad, fixed: '7.0.0' })).toBe(
        'No update reaches 7.0.0: server@1.0.0 asks for qs ^6.0.0. Take a newer server that lets it in, do not install it, or record a dated exception.',
      );
    });

    it('that nothing mends', () => {
      expect(fixOf({ ...asked, installation }, { component: bad, fixed: null })).toBe(
        'No fixed version is known: do not install it, or record a dated exception in the policy.',
      );
    });
  });

  it('is what is left when no version is fixed', () => {
    const [installation, bad] = npmTree(FLAT);
    expect(fixOf({ installation }, { component: bad, fixed: null })).toBe(
      `No fixed version is known: remove or disable \`bridge\` in ${CONFIG}, or record a dated exception in the policy.`,
    );
  });

  it('is in words for an ecosystem without commands here', () => {
    const bad = component('Maven', 'org.acme:x@1.0', 'x');
    const installation = treeOf([bad], { root: null, path: '/j', method: 'file' });
    expect(fixOf({ launch: launch('java'), installation }, { component: bad, fixed: '1.1' })).toBe(
      `Update org.acme:x to 1.1 or later where ${CONFIG} starts it from (/j).`,
    );
  });
});

describe('a command to paste', () => {
  it.each([
    ['/home/ada/my tools', '"/home/ada/my tools"'],
    ['C:\\Users\\Ada L\\_npx\\1', '"C:\\Users\\Ada L\\_npx\\1"'],
    ['/tmp/$(touch x)', "'/tmp/$(touch x)'"],
    ["/tmp/`x` it's", "'/tmp/`x` it'\\''s'"],
    ['/a & b', '"/a & b"'],
  ])('quotes the path %s', (path, quoted) => {
    const [installation, bad] = npmTree(FLAT, { path });
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toContain(`--prefix ${quoted}\``);
  });

  it.each(['/a\ntouch x', '/a % & calc', '/a$(x) | y', '/a\u0000'])('is none with the path %j', (path) => {
    const [installation, bad] = npmTree(FLAT, { path });
    expect(fixOf({ installation }, { component: bad, fixed: '6.0.4' })).toMatch(
      /^Update qs to 6\.0\.4 or later where /,
    );
  });

  it.each(['1$(x)', 'https://evil.example/x.tgz', '--global', '1.0.0 x', 'npm:evil@1', `1${'.0'.repeat(200)}`, ''])(
    'holds no version %j',
    (fixed) => {
      const [installation, bad] = npmTree(FLAT, { method: 'project', path: '/p' });
      const own = installation.components[0] ?? bad;
      expect(fixOf({ launch: NODE, installation }, { component: own, fixed })).toMatch(/^Update server to /);
      const named = { ecosystem: 'npm' as const, package: 'server', version: '1.0.0' };
      expect(fixOf({ launch: named, installation }, { component: own, fixed })).toMatch(/^Update server to /);
    },
  );

  it('holds no hostile version of the server, and no hostile folder', () => {
    const bad = npm('qs@6.0.0', 'node_modules/server/node_modules/qs', { ranges: ['*'] });
    const own = npm('server@https://evil.example/x.tgz', 'node_modules/server', { dependsOn: [bad.id] });
    const installation = treeOf([own, bad], { method: 'global', path: '/usr/lib/node_modules/server' });
    expect(fixOf({ launch: NODE, installation }, { component: bad, fixed: '6.0.4' })).toMatch(
      /^Update qs to 6\.0\.4 or /,
    );
    const folder = npm('qs@6.0.0', 'node_modules/--global', { ranges: ['*'] });
    expect(fixOf({ installation: treeOf([folder], { root: null }) }, { component: folder, fixed: '6.0.4' })).toMatch(
      /^Update qs/,
    );
  });

  it('deletes nothing above the tree', () => {
    const stray = npm('qs@6.0.0', 'node_modules/../../..', { scope: 'extraneous' });
    const installation = treeOf([npm('server@1.0.0'), stray], { path: '/n' });
    expect(fixOf({ installation }, { component: stray, fixed: '6.0.4' })).not.toContain('Delete');
  });

  it.each([
    ['npm', '--global; rm -rf ~', 'node_modules/x'],
    ['npm', '-g', 'node_modules/x'],
    ['PyPI', '--index-url=https://evil.example', 'x'],
    ['PyPI', 'x;y', 'x'],
    ['Go', '-mod=mod', 'x'],
  ])('holds no hostile name: %s %s', (ecosystem, name, id) => {
    const hostile = componentOf({ id, ecosystem, name, version: '1.0.0' }, { ranges: ['*'] });
    const own = componentWith('server@1.0.0', { dependsOn: [id] });
    for (const method of ['npx-cache', 'project', 'global', 'venv', 'uv-tool', 'pipx', 'go-bin'] as const) {
      for (const components of [[own, hostile], [hostile]]) {
        const installation = treeOf(components, { method, path: '/p/x' });
        expect(fixOf({ launch: NODE, installation }, { component: hostile, fixed: '2.0.0' })).not.toMatch(
          /Run|`(?!bridge)/,
        );
      }
    }
  });

  it('holds no hostile name of a tool', () => {
    const bad = component('PyPI', 'jinja2@3.1.2', 'jinja2');
    const installation = treeOf([component('PyPI', 'flask@3.0.3', 'f', { dependsOn: ['jinja2'] }), bad], {
      method: 'pipx',
      path: '/s/pipx/venvs/--help',
    });
    expect(fixOf({ launch: launch('binary'), installation }, { component: bad, fixed: '3.1.6' })).not.toContain('Run');
  });
});
