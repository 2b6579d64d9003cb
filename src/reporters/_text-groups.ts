import type { JudgedFinding } from '../model/decision.ts';
import type { FindingKind } from '../model/finding.ts';
import { bySeriousness } from './_order.ts';

/** Findings of one check about one package or one tool of one server, or about its tools alike: they are mended together and shown as one. */
export interface Group {
  /** Worst first. */
  findings: [JudgedFinding, ...JudgedFinding[]];
  /** The fix that mends all of them. */
  fix: string;
  /** The fixed version that it leads to, when one is known. */
  fixed: string | null;
  /** Equal for the same problem under another server. */
  problem: string;
}

const versions = new Intl.Collator('en', { numeric: true });

/** Of several fixed versions of one package, the highest mends all. */
function fixOf(findings: readonly [JudgedFinding, ...JudgedFinding[]]): Pick<Group, 'fix' | 'fixed'> {
  const { fix, fixed } = findings.reduce((best, finding) =>
    versions.compare(finding.fixed ?? '', best.fixed ?? '') > 0 ? finding : best,
  );
  return { fix, fixed };
}

/** Kinds that one cause brings to many tools at once. */
const OF_MANY_TOOLS: ReadonlySet<FindingKind> = new Set([
  'tool-unreviewed',
  'tool-changed',
  'tool-shadowing',
  'tool-hint',
]);

/** What of a check's findings about one server belongs together. */
function subjectOf({ kind, id, purl, fixed, tool, action }: JudgedFinding): unknown[] {
  if (purl !== null) return [purl, fixed === null];
  if (OF_MANY_TOOLS.has(kind)) return [kind, action];
  return tool === null ? [id] : [kind, tool];
}

/** Groups findings by what they are about; those without a known fixed version stay apart from those with one. */
export function groupFindings(findings: readonly JudgedFinding[]): Group[] {
  const groups = new Map<string, [JudgedFinding, ...JudgedFinding[]]>();
  for (const finding of findings.toSorted(bySeriousness)) {
    const key = JSON.stringify([finding.check, ...subjectOf(finding)]);
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()].map((members) => ({
    findings: members,
    ...fixOf(members),
    problem: JSON.stringify([members[0].check, members[0].purl ?? members[0].title, members.map(({ ids }) => ids)]),
  }));
}
