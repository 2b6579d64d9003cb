import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Machine } from '../../src/io/index.ts';
import { gapSchema } from '../../src/model/gap.ts';
import { configFileSchema, configRemarkSchema } from '../../src/model/inventory.ts';
import { discover, type Discovered } from '../../src/scan/discover.ts';
import { folderWith, writeFiles } from '../stand-ins/folder.ts';
import { rootedFiles } from '../stand-ins/rooted-files.ts';

const HOME = '/home/ada';
const MACHINE: Machine = { platform: 'linux', home: HOME, env: {}, nodePrefixes: [] };
/** Stands where a secret would; nothing that is reported may hold it. */
const SECRET = 'S3CRET-VALUE';

interface Target {
  client: string;
  path: string;
  key: string;
}

const JSON_TARGETS: Target[] = [
  { client: 'claude-code', path: `${HOME}/.claude.json`, key: 'mcpServers' },
  { client: 'claude-desktop', path: `${HOME}/.config/Claude/claude_desktop_config.json`, key: 'mcpServers' },
  { client: 'cursor', path: `${HOME}/.cursor/mcp.json`, key: 'mcpServers' },
  { client: 'gemini-cli', path: `${HOME}/.gemini/settings.json`, key: 'mcpServers' },
  { client: 'vscode', path: `${HOME}/.config/Code/User/mcp.json`, key: 'servers' },
  { client: 'windsurf', path: `${HOME}/.codeium/windsurf/mcp_config.json`, key: 'mcpServers' },
  { client: 'zed', path: `${HOME}/.config/zed/settings.json`, key: 'context_servers' },
];
const CODEX: Target = { client: 'codex', path: `${HOME}/.codex/config.toml`, key: 'mcp_servers' };
const TARGETS = [...JSON_TARGETS, CODEX];

/** A target by turns, so that every client meets a share of the cases. */
const jsonTarget = (turn: number): Target => {
  const target = JSON_TARGETS[turn % JSON_TARGETS.length];
  if (!target) throw new Error('no target');
  return target;
};

/** Discovers in a home with the faulty file and a good one of another client, and checks what must hold for any input. */
function look(target: Target, write: (file: string) => void): { found: Discovered; names: string[] } {
  const neighbour = target.client === 'cursor' ? '.codeium/mcp_config.json' : '.cursor/mcp.json';
  const root = folderWith({ [`home/ada/${neighbour}`]: { mcpServers: { neighbour: { command: 'n' } } } });
  const file = join(root, target.path);
  mkdirSync(dirname(file), { recursive: true });
  write(file);
  const found = discover({ home: true, managed: true, project: null, files: [] }, MACHINE, rootedFiles(root));

  const names = found.declared.map(({ entry }) => entry.name);
  expect(names).toContain('neighbour');
  for (const gap of found.gaps) {
    gapSchema.parse(gap);
    expect(gap).toMatchObject({ item: 'inventory-complete', location: { file: target.path } });
    expect(gap.hint).not.toBe('');
  }
  for (const config of found.configs) configFileSchema.parse(config);
  for (const remark of found.remarks) configRemarkSchema.parse(remark);
  const told = JSON.stringify([found.gaps, found.configs, found.remarks]);
  expect(told).not.toContain(SECRET);
  expect(told.length).toBeLessThan(200_000);
  return { found, names: names.filter((name) => name !== 'neighbour') };
}

const lookAt = (target: Target, text: string | Uint8Array): ReturnType<typeof look> =>
  look(target, (file) => writeFileSync(file, text));

/** A file of two servers with a good and a bad entry in JSON text. */
const beside = (key: string, bad: string): string =>
  `{"${key}": {\n"before": {"command": "b"},\n"bad": ${bad},\n"after": {"command": "a"}\n}}`;

