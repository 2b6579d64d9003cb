import { canBeNamed, reviewCommand, type PolicyFile } from '../gate/index.ts';
import { serverNamed } from '../gate/clear.ts';
import { approvalSchema, exceptionSchema, reviewSchema } from '../model/clearing.ts';
import type { JudgedFinding } from '../model/decision.ts';
import type { FindingKind } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Rule } from '../model/policy.ts';
import { TODO } from './_policy-todo.ts';
import { yamlLines, type YamlMap } from './_policy-yaml.ts';

export type WayKind = 'exception' | 'approval' | 'review';

/** An entry of the policy that would clear rules for one finding, once people stand behind it. */
export interface Way {
  rules: string[];
  kind: WayKind;
  entry: Record<string, string>;
  /** The entry under its section, as YAML. */
  yaml: string;
  /** The policy that it would stand in: a file, or `built-in`. */
  source: string;
}

/** A rule that nothing in the policy clears for this finding, and why. */
export interface Stuck {
  rule: string;
  why: string;
}

export interface Ways {
  ways: Way[];
  stuck: Stuck[];
  /** What else clears them all: a command, or null. */
  command: string | null;
}

export const NO_WAYS: Ways = { ways: [], stuck: [], command: null };

/** What a new entry has to fit. */
export interface Surroundings {
  inventory: Inventory;
  file: PolicyFile;
  /** The time judged. */
  now: Date;
}

const DAY = 86_400_000;
const DAYS = 30;
const NOT_EXACT = 'no entry can name this finding exactly';

/** Kinds that a review of the tool itself settles. */
const BY_TOOL_REVIEW: ReadonlySet<FindingKind> = new Set([
  'tool-poisoning',
  'tool-hint',
  'tool-shadowing',
  'tool-approval',
]);

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** The kind of entry that clears a rule, or null when none does. One person is enough where a review is. */
function kindFor({ until, override }: Rule): WayKind | null {
  if (until === 'reviewed') return 'review';
  return override === 'exception' || override === 'approval' ? override : null;
}

/** The word by which a policy means the finding's server, or null when there is none. */
function serverWord({ server }: JudgedFinding, { servers }: Inventory): string | null {
  const own = servers.find(({ id }) => id === server);
  if (own === undefined) return null;
  const word = [own.id, own.name].find((one) => serverNamed(servers, one)?.id === own.id);
  return word !== undefined && canBeNamed({ server: word, tool: 'any' }) ? word : null;
}

/** An id that no exception of the policy has. */
function freeId(finding: JudgedFinding, { policy }: PolicyFile): string {
  const taken = new Set((policy.exceptions ?? []).map(({ id }) => id));
  const base = `EX-${finding.id}`;
  let id = base;
  for (let number = 2; taken.has(id); number++) id = `${base}-${number}`;
  return id;
}

const PEOPLE = { owner: `${TODO}-owner@example.com`, approved_by: `${TODO}-approver@example.com` };
const REASON = `${TODO}: why this may stay for now`;

/** Ways to write the entry, the one that says most first. */
function candidates(kind: WayKind, rule: string, server: string, finding: JudgedFinding, place: Surroundings) {
  const { id, vulnerability, purl } = finding;
  const [from, expires] = [dayOf(place.now.getTime()), dayOf(place.now.getTime() + DAYS * DAY)];
  const subjects: Record<string, string>[] = [
    ...(vulnerability !== null && purl !== null ? [{ finding: vulnerability, package: purl, server }] : []),
    ...(purl === null ? [] : [{ finding: id, package: purl, server }]),
    { finding: id, server },
  ];
  switch (kind) {
    case 'exception':
      return subjects.map((subject) => ({
        id: freeId(finding, place.file),
        ...subject,
        ...PEOPLE,
        created: from,
        expires,
        reason: REASON,
      }));
    case 'review':
      return subjects.map((subject) => ({ ...subject, by: `${TODO}@example.com`, date: from, expires, note: REASON }));
    case 'approval':
      return purl === null ? [] : [{ rule, package: purl, server, ...PEOPLE, date: from, expires, reason: REASON }];
  }
}

const SCHEMAS = { exception: exceptionSchema, review: reviewSchema, approval: approvalSchema };

function yamlOf(kind: WayKind, entry: YamlMap): string {
  const [first = '', ...rest] = yamlLines(entry, '    ');
  return [`${kind}s:`, `  - ${first.trimStart()}`, ...rest].join('\n');
}

/** What an approval cannot do, or no entry at all. */
function whyNone(kind: WayKind, finding: JudgedFinding, server: string | null): string {
  if (finding.server === null) return 'it is about no server, and every entry is for one';
  if (server === null) return 'no entry can name its server: no word means that server alone';
  return kind === 'approval' && finding.purl === null
    ? 'an approval is for a package, and this finding has none'
    : NOT_EXACT;
}

function whyStuck(rule: Rule): string {
  return rule.override === 'never' || rule.action === 'block'
    ? '`override: never`: only an end of the finding itself'
    : 'the rule names nothing that clears it: only an end of the finding itself';
}

/** What would clear the rules that stand against a finding: an entry for each kind of clearing, or the reason why none can. */
export function waysFor(finding: JudgedFinding, standing: readonly Rule[], place: Surroundings): Ways {
  const server = serverWord(finding, place.inventory);
  const ways: Way[] = [];
  const stuck: Stuck[] = [];
  for (const rule of standing.filter(({ action }) => action !== 'allow')) {
    const kind = kindFor(rule);
    // An exception or a review clears every rule of its kind, an approval the one that it names.
    const earlier = ways.find((way) => way.kind === kind && kind !== 'approval');
    const entry =
      kind === null || server === null
        ? undefined
        : candidates(kind, rule.id, server, finding, place).find((one) => SCHEMAS[kind].safeParse(one).success);
    if (kind === null) stuck.push({ rule: rule.id, why: whyStuck(rule) });
    else if (earlier !== undefined) earlier.rules.push(rule.id);
    else if (entry === undefined) stuck.push({ rule: rule.id, why: whyNone(kind, finding, server) });
    else ways.push({ rules: [rule.id], kind, entry, yaml: yamlOf(kind, entry), source: place.file.source });
  }
  const hasCommand =
    finding.server !== null && finding.tool !== null && BY_TOOL_REVIEW.has(finding.kind) && ways.length > 0;
  return { ways, stuck, command: hasCommand ? reviewCommand({ id: finding.server ?? '' }, place.file) : null };
}
