import type { JudgedFinding } from '../model/decision.ts';
import type { Gap } from '../model/gap.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Report } from '../model/report.ts';
import { NO_SETTINGS, UNKNOWN_SERVER, type Server } from '../model/server.ts';
import { hidingOf, type Hidden, type Hiding } from './hiding.ts';
import type { PolicyFile } from './parse-policy.ts';
import { digestOf, inWords, opaqueId, replacer, vocabulary, wordsFor } from './private-words.ts';

/** Nothing of a server but that there is one, of which client, and whether it would be started. */
function hideServer({ server, by }: Hidden): Server {
  return {
    id: by,
    name: by,
    declarations: server.declarations.map(({ client, scope, enabled }) => ({
      client,
      scope,
      enabled,
      settings: NO_SETTINGS,
      toolSwitch: null,
      resolves: null,
      file: by,
      line: 1,
      column: 1,
      pointer: '',
    })),
    ...UNKNOWN_SERVER,
  };
}

const KEPT_BACK = 'kept back, since something about it is not public';
const ASK = 'Ask the owner of the policy.';

function hideGap(gap: Gap, { servers, seen }: Hiding): Gap {
  const hidden = servers.get(gap.server ?? '');
  if (hidden === undefined) return { ...gap, components: gap.components.filter((purl) => seen.has(purl)) };
  const { by } = hidden;
  return { ...gap, message: `${by}: ${KEPT_BACK}`, hint: ASK, server: by, location: null, components: [] };
}

/** Files that declare nothing but hidden servers, which may be called like them. */
function hiddenFiles(inventory: Inventory, { servers }: Hiding): Map<string, string> {
  const filesOf = ({ declarations }: Server): string[] => declarations.map(({ file }) => file);
  const others = new Set(inventory.servers.filter(({ id }) => !servers.has(id)).flatMap(filesOf));
  return new Map(
    [...servers.values()].flatMap(({ server, by }) =>
      filesOf(server)
        .filter((file) => !others.has(file))
        .map((file) => [file, by] as const),
    ),
  );
}

function hideInventory(inventory: Inventory, hiding: Hiding, inOther: <T>(data: T) => T): Inventory {
  const { servers, seen } = hiding;
  const files = hiddenFiles(inventory, hiding);
  const names = new Map([...servers.values()].map(({ server, by }) => [server.name, by]));
  return inOther({
    ...inventory,
    configs: inventory.configs.map((config) => ({ ...config, file: files.get(config.file) ?? config.file })),
    remarks: inventory.remarks.map((remark) => ({
      ...remark,
      servers: remark.servers.map((name) => names.get(name) ?? name),
    })),
    servers: inventory.servers.map((server) => {
      const hidden = servers.get(server.id);
      return hidden === undefined ? server : hideServer(hidden);
    }),
    vulnerabilities: inventory.vulnerabilities.flatMap((one) => {
      const affects = one.affects.filter(({ purl }) => seen.has(purl));
      return affects.length === 0 ? [] : [{ ...one, affects }];
    }),
    gaps: inventory.gaps.map((gap) => hideGap(gap, hiding)),
  });
}

function hideFinding(finding: JudgedFinding, { servers, subjects }: Hiding): JudgedFinding {
  const hidden = servers.get(finding.server ?? '');
  const subject = hidden?.subject ?? subjects.find(({ id }) => finding.ids.includes(id));
  if (subject === undefined) return finding;
  const by = hidden?.by ?? opaqueId(subject, 'subject');
  return {
    ...finding,
    id: digestOf(subject, `finding ${finding.id}`).slice(0, 16),
    server: finding.server === null ? null : by,
    purl: null,
    tool: null,
    vulnerability: null,
    ids: [],
    exploited: false,
    epss: null,
    title: `${by}: ${KEPT_BACK}`,
    evidence: [],
    chain: [],
    fix: ASK,
    fixed: null,
    locations: [],
    rules: finding.rules.map((rule) => (rule.startsWith('servers.') ? 'servers' : rule)),
    cleared: finding.cleared.map(({ rule }) => ({ rule: rule.startsWith('servers.') ? 'servers' : rule, by })),
  };
}

