import type { JudgedFinding } from '../model/decision.ts';
import type { Inventory } from '../model/inventory.ts';
import type { MappedCheck, Report } from '../model/report.ts';
import type { Vulnerability } from '../model/vulnerability.ts';
import { prose, type Markup } from './_html-markup.ts';
import { clip } from './_escape.ts';
import { shortenPathsIn } from './_place.ts';
import { shelve, type Entry } from './_text-shelves.ts';
import { tellingOf } from './_text-telling.ts';

/** What the sections of the page look things up in. */
export interface View {
  report: Report;
  target: Inventory['target'];
  checks: ReadonlyMap<string, MappedCheck>;
  vulnerabilities: ReadonlyMap<string, Vulnerability>;
  /** Those with the most serious findings first. */
  entries: readonly Entry[];
  /** Findings that are about no server. */
  others: readonly JudgedFinding[];
  /** Whether what is blocked is shown in full at once: where there is not too much of it. */
  opensBlocked: boolean;
  /** Ids of the sections of the servers. */
  anchors: ReadonlyMap<string, string>;
  /** Tools that nobody has reviewed, by the id of their server. */
  unreviewed: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Findings. */
const OPENED = 20;

export function viewOf(report: Report): View {
  const { inventory, checks } = report;
  const telling = tellingOf(report, true);
  const { found, unsure, clean, others } = shelve(report, telling);
  return {
    report,
    target: inventory.target,
    checks: new Map(checks.map((check) => [check.id, check])),
    vulnerabilities: new Map(inventory.vulnerabilities.map((vulnerability) => [vulnerability.id, vulnerability])),
    entries: [...found, ...unsure, ...clean],
    others,
    opensBlocked: report.decision.findings.filter(({ action }) => action === 'block').length <= OPENED,
    anchors: new Map(inventory.servers.map(({ id }, at) => [id, `server-${at + 1}`])),
    unreviewed: telling.unreviewed,
  };
}

/** Longest sentence in UTF-16 units. */
const LONGEST = 2000;

/** A sentence with its paths shortened. */
export const sentence = (text: string, { target }: View): Markup => prose(shortenPathsIn(clip(text, LONGEST), target));

/** An id for an element: no other kind of element has the same. */
export const anchorOf = (kind: 'finding' | 'check' | 'item', id: string): string =>
  `${kind}-${clip(id, 80).replace(/[^\w-]/g, '-')}`;
