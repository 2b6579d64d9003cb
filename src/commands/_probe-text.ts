import type { Observation, ProbeReport, ProbeVerdict, ProtocolEra, ShownExchange } from '../model/observation.ts';
import { severityRank } from '../model/severity.ts';
import { PROBES } from '../probes/index.ts';
import { Page } from '../reporters/_text-page.ts';
import { count, type Tone } from '../reporters/_words.ts';

const ERA_WORDS: Record<ProtocolEra, string> = {
  legacy: 'speaks a revision before 2026-07-28',
  modern: 'speaks 2026-07-28',
  dual: 'speaks 2026-07-28 and an older revision',
  'http+sse': 'speaks HTTP+SSE, the transport of 2024',
  unknown: 'did not show what revision it speaks',
};

/** In the order in which they are shown. */
const VERDICT_WORDS: Record<ProbeVerdict, { symbol: string; heading: string; tone: Tone }> = {
  fail: { symbol: '✗', heading: 'Fails', tone: 'bad' },
  inconclusive: { symbol: '?', heading: 'Asked, and not known', tone: 'open' },
  'not-reached': { symbol: '?', heading: 'Not asked', tone: 'open' },
  pass: { symbol: '✓', heading: 'Passes', tone: 'good' },
  'not-applicable': { symbol: '–', heading: 'Not applicable', tone: 'quiet' },
};

/** Headers that forgeries are made of, and those of an answer that say what it lets in. */
const TELLING =
  /^(?:host|origin|content-type|authorization|mcp-[a-z-]+|access-control-[a-z-]+|www-authenticate|location): /;

const telling = (headers: readonly string[]): string[] => headers.filter((header) => TELLING.test(header));

const ID_WIDTH = 18;
const SEVERITY_WIDTH = 10;

function linesOf({ request, answer, problem }: ShownExchange): [string, string] {
  const sent = [request.line, ...telling(request.headers)].join(', ');
  const got =
    answer === null
      ? (problem ?? 'no answer')
      : `${[`HTTP ${answer.status}`, ...telling(answer.headers)].join(', ')}: ${answer.body.slice(0, 120)}`;
  return [`sent ${sent}`, `got ${got}`];
}

function writeEvidence(page: Page, { check, evidence }: Observation): void {
  const indent = 2 + 2 + ID_WIDTH;
  const decisive = evidence.exchanges.at(-1);
  for (const line of decisive === undefined ? [] : linesOf(decisive)) {
    page.row({ indent, body: [{ text: line, tone: 'quiet' }] });
  }
  const remediation = PROBES.find(({ id }) => id === check)?.remediation ?? '';
  page.row({ indent, body: [`Fix: ${remediation}`] });
}

/** The report for a person: what fails first, the most severe at the top. */
export function probeText({ url, era, verdicts, requests, notes }: ProbeReport, width: number, color: boolean): string {
  const page = new Page({ width, color });
  page.heading('Probed');
  page.row({ indent: 2, body: [{ text: url, keep: true }] });
  page.row({ indent: 2, body: [`${count(requests, 'request')}; it ${ERA_WORDS[era]}`] });
  for (const [verdict, { symbol, heading, tone }] of Object.entries(VERDICT_WORDS)) {
    const group = verdicts
      .filter((one) => one.verdict === verdict)
      .toSorted((a, b) => severityRank(a.severity) - severityRank(b.severity));
    if (group.length === 0) continue;
    page.heading(`${heading} (${group.length})`);
    for (const one of group) {
      const severity =
        verdict === 'fail' ? [{ text: one.severity, width: SEVERITY_WIDTH, tone: 'strong' as const }] : [];
      const cells = [{ text: symbol, width: 2, tone }, { text: one.check, width: ID_WIDTH }, ...severity];
      page.row({ indent: 2, cells, body: [one.evidence.reason] });
      if (verdict === 'fail') writeEvidence(page, one);
    }
  }
  if (notes.length > 0) page.heading('Notes');
  for (const note of notes) page.row({ indent: 2, cells: [{ text: '–', width: 2 }], body: [note] });
  return page.toString();
}
