import { EXIT } from '../errors.ts';
import { withoutPrivate } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import type { JudgedFinding } from '../model/decision.ts';
import type { Report } from '../model/report.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { loadInventory } from './_load-inventory.ts';
import { loadPolicies } from './_load-policy.ts';
import { explainAll, keptBack, type Explained } from './_policy-explained.ts';
import { explainedText } from './_policy-explain-text.ts';
import { subjectOf } from './_policy-subject.ts';
import { refuseUnwatched, reportOn, scanNow } from './_run-scan.ts';
import type { PolicyExplainOptions } from './policy.ts';
import { textWidth, type Terminal } from './terminal.ts';

/** A finding as JSON: what it is, and what the policy says. */
function asJson({ finding, rules, idle, ways, stuck, command }: Explained) {
  const { id, check, kind, severity, confidence, server, tool, purl, ids, title, action, fix } = finding;
  return {
    finding: { id, check, kind, severity, confidence, server, tool, purl, ids, title, fix },
    action,
    rules,
    idle,
    clear: { entries: ways, command, nothing: stuck },
  };
}

/** Whether a finding is as it was found: what is not public has another id. */
function publicIn({ decision }: Report): (finding: JudgedFinding) => boolean {
  const ids = new Set(decision.findings.map(({ id }) => id));
  return ({ id }) => ids.has(id);
}

/** Prints which rules match what the word means, and what would clear them. An unknown word is a usage error. */
export async function runPolicyExplain(
  what: string,
  options: PolicyExplainOptions,
  terminal: Terminal,
): Promise<number> {
  if (options.revealPrivate === true) refuseUnwatched(terminal);
  const file = loadPolicies(realFiles, options.policy, terminal.cwd);
  const inventory =
    options.from === undefined
      ? await scanNow(options, terminal)
      : loadInventory(realFiles, options.from, terminal.cwd);
  const now = options.asOf ?? new Date();
  const report = reportOn(inventory, file, options, now);
  const told = options.revealPrivate === true ? report : withoutPrivate(report, file, new Date());
  const { findings, open } = subjectOf(what, told);
  const isPublic = publicIn(report);
  const said = new Map(
    explainAll(findings.filter(isPublic), { file, inventory, now }).map((one) => [one.finding.id, one]),
  );
  const explained = findings.map((finding) => said.get(finding.id) ?? keptBack(finding));
  const { policy, judgedAt } = report.decision;
  if (options.format === 'json') {
    terminal.stdout(stringify({ what, policy, judgedAt, findings: explained.map(asJson), open }));
    return EXIT.pass;
  }
  const width = textWidth(terminal);
  const head = escapeLine(`${what} by policy ${policy.name} (${policy.source}), judged as of ${judgedAt}`);
  const none = findings.length === 0 ? ['  no finding: no rule of the policy has anything to say\n'] : [];
  const rest = open.map((sentence) => `\n${escapeLine(sentence)}\n`);
  terminal.stdout(
    [`${head}\n`, ...none, ...explained.map((one) => `\n${explainedText(one, width)}`), ...rest].join(''),
  );
  return EXIT.pass;
}
