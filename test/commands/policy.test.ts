import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { EXIT } from '../../src/errors.ts';
import { BASELINE } from '../../src/gate/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { terminalAt } from '../stand-ins/terminal.ts';

const PLAIN = 'version: 1\nname: p\ngate: { rules: [] }\n';

async function policy(args: string[], files: Record<string, unknown> = {}) {
  const folder = folderWith(files);
  const terminal = terminalAt(folder);
  const code = await main(['policy', ...args], terminal);
  return { code, out: terminal.out.replaceAll(folder, '.'), err: terminal.err.replaceAll(folder, '.') };
}

describe('policy check', () => {
  it('names nothing in a policy where all is decided', async () => {
    const { code, out } = await policy(['check', 'p.yaml'], { 'p.yaml': PLAIN });
    expect(code).toBe(EXIT.pass);
    expect(out).toMatch(
      /^\.\/p\.yaml: valid\n {2}policy p: 0 rules, 0 exceptions, 0 approvals, 0 reviews\n {2}sha256 [0-9a-f]{64}\n$/,
    );
  });

  it('names each person and text that is still TODO, wherever it stands', async () => {
    const review =
      '{ finding: 0123456789abcdef, server: s, by: TODO, date: 2026-11-01, expires: 2026-11-30, note: "TODO: why" }';
    const text = `${PLAIN.replace('name: p', 'name: TODO-name')}owners: { default: TODO@example.com, servers: { x: TODO-x, y: ada } }\nreviews:\n  - ${review}\n`;
    const { code, out } = await policy(['check', 'p.yaml'], { 'p.yaml': text });
    expect(code).toBe(EXIT.pass);
    expect(out.split('\n').slice(3)).toEqual([
      './p.yaml:2:7: warning: `name` is still TODO',
      './p.yaml:4:20: warning: `default` is still TODO',
      './p.yaml:4:52: warning: `x` is still TODO',
      './p.yaml:6:49: warning: `by` is still TODO',
      './p.yaml:6:100: warning: `note` is still TODO',
      '',
    ]);
  });

  it.each(['TODOS of ada', 'todo', 'ada TODO'])('takes %j for a name', async (name) => {
    const { out } = await policy(['check', 'p.yaml'], { 'p.yaml': PLAIN.replace('name: p', `name: ${name}`) });
    expect(out).not.toContain('warning');
  });

  it('does not let a key forge a line, and ends at some time', async () => {
    const servers = Array.from({ length: 60 }, (_, index) => `    "a\\u001b[31m\\n${index}": TODO`).join('\n');
    const { out } = await policy(['check', 'p.yaml'], { 'p.yaml': `${PLAIN}owners:\n  servers:\n${servers}\n` });
    expect(out).not.toContain('\u001b');
    expect(out.trimEnd().split('\n')).toHaveLength(3 + 50 + 1);
    expect(out).toMatch(/\nand 10 more\n$/);
  });

  it.each([
    ['1:1', ''],
    ['3:17', PLAIN.replace('[]', '[{ id: a }]')],
    ['4:1', `${PLAIN}ownres: {}\n`],
    ['2:7', PLAIN.replace('name: p', 'name: []')],
  ])('says where a mistake is: %s', async (at, text) => {
    const { code, out, err } = await policy(['check', 'p.yaml'], { 'p.yaml': text });
    expect([code, out]).toEqual([EXIT.usage, '']);
    expect(err).toContain(`mcp-audit: ./p.yaml:${at}: `);
  });
});

it('prints the schema and the baseline as they are', async () => {
  const schema = await policy(['schema']);
  expect(schema.out).toBe(readFileSync(new URL('../../src/schemas/policy.v1.schema.json', import.meta.url), 'utf8'));
  expect((await policy(['baseline'])).out).toBe(BASELINE);
});

it('lists what it can do', async () => {
  const { code, out } = await policy(['--help']);
  expect(code).toBe(EXIT.pass);
  expect([...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name)).toEqual([
    'init',
    'check',
    'explain',
    'test',
    'schema',
    'baseline',
    'help',
  ]);
});
