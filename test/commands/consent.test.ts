import { describe, expect, it } from 'vitest';
import { consentText, sessionText } from '../../src/commands/_consent.ts';
import type { StartFacts } from '../../src/scan/start-line.ts';

const facts: StartFacts = {
  name: 'notes',
  declaredAt: '~/.claude.json:12',
  command: 'npx',
  args: ['-y', 'notes-mcp@1.2.3', '--title', 'two words'],
  program: '/usr/bin/npx',
  package: 'notes-mcp@1.2.3',
  installedVersion: '1.2.3',
  mayFetch: false,
  variables: ['NOTES_TOKEN', 'DEBUG'],
  diverting: [],
  cwd: '/srv/notes',
  containment: ['It runs in a sandbox (bubblewrap).', 'It has no network.'],
};

describe('the text that asks for consent', () => {
  it('shows the line, the package, names of variables and what it could do', () => {
    expect(consentText(facts).split('\n')).toEqual([
      'Start `notes` to list its tools?',
      "  command    npx -y notes-mcp@1.2.3 --title 'two words'",
      '  program    /usr/bin/npx',
      '  package    notes-mcp@1.2.3, 1.2.3 is installed',
      '  variables  DEBUG, NOTES_TOKEN (their values are passed on and not shown)',
      '  folder     /srv/notes',
      '  declared   ~/.claude.json:12',
      '  - It runs in a sandbox (bubblewrap).',
      '  - It has no network.',
    ]);
  });

  it('wraps the sentences on how it is kept in, and nothing else', () => {
    const containment = [`It can read ${'the programs of this machine, '.repeat(6)}and write nothing that stays.`];
    const args = ['-e', 'x '.repeat(100)];
    const lines = consentText({ ...facts, args, containment }, 80).split('\n');
    expect(lines.filter((line) => line.length > 80)).toEqual([expect.stringMatching(/^ {2}command {4}npx -e /)]);
    expect(lines.filter((line) => line.startsWith('  - '))).toHaveLength(1);
    expect(lines.at(-1)).toMatch(/^ {4}\S.*nothing that stays\.$/);
  });

  it('says what is not known or not there', () => {
    const text = consentText({ ...facts, installedVersion: null, variables: [], cwd: null });
    expect(text).toContain('notes-mcp@1.2.3 (not known to be installed; it is not fetched)');
    const fetching = consentText({ ...facts, installedVersion: null, mayFetch: true });
    expect(fetching).toContain('(not known to be installed: it may be fetched first)');
    expect(text).toContain('variables  none');
    expect(text).not.toContain('folder');
    expect(consentText({ ...facts, package: null })).not.toContain('package');
  });

  it.each([
    ['a secret argument', { args: ['--api-key', 'sk-abcdefghijklmnop1234'] }, /--api-key '?<redacted>'?/, /sk-abc/],
    ['an escape sequence', { args: ['\u001b[2Jrm -rf ~'] }, /\\u\{1b\}/, /\u001b/],
    ['a line break', { name: 'notes\nStart: yes' }, /notes\\u\{a\}Start/, /^Start: yes/m],
    ['several words in one', { args: ['-c', 'cat a; rm b'] }, / -c 'cat a; rm b'$/m, /npx -c cat/],
  ])('shows %s for what it is', (_, change, shown, hidden) => {
    const text = consentText({ ...facts, ...change });
    expect(text).toMatch(shown);
    expect(text).not.toMatch(hidden);
  });

  it('cuts no long line off, and no long word', () => {
    const args = Array.from({ length: 250 }, (_, index) => `--option-number-${index}-that-is-not-short`);
    expect(consentText({ ...facts, args })).toContain('--option-number-249-that-is-not-short');
    for (const padding of [' '.repeat(5000), 'true;'.repeat(2000), '\ntrue'.repeat(2000)]) {
      const text = consentText({ ...facts, command: 'bash', args: ['-c', `true${padding}; rm b`] });
      expect(text).toContain("; rm b'");
      expect(text).not.toContain('not shown  ');
    }
    expect(consentText({ ...facts, args: ['x'.repeat(200_000), 'last'] })).toContain('\n  not shown  what may be');
  });

  it.each([
    ['a line break', 'node a.js # and then\nrm b', "'node a.js # and then\\u{a}rm b'"],
    ['quotes', `echo 'a; b'`, `'echo '\\''a; b'\\'''`],
  ])('keeps %s where a shell would see it', (_, script, shown) => {
    expect(consentText({ ...facts, args: ['-c', script] })).toContain(shown);
  });

  it.each([
    ['behind a name', ['node', '--token', '/tmp/other.js']],
    ['in an assignment', ['bash', '-c', 'TOKEN=$(touch /tmp/x) exec node x.js']],
    ['as the user of an address', ['x', 'http://me:word@host/']],
  ])('says that what may be a secret is not shown, since it may be more: %s', (_, [command = '', ...args]) => {
    const text = consentText({ ...facts, command, args });
    expect(text).toMatch(/^  not shown  what may be a secret/m);
    expect(consentText(facts)).not.toContain('not shown  ');
  });

  it('names the variables that can change what runs', () => {
    const text = consentText({ ...facts, variables: ['NODE_OPTIONS', 'A'], diverting: ['NODE_OPTIONS'] });
    expect(text).toContain(
      '  variables  A, NODE_OPTIONS (their values are passed on and not shown; NODE_OPTIONS can change what runs)',
    );
  });
});

it('the text that asks for a session shows the address that is asked', () => {
  const text = sessionText({ ...facts, command: 'http://me:word@127.1:80/a/../b?key=x' });
  expect(text.split('\n')[1]).toBe('  address    http://127.0.0.1/b?key=<redacted>');
});
