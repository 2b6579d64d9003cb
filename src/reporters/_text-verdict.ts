import { actionSchema, type GateItem } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { isActive } from '../model/server.ts';
import { shortenPathsIn } from './_place.ts';
import type { Page } from './_text-page.ts';
import { count, STATUS_WORDS, VERDICT_WORDS } from './_words.ts';

/** `5 findings block, 14 warn, 1 is allowed`. */
function findingsOf({ decision }: Report): string {
  const verbs = { block: ['blocks', 'block'], warn: ['warns', 'warn'], allow: ['is allowed', 'are allowed'] } as const;
  const parts: string[] = [];
  for (const action of actionSchema.options) {
    const number = decision.findings.filter((finding) => finding.action === action).length;
    const subject = parts.length === 0 ? count(number, 'finding') : number.toLocaleString('en-US');
    if (number > 0) parts.push(`${subject} ${verbs[action][number === 1 ? 0 : 1]}`);
  }
  return parts.length === 0 ? 'no findings' : parts.join(', ');
}

/** `12 servers (1 disabled) with 1,432 packages`. */
function serversOf({ inventory }: Report): string {
  const disabled = inventory.servers.filter((server) => !isActive(server)).length;
  const purls = inventory.servers.flatMap(({ installation }) => installation?.components.map(({ purl }) => purl) ?? []);
  const servers = `${count(inventory.servers.length, 'server')}${disabled > 0 ? ` (${disabled} disabled)` : ''}`;
  return `${servers} with ${count(new Set(purls).size, 'package')}`;
}

function summaryOf(report: Report): string {
  const gaps = report.decision.gaps.length;
  return `${serversOf(report)}: ${findingsOf(report)}; ${gaps === 0 ? 'no gaps' : count(gaps, 'gap')}.`;
}

/** The verdict and one sentence of counts. */
export function writeVerdict(page: Page, report: Report): void {
  const { symbol, word, tone } = VERDICT_WORDS[report.decision.verdict];
  const lead = `${symbol} ${word}`;
  page.row({ indent: 0, cells: [{ text: lead, width: lead.length + 2, tone }], body: [summaryOf(report)] });
}

/** The eight items: status, reason, and what moves it on. */
export function writeItems(page: Page, report: Report): void {
  const titles = new Map(report.items.map((item) => [item.id, item.title]));
  const titleOf = (item: GateItem): string => titles.get(item.id) ?? item.id;
  const width = Math.max(0, ...report.decision.items.map((item) => titleOf(item).length)) + 2;
  page.blank();
  for (const item of report.decision.items) {
    const { symbol, word, tone } = STATUS_WORDS[item.status];
    const isOpen = item.status !== 'pass' && item.status !== 'not-applicable';
    page.row({
      indent: 2,
      cells: [
        { text: `${symbol} ${word}`, width: 11, tone },
        { text: titleOf(item), width },
      ],
      body: [{ text: shortenPathsIn(item.reason, report.inventory.target), tone: isOpen ? 'plain' : 'quiet' }],
    });
    if (isOpen && item.next !== '') {
      page.row({
        indent: 13,
        cells: [{ text: '→', width: 2, tone: 'quiet' }],
        body: [shortenPathsIn(item.next, report.inventory.target)],
      });
    }
  }
}