describe('a file cut short', () => {
  const text = (key: string): string =>
    JSON.stringify(
      {
        [key]: {
          first: { command: 'npx', args: ['-y', 'a'], env: { T: SECRET } },
          second: { url: `https://h/${SECRET}` },
        },
      },
      null,
      1,
    );
  const points = Array.from({ length: 13 }, (_, at) => (at + 1) / 14);

  it.each(JSON_TARGETS.flatMap((target) => points.map((point) => [target.client, point, target] as const)))(
    'is a gap with its place: %s at %f',
    (_client, point, target) => {
      const whole = text(target.key);
      const cut = whole.slice(0, Math.floor(whole.length * point));
      const { found, names } = lookAt(target, cut);
      expect(found.gaps.length).toBeGreaterThan(0);
      expect(found.gaps.every(({ location }) => (location?.line ?? 0) <= cut.split('\n').length)).toBe(true);
      if (cut.includes('"second"')) expect(names).toContain('first');
    },
  );

  const PIECES = [
    '[mcp_ser',
    'vers.first]\ncommand = "n',
    'px"\nargs = ["-y",\n  ',
    '"a"]\n[mcp_servers.sec',
    'ond]\nurl =',
    ` "https://h/${SECRET}`,
    '"\nenabled = tr',
    `ue\nhttp_headers = { A = "${SECRET}" `,
  ];

  it.each(PIECES.map((_piece, at) => at))('is a gap in TOML too, and the table before is found: %i', (at) => {
    const { found, names } = lookAt(CODEX, PIECES.slice(0, at + 1).join(''));
    expect(found.gaps).toMatchObject([{ kind: 'config-invalid' }]);
    expect(names).toEqual(at < 3 ? [] : ['first']);
  });
});

describe('an entry of a wrong type', () => {
  const BAD = [
    '5',
    '"text"',
    'true',
    '[]',
    '[{"command": "x"}]',
    '{}',
    '{"args": ["x"]}',
    '{"command": 5}',
    '{"command": true}',
    '{"command": []}',
    '{"command": {}}',
    '{"command": {"path": 5}}',
    '{"command": ["x", null]}',
    '{"command": "x", "args": "text"}',
    '{"command": "x", "args": {}}',
    '{"command": "x", "args": [null]}',
    '{"command": "x", "args": [["x"]]}',
    '{"command": "x", "args": [{"a": 1}]}',
    '{"command": "x", "cwd": 5}',
    '{"command": "x", "cwd": []}',
    '{"url": 5}',
    '{"url": {}}',
    '{"url": ["https://h"]}',
  ];

  it.each(
    JSON_TARGETS.map(({ client }, turn) => [client, turn] as const).flatMap(([client, turn]) =>
      BAD.map((bad) => [client, bad, turn] as const),
    ),
  )('is a gap, and its neighbours are found: %s %s', (_client, bad, turn) => {
    const target = jsonTarget(turn);
    const { found, names } = lookAt(target, beside(target.key, bad));
    expect(names).toEqual(['before', 'after']);
    expect(found.gaps).toMatchObject([{ kind: 'entry-invalid', location: { line: 3 } }]);
  });

  const HALF_BAD = [
    '"env": 5',
    `"env": ["A=${SECRET}"]`,
    `"env": "${SECRET}"`,
    '"headers": [5]',
    '"disabled": "yes"',
    '"disabled": 1',
    '"enabled": "no"',
    '"enabled": {}',
    '"type": 5',
    '"type": "carrier-pigeon"',
    '"type": {}',
    '"type": "sse"',
  ];

  it.each(HALF_BAD.map((field, turn) => [field, turn] as const))(
    'in a field that starts nothing is kept: %s',
    (field, turn) => {
      const target = jsonTarget(turn);
      const { found, names } = lookAt(target, beside(target.key, `{"command": "x", ${field}}`));
      expect(names).toEqual(['before', 'bad', 'after']);
      expect(found.gaps).toMatchObject([{ kind: 'entry-invalid', location: { line: 3 } }]);
      expect(found.declared.every(({ enabled }) => enabled !== false)).toBe(true);
    },
  );

  it.each([
    'command = 5',
    'command = []',
    'args = ["x"]',
    'command = "x"\nargs = "x"',
    'url = 5',
    'command = "x"\ncwd = 5',
  ])('is a gap in TOML: %s', (fields) => {
    const text = `[mcp_servers.before]\ncommand = "b"\n[mcp_servers.bad]\n${fields}\n[mcp_servers.after]\ncommand = "a"\n`;
    const { found, names } = lookAt(CODEX, text);
    expect(names).toEqual(['before', 'after']);
    expect(found.gaps).toMatchObject([{ kind: 'entry-invalid' }]);
  });
});

