import type { JudgedFinding } from '../model/decision.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { paragraph } from './_paragraph.ts';

const named = (rule: string): string => `rule \`${rule}\``;

/** `block by rule `x` of the policy`, `allow; cleared by exception EX-1`. */
function describeAction({ action, rules, cleared }: JudgedFinding): string {
  if (rules.length === 0) {
    const by = [...new Set(cleared.map((one) => one.by))];
    return `${action}; cleared by ${by.join(' and ')}`;
  }
  if (rules.includes('default')) return `${action}, for no rule of the policy matches`;
  return `${action} by ${rules.map(named).join(' and ')} of the policy`;
}

/** One finding of a kept inventory: what the policy makes of it, where it is and what mends it. */
export function explainFinding(finding: JudgedFinding, width: number): string {
  const { server, chain, evidence, locations, severity, confidence } = finding;
  // What was cleared beside a rule that stands would else not be told.
  const cleared = finding.rules.length === 0 ? [] : finding.cleared;
  const sentences = [
    `Action: ${describeAction(finding)}. Severity: ${severity}. Confidence: ${confidence}.`,
    ...cleared.map(({ rule, by }) => `Cleared: ${named(rule)} of the policy, by ${by}.`),
    ...(server === null ? [] : [`Server: ${server}`]),
    ...locations.map(({ file, line, column }) => `Declared at ${file}:${line}:${column}`),
    ...(chain.length > 1 ? [`Comes by ${chain.join(' > ')}`] : []),
    ...evidence,
    `Mend: ${finding.fix}`,
  ];
  const lines = sentences.map((sentence) => paragraph(sentence, width));
  return `${finding.id}  ${escapeLine(finding.title)}\n${lines.join('')}`;
}
