import type { JudgedFinding } from '../model/decision.ts';
import type { AdvisorySourceStatus } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { nameOfSource } from '../model/source-name.ts';
import { shortenPath } from './_place.ts';
import { bySeriousness } from './_order.ts';
import type { Page, Piece } from './_text-page.ts';
import { describeStores } from './_text-stores.ts';
import type { Telling } from './_text-telling.ts';
import { count } from './_words.ts';

const LABEL_WIDTH = 13;
const MINUTE = 60_000;
/** Minutes. */
const CLOCKS_DIFFER = 5;

/** How old data was at `judgedAt`; its date when it is later by more than clocks differ. */
function ageOf(dataTime: string | null, judgedAt: string): string {
  const minutes = Math.floor((Date.parse(judgedAt) - Date.parse(dataTime ?? '')) / MINUTE);
  if (Number.isNaN(minutes)) return 'of unknown age';
  if (minutes < -CLOCKS_DIFFER) return `of ${new Date(dataTime ?? '').toISOString().slice(0, 10)}`;
  if (minutes < 1) return 'asked just now';
  if (minutes < 120) return `${count(minutes, 'minute')} old`;
  if (minutes < 48 * 60) return `${count(Math.floor(minutes / 60), 'hour')} old`;
  return `${count(Math.floor(minutes / (24 * 60)), 'day')} old`;
}

/** How much a source answered, and how old its data is. */
export function describeSource(source: AdvisorySourceStatus, judgedAt: string): Array<Piece | string> {
  const { title } = nameOfSource(source.id);
  const name = source.from === '' || source.from === source.id ? title : `${title} (${source.from})`;
  if (source.status === 'failed') return [`${name}:`, { text: 'did not answer', tone: 'bad' }];
  const answered = `${source.answered.toLocaleString('en-US')} of ${count(source.asked, 'package')}`;
  const facts = [`${name}: ${answered}, ${ageOf(source.dataTime, judgedAt)}`];
  return source.status === 'partial' ? [...facts, { text: '(partial)', tone: 'caution' }] : facts;
}

/** The id of the worst finding that is safe to paste behind a command. */
function explainable(findings: readonly JudgedFinding[]): string {
  const ids = findings.toSorted(bySeriousness).map((finding) => finding.vulnerability ?? finding.check);
  return ids.find((id) => /^\w[\w.-]{0,80}$/.test(id)) ?? 'ID';
}

/** What the answer rests on (advisory sources, registries, policy), what lies open,, and how to get more. */
export function writeFooter(page: Page, report: Report, telling: Telling): void {
  const { inventory, decision } = report;
  const line = (label: string, body: Array<Piece | string>): void =>
    page.row({ indent: 0, cells: [{ text: label, width: LABEL_WIDTH, tone: 'quiet' }], body });
  page.blank();
  const describe = (source: AdvisorySourceStatus): Array<Piece | string> => describeSource(source, decision.judgedAt);
  const sources = inventory.advisorySources.map(describe);
  if (sources.length === 0) sources.push([{ text: 'no source was asked', tone: 'open' }]);
  for (const [at, source] of sources.entries()) line(at === 0 ? 'Advisories' : '', source);
  const registries = inventory.registries.filter(({ asked }) => asked > 0).map(describe);
  for (const [at, registry] of registries.entries()) line(at === 0 ? 'Registries' : '', registry);
  for (const { id, from, date } of inventory.exploitation) {
    line(id === 'kev' ? 'Exploited' : 'Likelihood', [`${shortenPath(from, inventory.target)}, of ${date}`]);
  }
  const stores = describeStores(inventory);
  if (stores !== null) line('Reachable', stores);
  const { name, source } = decision.policy;
  line('Policy', [`${name} (${source === 'built-in' ? source : shortenPath(source, inventory.target)})`]);
  if (decision.findings.length > 0) {
    line('One finding', [{ text: `mcp-audit explain ${explainable(decision.findings)}`, keep: true }]);
  }
  if (!telling.verbose) line('Everything', ['the same command with --verbose']);
}