describe('a whole of a wrong type', () => {
  it.each(['[]', '5', '"text"', 'true', 'null', `"${SECRET}"`].map((text, turn) => [text, turn] as const))(
    'is a gap: %s',
    (text, turn) => {
      expect(lookAt(jsonTarget(turn), text).found.gaps).toMatchObject([
        { kind: 'config-invalid', location: { line: 1, column: 1 } },
      ]);
    },
  );

  it.each(JSON_TARGETS.flatMap(({ key }, turn) => ['5', '"x"', 'true'].map((value) => [key, value, turn] as const)))(
    'is a gap as the server map: %s %s',
    (key, value, turn) => {
      expect(lookAt(jsonTarget(turn), `{\n"${key}": ${value}}`).found.gaps).toMatchObject([{ location: { line: 2 } }]);
    },
  );

  it.each(['', ' ', '\n\n', '\uFEFF', '{}', '// nothing'].map((text, turn) => [text, turn] as const))(
    'is none when it is empty: %j',
    (text, turn) => {
      expect(lookAt(jsonTarget(turn), text).found.gaps).toEqual([]);
    },
  );

  it('is a gap when it is of another format', () => {
    expect(lookAt(CODEX, '{"mcp_servers": {}}').found.gaps).toMatchObject([{ kind: 'config-invalid' }]);
    expect(lookAt(jsonTarget(0), `[mcpServers.a]\ncommand = "${SECRET}"`).found.gaps.length).toBeGreaterThan(0);
    expect(lookAt(jsonTarget(1), `mcpServers:\n  a: ${SECRET}\n`).found.gaps.length).toBeGreaterThan(0);
    expect(lookAt(jsonTarget(2), `<html>${SECRET}</html>`).found.gaps.length).toBeGreaterThan(0);
  });
});

describe('a name', () => {
  const NAMES = [
    '__proto__',
    'constructor',
    'hasOwnProperty',
    '',
    ' ',
    '\u001b[31mred\u001b[0m',
    '\u202Eexe.tool',
    '\u0007',
    'a\u0000b',
    'a\nb',
    '\ud800',
    '../../x',
    'a/b~c',
    '💥',
    'x'.repeat(1000),
  ];

  it.each(NAMES.map((name, turn) => [JSON.stringify(name).slice(0, 40), name, turn] as const))(
    'survives: %s',
    (_shown, name, turn) => {
      const target = jsonTarget(turn);
      const text = `{"${target.key}": {${JSON.stringify(name)}: {"command": ${JSON.stringify(name)}, "args": [${JSON.stringify(name)}]}}}`;
      const { found, names } = lookAt(target, text);
      expect(names).toEqual([name]);
      expect(found.gaps).toEqual([]);
      expect(Object.hasOwn(Object.prototype, 'command')).toBe(false);
    },
  );

  it.each(['"__proto__"', '"constructor"', '""', '"a.b"', '"\\u001b[31m"', "'\\ud800'"])(
    'survives in TOML: %s',
    (name) => {
      const { found, names } = lookAt(CODEX, `[mcp_servers.${name}]\ncommand = "x"\n`);
      expect(names).toHaveLength(1);
      expect(found.gaps).toEqual([]);
    },
  );

  it('that is too long is a gap', () => {
    const { found, names } = lookAt(
      jsonTarget(0),
      JSON.stringify({ mcpServers: { ['x'.repeat(1001)]: { command: 'a' }, good: { command: 'g' } } }),
    );
    expect(names).toEqual(['good']);
    expect(found.gaps).toMatchObject([{ kind: 'entry-invalid' }]);
  });

  it('of every field may be __proto__', () => {
    const bad =
      '{"__proto__": {"command": "x"}, "constructor": 5, "command": "x", "env": {"__proto__": "1"}, "headers": {"__proto__": "1"}}';
    const { found } = lookAt(jsonTarget(2), beside('mcpServers', bad));
    expect(found.declared.find(({ entry }) => entry.name === 'bad')?.entry).toMatchObject({
      env: [{ name: '__proto__', value: null }],
      headers: ['__proto__'],
    });
  });

  it('that is repeated is a remark', () => {
    for (const [turn, target] of JSON_TARGETS.entries()) {
      const { found } = lookAt(
        jsonTarget(turn),
        beside(target.key, '{"command": "x", "command": "y"}').replace('"after"', '"bad"'),
      );
      expect(found.remarks).toMatchObject([{ kind: 'duplicate-key', client: target.client, servers: ['bad'] }]);
    }
  });
});

