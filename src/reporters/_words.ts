import type { Action, GateStatus, Verdict } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { GapKind } from '../model/gap.ts';
import { SEVERITIES } from '../model/severity.ts';
import { TOOL_CLASSES, type Tool } from '../model/tool.ts';

/** How good or bad news is; a medium turns it into colour, which never stands alone. */
export type Tone = 'good' | 'bad' | 'caution' | 'open' | 'quiet' | 'strong' | 'plain';

interface Word {
  symbol: string;
  word: string;
  tone: Tone;
}

export const VERDICT_WORDS: Record<Verdict, Word> = {
  pass: { symbol: '✓', word: 'PASS', tone: 'good' },
  fail: { symbol: '✗', word: 'FAIL', tone: 'bad' },
  incomplete: { symbol: '?', word: 'INCOMPLETE', tone: 'open' },
};

export const STATUS_WORDS: Record<GateStatus, Word> = {
  pass: { symbol: '✓', word: 'pass', tone: 'good' },
  fail: { symbol: '✗', word: 'fail', tone: 'bad' },
  warn: { symbol: '!', word: 'warn', tone: 'caution' },
  unknown: { symbol: '?', word: 'unknown', tone: 'open' },
  'not-applicable': { symbol: '–', word: 'n/a', tone: 'quiet' },
};

export const ACTION_WORDS: Record<Action, Word> = {
  block: { symbol: '✗', word: 'block', tone: 'bad' },
  warn: { symbol: '!', word: 'warn', tone: 'caution' },
  allow: { symbol: '–', word: 'allow', tone: 'quiet' },
};

/** What is not known, in a few words. */
export const GAP_TITLES: Record<GapKind, string> = {
  'config-unreadable': 'Config files that could not be read',
  'config-invalid': 'Config files with errors',
  'entry-invalid': 'Entries that are not of their client’s shape',
  'launch-unrecognised': 'Launch lines that could not be followed',
  'not-installed': 'Packages that are not on this machine yet',
  'tree-unreadable': 'Installed trees that could not be read',
  'tree-mismatch': 'Lockfiles that differ from what is on disk',
  'tree-unsupported': 'Programs of a kind that is not read yet',
  remote: 'Servers that run elsewhere',
  'advisory-source-failed': 'Advisory sources that did not answer',
  'advisory-query-failed': 'Packages that could not be looked up',
  'advisory-record-missing': 'Advisories whose record could not be had',
  'advisory-unmatchable': 'Advisories that cannot be compared',
  'advisory-partial': 'Advisory sources that know only a part',
  'scan-stale': 'Scans that are too old',
  'advisory-stale': 'Advisory data that is too old',
  'exploitation-unknown': 'Vulnerabilities that may be exploited',
  'upkeep-unknown': 'Packages that may be deprecated or yanked',
  'tools-unknown': 'Servers whose tools could not be had',
  'tools-partial': 'Lists of tools that are known in part',
  'transport-unknown': 'Transports on this machine that could not be answered for',
  'credentials-unknown': 'Credentials that could not be read in full',
  'store-unreadable': 'Stores of credentials that could not be read',
  'limit-reached': 'Readings that a limit stopped',
};

/** `1 server`, `1,432 packages`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en-US')} ${number === 1 ? one : many}`;
}

/** `2 high, 5 medium; 1 exploited`. */
export function countBySeverity(findings: readonly Finding[]): string {
  const numbers = SEVERITIES.map((severity) => [findings.filter((one) => one.severity === severity).length, severity]);
  const severities = numbers
    .filter(([number]) => number !== 0)
    .map((pair) => pair.join(' '))
    .join(', ');
  const exploited = findings.filter((one) => one.exploited).length;
  return exploited === 0 ? severities : `${severities}; ${exploited} exploited`;
}

/** `12 read, 8 write, 3 execute`. */
export function countByClass(tools: readonly Tool[]): string {
  return TOOL_CLASSES.map((one) => [tools.filter((tool) => tool.class === one).length, one] as const)
    .filter(([number]) => number > 0)
    .map(([number, one]) => `${number.toLocaleString('en-US')} ${one}`)
    .join(', ');
}
