import { covers, isAbout, type Clearing } from '../gate/clear.ts';
import { findDemands } from '../gate/demands/index.ts';
import type { PolicyFile } from '../gate/index.ts';
import { isDefault, layerOf, type Layer } from '../gate/judge-layer.ts';
import { layersOf } from '../gate/layers.ts';
import type { Action, JudgedFinding } from '../model/decision.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Rule } from '../model/policy.ts';
import { find } from '../syntax/index.ts';
import { NO_WAYS, waysFor, type Ways } from './_policy-ways.ts';

/** One rule that matches a finding. */
export interface MatchedRule {
  id: string;
  action: Action;
  /** What clears it: `exception`, `approval`, `reviewed`; empty where nothing does. */
  clearedBy: string[];
  /** Name of the entry that clears it, or null while it stands. */
  by: string | null;
  /** `file:line`, or the file alone for what is no rule of the gate: its id is its place. Null for `default`. */
  place: string | null;
}

/** A finding with all that the policies say about it. */
export interface Explained extends Ways {
  finding: JudgedFinding;
  rules: MatchedRule[];
  /** Entries about it that clear nothing now, and why, one sentence each. */
  idle: string[];
}

interface Placed {
  rule: Rule;
  place: string;
}

/** One policy, with the rules that it makes of what it demands of servers. */
interface View {
  layer: Layer;
  /** Rules of the gate, each with its place. */
  own: Placed[];
  /** Rules for a finding, beside those of the gate. */
  demandsOn(finding: Finding): Rule[];
}

const NO_RULE: MatchedRule = { id: 'default', action: 'warn', clearedBy: [], by: null, place: null };

/** What one policy has not reviewed another one may have: only the one that says so speaks about it. */
const OF_REVIEWS: ReadonlySet<FindingKind> = new Set(['tool-unreviewed', 'tool-changed']);

function viewsOf(file: PolicyFile, inventory: Inventory, now: Date): View[] {
  const files = layersOf(file);
  return files.map((one, index) => {
    const { demands, rules } = findDemands(inventory, one);
    return {
      layer: layerOf(one, files.slice(index + 1), inventory, now),
      own: one.policy.gate.rules.map((rule, at) => ({
        rule,
        place: `${one.source}:${find(one.root, ['gate', 'rules', at]).at.line}`,
      })),
      demandsOn: ({ id }) => [...rules, ...demands.filter(({ finding }) => finding.id === id).map(({ rule }) => rule)],
    };
  });
}

const waysOut = ({ until, override }: Rule): string[] =>
  [until, override].filter((one) => one !== undefined && one !== 'never').map(String);

function matchedIn(
  { layer: { file }, own, demandsOn }: View,
  judged: JudgedFinding,
): { rule: Rule; matched: MatchedRule }[] {
  const demands = demandsOn(judged).map((rule) => ({ rule, place: file.source }));
  // Several servers may have a rule of the same place.
  const all = new Map([...demands.toReversed(), ...own].map((one) => [one.rule.id, one]));
  const byOf = new Map(judged.cleared.map(({ rule, by }) => [rule, by]));
  return [...all.values()].flatMap(({ rule, place }) => {
    const by = byOf.get(rule.id) ?? null;
    if (by === null && !judged.rules.includes(rule.id)) return [];
    return [{ rule, matched: { id: rule.id, action: rule.action, clearedBy: waysOut(rule), by, place } }];
  });
}

/** Why an entry about a finding clears nothing of it; null when it does, or is about another thing. */
function whyIdle(clearing: Clearing, finding: Finding, rules: readonly MatchedRule[], now: Date): string | null {
  if (!isAbout(clearing, finding) || rules.some(({ by }) => by === clearing.name)) return null;
  // An approval names a rule and a package, no finding.
  const isForIt = rules.some(({ id }) => id === clearing.rule) && covers(clearing, finding);
  if (clearing.kind === 'approval' && !isForIt) return null;
  const name = `The ${clearing.name}`;
  if (now.getTime() >= clearing.ends) return `${name} ended with ${clearing.expires}.`;
  if (now.getTime() < clearing.starts) return `${name} begins on ${clearing.begins}.`;
  if (clearing.isUndecided) return `${name} clears nothing: it names nobody yet.`;
  if (clearing.isSelfApproved) return `${name} clears nothing: its owner approved it.`;
  if (!covers(clearing, finding)) return `${name} is for another package or version, or for what is not reached.`;
  const word = clearing.kind === 'review' ? 'reviewed' : clearing.kind;
  const hasOwnKind = rules.some(({ clearedBy }) => clearedBy.includes(word));
  return hasOwnKind ? null : `${name} clears no rule that matches it: none lets itself be cleared by ${clearing.kind}.`;
}

function explainIn(view: View, finding: JudgedFinding, inventory: Inventory, now: Date): Omit<Explained, 'finding'> {
  const judged = view.layer.judge(finding);
  const all = matchedIn(view, judged);
  const rules = all.map(({ matched }) => matched);
  const standing = all.filter(({ matched }) => matched.by === null).map(({ rule }) => rule);
  return {
    rules,
    idle: view.layer.clearings.map((one) => whyIdle(one, finding, rules, now)).filter((one) => one !== null),
    ...waysFor(finding, standing, { inventory, file: view.layer.file, now }),
  };
}

/** Every rule that matches each finding, which entries clear some, and what would clear the others. */
export function explainAll(
  findings: readonly JudgedFinding[],
  { file, inventory, now }: { file: PolicyFile; inventory: Inventory; now: Date },
): Explained[] {
  const views = viewsOf(file, inventory, now);
  return findings.map((finding) => {
    const isSaid = ({ layer }: View, index: number): boolean =>
      index > 0 ||
      views.length === 1 ||
      !OF_REVIEWS.has(finding.kind) ||
      layer.findings.some(({ id }) => id === finding.id);
    const saying = views.filter(isSaid).filter((view) => !isDefault(view.layer.judge(finding)));
    if (saying.length === 0) {
      const why = `no rule matches it, which is a warning: a rule with \`kind: ${finding.kind}\` would decide about it`;
      return { finding, rules: [NO_RULE], idle: [], ...NO_WAYS, stuck: [{ rule: NO_RULE.id, why }] };
    }
    const parts = saying.map((view) => explainIn(view, finding, inventory, now));
    return {
      finding,
      rules: parts.flatMap((part) => part.rules),
      idle: parts.flatMap((part) => part.idle),
      ways: parts.flatMap((part) => part.ways),
      stuck: parts.flatMap((part) => part.stuck),
      command: parts.find((part) => part.command !== null)?.command ?? null,
    };
  });
}

/** A finding that is not public: that there is one, and what is done about it. */
export function keptBack(finding: JudgedFinding): Explained {
  const why = 'what it is about is not public yet (--reveal-private, at a terminal)';
  const rules = finding.rules.map((rule) => ({ rule, why }));
  return { finding, rules: [], idle: [], ...NO_WAYS, stuck: rules };
}
