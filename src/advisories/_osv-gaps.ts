import type { Gap, GapKind } from '../model/gap.ts';
import type { Listing, Problem } from './_batch.ts';
import { count, gapOf, listed } from './_gaps.ts';
import type { Hydrated } from './_hydrate.ts';

const AGAIN =
  'Check the network, then run the scan again; or use the advisories that are kept here (mcp-audit db): --offline';

interface Words {
  kind: GapKind;
  say(packages: string, reason: string): string;
  hint: string;
}

const WORDS: Record<Problem, Words> = {
  unreachable: {
    kind: 'advisory-source-failed',
    say: (packages, reason) => `OSV did not answer about ${packages}: ${reason}`,
    hint: AGAIN,
  },
  uncovered: {
    kind: 'advisory-query-failed',
    say: (packages) => `OSV is not asked about ${packages} of an ecosystem whose versions are not compared`,
    hint: '',
  },
  refused: {
    kind: 'advisory-query-failed',
    say: (packages) => `OSV refuses the question about ${packages}`,
    hint: '',
  },
  unreadable: {
    kind: 'advisory-query-failed',
    say: (packages) => `a part of what OSV answers about ${packages} cannot be read`,
    hint: '',
  },
  'too-many-pages': {
    kind: 'advisory-query-failed',
    say: (packages) => `what OSV answers about ${packages} does not end`,
    hint: '',
  },
};

/** What OSV could not be asked, did not answer, or answered in part: one gap for each kind of problem. */
export function osvGaps({ ids, problems, reason }: Listing, { missing }: Hydrated): Gap[] {
  const gaps: Gap[] = [];
  for (const problem of Object.keys(WORDS) as Problem[]) {
    const purls = [...problems.keys()].filter((purl) => problems.get(purl) === problem);
    const { kind, say, hint } = WORDS[problem];
    if (purls.length > 0) {
      gaps.push(gapOf(kind, say(count(purls.length, 'package'), reason ?? 'no answer'), purls, hint));
    }
  }
  if (missing.length > 0) {
    const touched = [...ids.keys()].filter((purl) => missing.some((id) => ids.get(purl)?.has(id)));
    const message = `the details of ${count(missing.length, 'advisory')} could not be had: ${listed(missing)}`;
    gaps.push(gapOf('advisory-record-missing', message, touched, AGAIN));
  }
  return gaps;
}
