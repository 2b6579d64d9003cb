import type { Probed } from '../../src/model/observation.ts';
import type { Offering } from '../../src/model/offering.ts';
import { PROBES } from '../../src/probes/index.ts';
import { offeringOf } from '../../src/tool/offering.ts';
import { readToolList } from '../../src/tool/read-list.ts';

type Verdict = Probed['verdicts'][number];

/** What a server offers whose list has these entries, read as a scan reads it; then what differs. */
export function offeringWith(tools: readonly object[], more: Partial<Offering> = {}, around: object = {}): Offering {
  const list = readToolList({ tools, ...around });
  if (list === null) throw new Error('no list');
  return { ...offeringOf(list, { source: 'server', file: null }), ...more };
}

/** An entry of a list of tools. */
export function toolEntry(name: string, description = '', properties: object = {}, rest: object = {}): object {
  return { name, description, inputSchema: { type: 'object', properties }, ...rest };
}

/** The answer to one question; of a `fail` the severity is `high` unless it is given. */
export function verdictWith(check: Verdict['check'], more: Partial<Verdict> = {}): Verdict {
  const { title, remediation, source } = PROBES.find(({ id }) => id === check) ?? {
    title: check,
    remediation: '',
    source: { says: '', section: '', url: '' },
  };
  const verdict = more.verdict ?? 'pass';
  return {
    check,
    verdict,
    severity: verdict === 'fail' ? 'high' : verdict === 'pass' ? 'info' : 'unknown',
    evidence: { reason: `The reason of ${check}.`, exchanges: [], source },
    title,
    remediation,
    ...more,
  };
}

/** A server that was probed gently and does everything right, but for these answers. */
export function probedWith(
  verdicts: Partial<Record<Verdict['check'], Verdict['verdict'] | Partial<Verdict>>> = {},
  more: Partial<Probed> = {},
): Probed {
  return {
    url: 'http://localhost:3000/mcp',
    era: 'legacy',
    requests: 9,
    notes: [],
    mode: 'gentle',
    isListening: true,
    verdicts: PROBES.map(({ id }) => {
      const given = verdicts[id] ?? 'pass';
      return verdictWith(id, typeof given === 'string' ? { verdict: given } : given);
    }),
    ...more,
  };
}
