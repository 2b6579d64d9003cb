import { describe, expect, it } from 'vitest';
import { consentText, type ConsentFacts } from '../../src/commands/_consent.ts';

const facts: ConsentFacts = {
  name: 'notes',
  declaredAt: '~/.claude.json:12',
  command: 'npx',
  args: ['-y', 'notes-mcp@1.2.3', '--title', 'two words'],
  package: 'notes-mcp@1.2.3',
  installedVersion: '1.2.3',
  variables: ['NOTES_TOKEN', 'DEBUG'],
  cwd: '/srv/notes',
  containment: ['It runs in a sandbox (bubblewrap).', 'It has no network.'],
};

describe('the text that asks for consent', () => {
  it('shows the line, the package, names of variables and what it could do', () => {
    expect(consentText(facts).split('\n')).toEqual([
      'Start notes to list its tools?',
      "  command    npx -y notes-mcp@1.2.3 --title 'two words'",
      '  package    notes-mcp@1.2.3, 1.2.3 is installed',
      '  variables  DEBUG, NOTES_TOKEN (their values are passed on and not shown)',
      '  folder     /srv/notes',
      '  declared   ~/.claude.json:12',
      '  - It runs in a sandbox (bubblewrap).',
      '  - It has no network.',
    ]);
  });

  it('says what is not known or not there', () => {
    const text = consentText({ ...facts, installedVersion: null, variables: [], cwd: null });
    expect(text).toContain('notes-mcp@1.2.3 (not installed: it would be fetched first)');
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

  it('cuts no long line off', () => {
    const args = Array.from({ length: 150 }, (_, index) => `--option-number-${index}-that-is-not-short`);
    expect(consentText({ ...facts, args })).toContain('--option-number-149-that-is-not-short');
  });
});
