import { CHECKS } from '../checks/index.ts';
import { AuditError } from '../errors.ts';
import { didYouMean, POLICY_CHECKS } from '../gate/index.ts';
import type { JudgedFinding } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { count } from '../reporters/_words.ts';

/** What a word on the command line means in a report. */
export interface Subject {
  findings: JudgedFinding[];
  /** Why there may be more than is shown, one sentence each. */
  open: string[];
}

const isCheck = (what: string): boolean => [...CHECKS, ...POLICY_CHECKS].some(({ id }) => id === what);

/** Whether a finding is meant: by its own id, an id of its vulnerability, its check, its server, or its server and tool. */
function isMeant(finding: JudgedFinding, what: string, name: string | null): boolean {
  const { id, check, ids, server, tool } = finding;
  const servers = [server, name].filter((one) => one !== null);
  return (
    id === what ||
    check === what ||
    ids.some((one) => one.toUpperCase() === what.toUpperCase()) ||
    servers.includes(what) ||
    (tool !== null && servers.some((one) => `${one}/${tool}` === what))
  );
}

/** Whether the word names something that is there, though nothing may have been found about it. */
function isThere(what: string, { inventory }: Report): boolean {
  return (
    isCheck(what) ||
    inventory.servers.some(({ id, name, offering }) =>
      [id, name].some((one) => one === what || (offering?.tools ?? []).some((tool) => `${one}/${tool.name}` === what)),
    )
  );
}

const WANTED =
  "Name a finding's or a vulnerability's id as `mcp-audit scan` shows it, a server, SERVER/TOOL, or a check (mcp-audit explain lists them).";
const UNLISTED =
  'The tools of that server are not known: list them with --enumerate=all, or give a kept inventory that has them (--from).';

function unknown(what: string, { inventory, decision }: Report): AuditError {
  const known = [
    ...inventory.servers.map(({ id }) => id),
    ...decision.findings.flatMap(({ id, ids }) => [id, ...ids]),
    ...[...CHECKS, ...POLICY_CHECKS].map(({ id }) => id),
  ];
  const meant = didYouMean(what, known);
  const unlisted = inventory.servers.some(
    ({ id, name, offering }) => offering === null && [id, name].some((one) => what.startsWith(`${one}/`)),
  );
  return new AuditError('usage', `nothing here is called ${what}${meant === null ? '' : `: did you mean ${meant}?`}`, {
    hint: unlisted ? UNLISTED : WANTED,
  });
}

/** The findings that a word means, in the order of the report. A word that names nothing is a usage error with a near one. */
export function subjectOf(what: string, report: Report): Subject {
  const { inventory, decision } = report;
  const names = new Map(inventory.servers.map(({ id, name }) => [id, name]));
  const findings = decision.findings.filter((finding) =>
    isMeant(finding, what, names.get(finding.server ?? '') ?? null),
  );
  if (findings.length === 0 && !isThere(what, report)) throw unknown(what, report);
  const meant = inventory.servers.filter(({ id, name }) =>
    [id, name].some((one) => one === what || what.startsWith(`${one}/`)),
  );
  const about = isCheck(what)
    ? decision.gaps
    : decision.gaps.filter(({ server }) => server === null || meant.some(({ id }) => id === server));
  const words = isCheck(what) || meant.length > 0 ? about.length : 0;
  return {
    findings,
    open:
      words === 0 ? [] : [`${count(words, 'gap')}: there may be more findings (mcp-audit scan --verbose says why).`],
  };
}