const OPAQUE = /PRIVATE-[0-9a-f]{8}/;

/**
 * A finding about no hidden server that names something hidden all the same, as one about an entry of the policy does. An id is a
 * hash of what it is about, which a guess could be held against.
 */
function hideMention(
  finding: JudgedFinding,
  { subjects: [subject] }: Hiding,
  inOther: <T>(data: T) => T,
): JudgedFinding {
  const told = inOther(finding);
  const isOther = finding.purl !== told.purl || (finding.server === null && finding.purl !== null);
  const isNamed = isOther || finding.title !== told.title || finding.server === null;
  const [by] = OPAQUE.exec(JSON.stringify(told)) ?? [];
  if (by === undefined || subject === undefined || !isNamed) return told;
  const id = digestOf(subject, `finding ${finding.id}`).slice(0, 16);
  if (!isOther) return { ...told, id };
  const title = `${by}: ${KEPT_BACK}`;
  return { ...told, id, title, purl: null, evidence: [], chain: [], fixed: null, ids: [], vulnerability: null };
}

/** What the items of the gate say of hidden servers they say in words of findings, gaps, tools and variables. */
function hideItems({ decision }: Report, { servers }: Hiding): Report['decision']['items'] {
  const texts = [
    ...decision.findings.filter(({ server }) => servers.has(server ?? '')).flatMap(({ fix, title }) => [fix, title]),
    ...decision.gaps.filter(({ server }) => servers.has(server ?? '')).flatMap(({ hint, message }) => [hint, message]),
  ].filter((text) => text !== '');
  const names = [...servers.values()].flatMap(({ server, by }) =>
    [
      ...server.environment,
      ...server.headers,
      ...(server.credentials ?? []).map(({ name }) => name),
      ...(server.offering?.tools ?? []).map(({ name }) => name),
    ].flatMap((word) => wordsFor(word, by)),
  );
  const replace = replacer(names);
  const hide = (text: string): string => (texts.some((one) => text.includes(one)) ? ASK : replace(text));
  return decision.items.map((item) => ({ ...item, reason: hide(item.reason), next: hide(item.next) }));
}

function changing(hiding: Hiding, more: readonly string[]): <T>(data: T) => T {
  const replace = replacer(hiding.words);
  const own = new Set([...vocabulary(), ...more, ...[...hiding.servers.values()].map(({ by }) => by)]);
  return (data) => inWords(data, replace, own);
}

/**
 * A report that names nothing of what the policy knows and is not public at `now`, whatever time was judged: packages, servers,
 * lines, paths, tools and texts give way to opaque ids. The same report where there is nothing to hide.
 */
export function withoutPrivate(report: Report, file: PolicyFile, now: Date): Report {
  const hiding = hidingOf(report.inventory, file, now);
  if (hiding === null) return report;
  const inOther = changing(
    hiding,
    report.checks.map(({ id }) => id),
  );
  const { decision } = report;
  return {
    ...report,
    inventory: hideInventory(report.inventory, hiding, inOther),
    decision: inOther({
      ...decision,
      items: hideItems(report, hiding),
      findings: decision.findings.map((finding) => {
        const hidden = hideFinding(finding, hiding);
        return hidden === finding ? hideMention(finding, hiding, inOther) : hidden;
      }),
      gaps: decision.gaps.map((gap) => hideGap(gap, hiding)),
    }),
  };
}

/** The same for an inventory alone. */
export function inventoryWithoutPrivate(inventory: Inventory, file: PolicyFile, now: Date): Inventory {
  const hiding = hidingOf(inventory, file, now);
  return hiding === null ? inventory : hideInventory(inventory, hiding, changing(hiding, []));
}
