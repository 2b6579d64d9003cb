import type { Finding } from '../model/finding.ts';
import type { LintFinding } from '../model/tool.ts';
import { LINT_RULES } from '../tool/lint/index.ts';
import { makeFinding } from './_finding.ts';
import { without } from './_fix-server.ts';
import { named, offeringServers, type OfferingServer } from './_tools.ts';
import type { Check } from './index.ts';

const PLACES_TOLD = 3;

const RULES = new Map(LINT_RULES.map((rule) => [rule.id, rule]));

/** Hints are a question of their own: `misleading-hint`. */
const TOLD_ELSEWHERE = 'contradictory-hint';

/** What one lint rule found in one tool; `tool` is null for the list itself and the server's own words. */
interface Poison {
  tool: string | null;
  first: LintFinding;
  found: LintFinding[];
}

/** Of several tools of one name nobody can tell which is meant: they are one. */
function poisonsIn({ offering: { tools, findings } }: OfferingServer): Poison[] {
  const poisons = new Map<string, Poison>();
  const sources = [{ name: null, findings }, ...tools.map(({ name, findings: own }) => ({ name, findings: own }))];
  for (const source of sources) {
    for (const one of source.findings.filter(({ check }) => check !== TOLD_ELSEWHERE)) {
      const key = JSON.stringify([source.name, one.check]);
      const known = poisons.get(key);
      if (known) known.found.push(one);
      else poisons.set(key, { tool: source.name, first: one, found: [one] });
    }
  }
  return [...poisons.values()];
}

const lowerFirst = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

function evidenceOf({ first, found }: Poison): string[] {
  const rest = found.length - PLACES_TOLD;
  return [
    ...found
      .slice(0, PLACES_TOLD)
      .map(({ where, text }) => `At ${where === '' ? 'its top' : where.slice(0, 200)}: ${text}`),
    ...(rest > 0 ? [`And at ${rest} more ${rest === 1 ? 'place' : 'places'}.`] : []),
    RULES.get(first.check)?.why ?? '',
  ].filter((sentence) => sentence !== '');
}

function fixOf({ server }: OfferingServer, { tool, first }: Poison): string {
  const what = tool === null ? 'what the server says of itself' : `the definition of ${named(tool)}`;
  return first.tier === 'block'
    ? `Until somebody has read ${what}, ${without(server)}.`
    : `Read ${what}; if it is no more than it seems, record a review in the policy, else ${without(server)}.`;
}

/** What was read: an exception is for that, and not for what takes its place. */
function definitionsOf({ offering }: OfferingServer, { tool, found }: Poison): (string | null)[] {
  const hashes = tool === null ? [] : offering.tools.filter(({ name }) => name === tool).map(({ hash }) => hash);
  return hashes.length > 0 && hashes.every((hash) => hash !== null)
    ? hashes.sort()
    : found.map(({ where, text }) => `${where}: ${text}`).sort();
}

function judge(one: OfferingServer, poison: Poison): Finding {
  const { tool, first } = poison;
  const fault = lowerFirst(RULES.get(first.check)?.title ?? first.check);
  const isSure = first.tier === 'block';
  return makeFinding(poisonedTool, one.server, {
    subject: JSON.stringify([first.check, tool, definitionsOf(one, poison)]),
    ...(tool === null ? {} : { tool }),
    severity: isSure ? 'high' : 'medium',
    confidence: isSure ? 'high' : 'medium',
    title:
      tool === null ? `What ${named(one.server.name)} says of itself: ${fault}` : `The tool ${named(tool)}: ${fault}`,
    evidence: evidenceOf(poison),
    fix: fixOf(one, poison),
  });
}

export const poisonedTool: Check = {
  id: 'poisoned-tool',
  kind: 'tool-poisoning',
  item: 'high-risk-tools-reviewed',
  title: 'Poisoned tool',
  why: 'A model reads the definitions of all tools as if its user had written them, whether it calls them or not. Text that gives it orders, or that is hidden from people, is how a server takes over a session.',
  remediation:
    'Read the definition with its hidden characters shown. Keep the server disabled until it is clean, or record a review of the tool.',
  references: [
    'https://modelcontextprotocol.io/specification/2025-11-25/server/tools#security-considerations',
    'https://genai.owasp.org/llmrisk/llm01-prompt-injection/',
  ],
  run: (inventory) => offeringServers(inventory).flatMap((one) => poisonsIn(one).map((poison) => judge(one, poison))),
};
