import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mappingsOf } from '../src/checks/_mappings.ts';
import { CHECKS } from '../src/checks/index.ts';
import { main } from '../src/cli.ts';
import { CLIENTS } from '../src/clients/index.ts';
import { EXIT } from '../src/errors.ts';
import { LAUNCHERS } from '../src/launchers/index.ts';
import { WRAPPERS } from '../src/wrappers/index.ts';
import { GATE_ITEM_RECORDS, POLICY_CHECKS } from '../src/gate/index.ts';
import type { FrameworkId } from '../src/model/mapping.ts';
import { terminalAt } from './stand-ins/terminal.ts';

const readme = readFileSync(resolve(import.meta.dirname, '../README.md'), 'utf8');

/** The lines between `<!-- name -->` and `<!-- end -->`. */
function block(name: string): string {
  const start = readme.indexOf(`<!-- ${name} -->\n`);
  expect(start, `README.md has a block ${name}`).toBeGreaterThan(0);
  return readme.slice(start + name.length + 10, readme.indexOf('<!-- end -->', start));
}

const rows = (cells: ReadonlyArray<readonly [string, string]>): string =>
  cells.map(([a, b]) => `| ${a} | ${b} |\n`).join('');

describe('README.md', () => {
  it('lists the gate items', () => {
    const table = rows(GATE_ITEM_RECORDS.map(({ id, title }) => [`\`${id}\``, title] as const));
    expect(block('table: gate items')).toBe(`| item | question |\n|---|---|\n${table}`);
  });

  it('lists the checks', () => {
    const table = rows(CHECKS.map(({ id, title }) => [`\`${id}\``, title] as const));
    expect(block('table: checks')).toBe(`| check | what it finds |\n|---|---|\n${table}`);
  });

  it('says what published lists call the faults', () => {
    const listed = (check: string, framework: FrameworkId): string => {
      const own = mappingsOf(check).filter((mapping) => mapping.framework === framework);
      return own.length === 0 ? '–' : own.map(({ id, url }) => `[${id}](${url})`).join(', ');
    };
    const ids = [...CHECKS, ...POLICY_CHECKS].map(({ id }) => id).toSorted();
    const lines = ids.map((id) => `| \`${id}\` | ${listed(id, 'owasp-mcp')} | ${listed(id, 'cwe')} |\n`);
    expect(block('table: mappings')).toBe(`| check | OWASP MCP Top 10 | CWE |\n|---|---|---|\n${lines.join('')}`);
  });

  it('lists the clients', () => {
    const table = rows(CLIENTS.map(({ id, name }) => [name, `\`${id}\``] as const));
    expect(block('table: clients')).toBe(`| client | id |\n|---|---|\n${table}`);
  });

  it('lists the programs that are followed', () => {
    const list = (programs: readonly string[]): string =>
      `${[...new Set(programs)]
        .sort()
        .map((program) => `\`${program}\``)
        .join(', ')}\n`;
    expect(block('table: launchers')).toBe(list(LAUNCHERS.flatMap(({ programs }) => programs)));
    expect(block('table: wrappers')).toBe(list(WRAPPERS.flatMap(({ programs }) => programs)));
  });

  it('shows the help text', async () => {
    const terminal = terminalAt('/');
    expect(await main(['--help'], terminal)).toBe(0);
    const scan = terminalAt('/');
    expect(await main(['scan', '--help'], scan)).toBe(0);
    expect(block('help')).toBe(`\`\`\`\n${terminal.out}\`\`\`\n\n\`\`\`\n${scan.out}\`\`\`\n`);
  });

  it('names every exit code', () => {
    for (const code of Object.values(EXIT)) expect(readme).toMatch(new RegExp(`^\\| ${code} \\|`, 'm'));
  });

  it('names only commands and options that exist', async () => {
    const commands = [
      ...readme.matchAll(/(?:^|`)(?:node bin\/)?mcp-audit(?:\.js)? ((?:db|policy|tools) [a-z]+|[a-z]+)([^\n#`]*)/gm),
    ];
    expect(commands.length).toBeGreaterThan(8);
    for (const [line, command = '', rest = ''] of commands) {
      const terminal = terminalAt('/');
      await main([...command.split(' '), '--help'], terminal);
      expect(terminal.out, line).toContain(`mcp-audit ${command}`);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(terminal.out, line).toContain(option);
    }
  });

  it('names only npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync(resolve(import.meta.dirname, '../package.json'), 'utf8')) as {
      scripts: object;
    };
    for (const [, script = ''] of readme.matchAll(/npm run ([a-z:]+)/g)) expect(Object.keys(scripts)).toContain(script);
  });
});
