import { actionSchema, type GateItem } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { installationsOf, isActive } from '../model/server.ts';
import { shortenPath, shortenPathsIn } from './_place.ts';
import type { Page } from './_text-page.ts';
import { count, STATUS_WORDS, VERDICT_WORDS } from './_words.ts';

const FILES_NAMED = 3;

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
  const purls = inventory.servers
    .flatMap(installationsOf)
    .flatMap(({ components }) => components.map(({ purl }) => purl));
  const servers = `${count(inventory.servers.length, 'server')}${disabled > 0 ? ` (${disabled} disabled)` : ''}`;
  return `${servers} with ${count(new Set(purls).size, 'package')}`;
}

/** Neither a server nor anything that may hide one. */
function isEmpty({ inventory, decision }: Report): boolean {
  return inventory.servers.length === 0 && decision.gaps.length === 0;
}

/** `~ and ~/src/shop`: the folders and files that were looked at, shortened. */
function lookedAt({ inventory: { target } }: Report): string {
  const { home, project, files } = target;
  const outside = { ...target, project: null };
  const places = [home, project, ...files.slice(0, FILES_NAMED)]
    .filter((place) => place !== null)
    .map((place) => (place === home ? '~' : shortenPath(place, outside)));
  const rest = files.length > FILES_NAMED ? [`${count(files.length - FILES_NAMED, 'more file')}`] : [];
  const words = [...new Set([...places, ...rest])];
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** `No MCP server was found in ~ and ~/src/shop.` */
function describeNothing(report: Report): string {
  const { findings, verdict } = report.decision;
  const places = lookedAt(report);
  return [
    `No MCP server was found${places === '' ? '' : ` in ${places}`}`,
    ...(findings.length === 0 ? [] : [findingsOf(report)]),
    ...(verdict === 'incomplete' ? ['If there should be none: --allow-empty'] : []),
  ]
    .map((sentence) => `${sentence}.`)
    .join(' ');
}

/** One sentence of counts. */
export function summaryOf(report: Report): string {
  if (isEmpty(report)) return describeNothing(report);
  const gaps = report.decision.gaps.length;
  return `${serversOf(report)}: ${findingsOf(report)}; ${gaps === 0 ? 'no gaps' : count(gaps, 'gap')}.`;
}

/** The verdict and one sentence of counts. */
export function writeVerdict(page: Page, report: Report): void {
  const { symbol, word, tone } = VERDICT_WORDS[report.decision.verdict];
  const lead = `${symbol} ${word}`;
  page.row({ indent: 0, cells: [{ text: lead, width: lead.length + 2, tone }], body: [summaryOf(report)] });
}

/** The eight items: status, reason, and what moves it on. Where there is no server, there is nothing to ask. */
export function writeItems(page: Page, report: Report): void {
  if (isEmpty(report) && report.decision.items.every(({ status }) => status === 'not-applicable')) return;
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