describe('bytes', () => {
  const good = '{"mcpServers": {"a": {"command": "x"}}}';

  it.each<[string, Uint8Array, string]>([
    ['UTF-16 with a mark', Buffer.from(`\uFEFF${good}`, 'utf16le'), 'config-unreadable'],
    ['UTF-16 without a mark', Buffer.from(good, 'utf16le'), 'config-invalid'],
    ['Latin 1', Buffer.from(good.replace('x', 'é'), 'latin1'), 'config-unreadable'],
    ['an overlong form', Buffer.concat([Buffer.from(good), Buffer.from([0xc0, 0xaf])]), 'config-unreadable'],
    ['a raw surrogate', Buffer.concat([Buffer.from(good), Buffer.from([0xed, 0xa0, 0x80])]), 'config-unreadable'],
    ['a NUL', Buffer.from(good.replace(':', ':\0')), 'config-invalid'],
    ['NULs behind the end', Buffer.from(`${good}${'\0'.repeat(4096)}`), 'config-invalid'],
    ['only NULs', Buffer.alloc(4096), 'config-invalid'],
    ['random ones', Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 2654435761) % 251)), 'config-unreadable'],
  ])('that are %s are a gap', (_name, bytes, kind) => {
    for (const turn of [0, 1, 2]) {
      const { found } = lookAt(jsonTarget(turn), bytes);
      expect(found.gaps[0]).toMatchObject({ kind });
    }
    expect(lookAt(CODEX, bytes).found.gaps.length).toBeGreaterThan(0);
  });
});

describe('a flood', () => {
  it.each<[string, string]>([
    ['deep lists', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['deep maps', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
    ['deep arguments', `{"command": "x", "args": ${'['.repeat(100_000)}${']'.repeat(100_000)}}`],
    ['a million arguments', `{"command": "x", "args": [${'"a",'.repeat(999_000)}"a"]}`],
    ['a million variables', `{"command": "x", "env": {${'"A":"b",'.repeat(900_000)}"A":"b"}}`],
    ['a huge text', `{"command": "${'x'.repeat(5_000_000)}"}`],
    ['a huge argument', `{"command": "x", "args": ["${'\\u0041'.repeat(1_000_000)}"]}`],
  ])('of %s is a gap, and its neighbours are found', (_name, bad) => {
    const { found, names } = lookAt(jsonTarget(2), beside('mcpServers', bad));
    expect(names.filter((name) => name !== 'bad')).toEqual(['before', 'after']);
    expect(found.gaps.length).toBeGreaterThan(0);
  });

  it.each<[string, string]>([
    ['only opens lists', '['.repeat(1_000_000)],
    ['only opens maps', '{"a":'.repeat(1_000_000)],
    ['opens and closes wrongly', '[},'.repeat(1_000_000)],
    ['is a million commas', `{"mcpServers": {${','.repeat(1_000_000)}}}`],
    ['is a million quotes', '"'.repeat(1_000_001)],
    ['never ends a comment', `{/*${'/*'.repeat(1_000_000)}`],
    [
      'holds a million servers',
      `{"mcpServers": {${Array.from({ length: 300_000 }, (_, at) => `"s${at}":{}`).join()}}}`,
    ],
    ['holds two million values', `{"x": [${'0,'.repeat(2_000_000)}0]}`],
  ])('that %s is a gap', (_name, text) => {
    const { found } = lookAt(jsonTarget(2), text);
    expect(found.gaps.length).toBeGreaterThan(0);
    expect(found.gaps.length).toBeLessThan(110);
  });

  it.each<[string, string]>([
    ['deep lists', `x = ${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['deep tables', `x = ${'{a='.repeat(50_000)}1${'}'.repeat(50_000)}`],
    ['deep keys', `x${'.a'.repeat(50_000)} = 1`],
    ['a long text', `x = "${'a'.repeat(300_000)}"`],
    ['a long number', `x = ${'1'.repeat(300_000)}`],
    ['open quotes', 'x = """'],
  ])('of %s in TOML is a gap, and the table before is found', (_name, bad) => {
    const { found, names } = lookAt(CODEX, `[mcp_servers.before]\ncommand = "b"\n[other]\n${bad}\n`);
    expect(names).toEqual(['before']);
    expect(found.gaps.length).toBeGreaterThan(0);
  });

  it.each(TARGETS.map((target) => [target.client, target] as const))(
    'of 50 MB is a gap and costs no memory: %s',
    (_client, target) => {
      const { found, names } = look(target, (file) => {
        writeFileSync(file, '{');
        truncateSync(file, 50_000_000);
      });
      expect(names).toEqual([]);
      expect(found.gaps).toMatchObject([{ kind: 'limit-reached', location: { line: 1, column: 1 } }]);
    },
  );

  it.each<[string, string]>([
    [
      'a billion laughs',
      ['a: &a [x, x]', ...Array.from({ length: 60 }, (_, at) => `b${at}: &b${at} [*b${at - 1}, *b${at - 1}]`)].join(
        '\n',
      ),
    ],
    ['deep lists', '- '.repeat(100_000)],
    ['deep flows', '[,'.repeat(100_000)],
    ['deep maps', Array.from({ length: 700 }, (_, at) => `${' '.repeat(at)}a:`).join('\n')],
    ['tags', '!a '.repeat(100_000)],
    ['anchors', '- &a\n'.repeat(50_000)],
    ['documents', '---\n'.repeat(50_000)],
    ['mistakes', '}'.repeat(100_000)],
  ])('of %s in YAML is a gap', (_name, text) => {
    const root = folderWith({ 'x/servers.yaml': `mcpServers:\n  good:\n    command: g\n${text}` });
    const { gaps } = discover(
      { home: false, managed: false, project: null, files: [{ path: '/x/servers.yaml', client: null }] },
      MACHINE,
      rootedFiles(root),
    );
    expect(gaps.length).toBeGreaterThan(0);
    expect(gaps.every(({ location }) => location?.file === '/x/servers.yaml')).toBe(true);
  });

  it('of ten real megabytes is read', () => {
    const projects = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [
        `/p/${at}`,
        { history: Array.from({ length: 100 }, () => ({ display: 'x'.repeat(200) })) },
      ]),
    );
    const text = JSON.stringify({ projects, mcpServers: { last: { command: 'x' } } });
    expect(text.length).toBeGreaterThan(10_000_000);
    const { found, names } = lookAt(jsonTarget(0), text);
    expect(names).toEqual(['last']);
    expect(found.gaps).toEqual([]);
  });
});

describe('something else in place of the file', () => {
  const each = TARGETS.map((target) => [target.client, target] as const);

  it.each(each)('a folder is a gap: %s', (_client, target) => {
    expect(look(target, (file) => mkdirSync(file)).found.gaps).toMatchObject([{ kind: 'config-unreadable' }]);
  });

  it.each(each)('a link to itself is a gap: %s', (_client, target) => {
    expect(look(target, (file) => symlinkSync(file, file)).found.gaps).toMatchObject([{ kind: 'config-unreadable' }]);
  });

  it('a link to nothing is a gap', () => {
    expect(look(jsonTarget(0), (file) => symlinkSync(`${file}.gone`, file)).found.gaps).toMatchObject([
      { kind: 'config-unreadable' },
    ]);
  });

  it.runIf(process.platform !== 'win32')('a FIFO is a gap, and nobody waits for it', () => {
    const { found } = look(CODEX, (file) => execFileSync('mkfifo', [file]));
    expect(found.gaps).toMatchObject([{ kind: 'config-unreadable' }]);
  });

  it.runIf(process.platform !== 'win32')('a device is a gap', () => {
    expect(look(jsonTarget(1), (file) => symlinkSync('/dev/zero', file)).found.gaps).toMatchObject([
      { kind: 'config-unreadable' },
    ]);
  });

  // Root may read everything: there the case does not arise.
  it.skipIf(process.platform === 'win32' || process.getuid?.() === 0)('a file that may not be read is a gap', () => {
    const { found } = look(jsonTarget(2), (file) => {
      writeFiles(dirname(file), { 'mcp.json': '{}' });
      chmodSync(file, 0o000);
    });
    expect(found.gaps).toMatchObject([{ kind: 'config-unreadable' }]);
  });
});
