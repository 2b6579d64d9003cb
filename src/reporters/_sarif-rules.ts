import type { JudgedFinding } from '../model/decision.ts';
import type { Mapping } from '../model/mapping.ts';
import type { MappedCheck, Report } from '../model/report.ts';
import { severityRank, type Severity } from '../model/severity.ts';
import type { Vulnerability } from '../model/vulnerability.ts';
import { escapeMarkdown, escapeMessage } from './_escape.ts';
import type { Taxonomies } from './_sarif-taxonomies.ts';
import { webAddress } from './_web-address.ts';

/** More are cut off by GitHub. */
const TAGS = 10;

/** Middle of the range that GitHub reads as this severity; what is unknown is not read as harmless. */
const SCORES: Record<Severity, number> = { critical: 9.5, high: 8, medium: 5.5, low: 3, info: 0.1, unknown: 6 };

const VULNERABILITY_PAGES = 'https://osv.dev/vulnerability/';

const escapeId = (id: string): string => escapeMessage(id, 200);

/** Stable id of the rule a finding falls under: its vulnerability, else its check. */
export function ruleIdOf(finding: JudgedFinding): string {
  return escapeId(finding.vulnerability ?? finding.check);
}

function helpOf(why: string, remediation: string, addresses: readonly string[]) {
  const paragraphs = [why, remediation].filter((text) => text !== '');
  const links = addresses.map(webAddress).filter((address) => address !== null);
  return {
    text: escapeMessage([...paragraphs, ...links].join(' ')),
    markdown: [...paragraphs.map((text) => escapeMarkdown(text)), ...links.map((link) => `- <${link}>`)].join('\n\n'),
  };
}

/** As code scanning filters by them: weaknesses by CodeQL's form, the NSA's not at all, for it has no ids. */
function tagsOf(mappings: readonly Mapping[]): string[] {
  return mappings.flatMap(({ framework, id }) => {
    if (framework === 'nsa-mcp') return [];
    return [escapeId(framework === 'cwe' ? `external/cwe/${id.toLowerCase()}` : id)];
  });
}

const tagged = (kind: string, item: string, mappings: readonly Mapping[]): string[] =>
  [...new Set(['security', kind, item, ...tagsOf(mappings)])].filter((tag) => tag !== '').slice(0, TAGS);

/** `axios 1.7.2, fixed in 1.7.4` for each package, by its purl. */
function affectedBy({ affects }: Vulnerability): string {
  const packages = affects.map(
    ({ purl, fixed }) => `${purl} (${fixed === null ? 'no fixed version' : `fixed in ${fixed}`})`,
  );
  return `Affects ${packages.slice(0, 10).join(', ')}${packages.length > 10 ? ', …' : ''}.`;
}

function pascalCase(id: string): string {
  return id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** A rule for a check: all findings that are about no vulnerability. */
function checkRule(id: string, worst: JudgedFinding | undefined, about: MappedCheck | undefined) {
  const { title = id, why = '', remediation = '', references = [], kind = id, item = '', mappings = [] } = about ?? {};
  const helpUri = webAddress(references[0]);
  return {
    id,
    name: pascalCase(id),
    shortDescription: { text: escapeMessage(title) },
    fullDescription: { text: escapeMessage(why === '' ? title : why) },
    help: helpOf(why === '' ? title : why, remediation, references),
    ...(helpUri === null ? {} : { helpUri }),
    properties: {
      ...(worst === undefined ? {} : { 'security-severity': SCORES[worst.severity].toFixed(1) }),
      tags: tagged(kind, item, mappings),
    },
  };
}

/** A rule for one vulnerability. */
function vulnerabilityRule(
  id: string,
  worst: JudgedFinding,
  record: Vulnerability | undefined,
  about: MappedCheck | undefined,
) {
  const summary = record?.summary.trim() ?? '';
  const helpUri = webAddress(record?.url) ?? `${VULNERABILITY_PAGES}${encodeURIComponent(id)}`;
  const affected = record === undefined ? worst.title : affectedBy(record);
  const why = about?.why ?? '';
  return {
    id,
    name: id,
    shortDescription: { text: escapeMessage(summary === '' ? id : `${id}: ${summary}`) },
    fullDescription: { text: escapeMessage(`${affected} ${why}`.trim()) },
    help: helpOf(`${affected} ${why}`.trim(), about?.remediation ?? '', [helpUri]),
    helpUri,
    properties: {
      'security-severity': (record?.score ?? SCORES[worst.severity]).toFixed(1),
      aliases: (record?.ids ?? worst.ids).filter((alias) => alias !== worst.vulnerability),
      tags: tagged(worst.kind, worst.item, about?.mappings ?? []),
    },
  };
}

function worstByRule(findings: readonly JudgedFinding[]): Map<string, JudgedFinding> {
  const worst = new Map<string, JudgedFinding>();
  for (const finding of findings) {
    const id = ruleIdOf(finding);
    const before = worst.get(id);
    if (!before || severityRank(finding.severity) < severityRank(before.severity)) worst.set(id, finding);
  }
  return worst;
}

/** Rules of all checks and of the vulnerabilities that `findings` are about, sorted by id. */
export function rulesOf(report: Report, findings: readonly JudgedFinding[], { relationshipsOf }: Taxonomies) {
  const abouts = new Map(report.checks.map((check) => [escapeId(check.id), check]));
  const records = new Map(report.inventory.vulnerabilities.map((vulnerability) => [vulnerability.id, vulnerability]));
  const worst = worstByRule(findings);
  const ids = [...new Set([...abouts.keys(), ...worst.keys()])].sort();
  return ids.map((id) => {
    const finding = worst.get(id);
    const about = abouts.get(finding === undefined ? id : escapeId(finding.check));
    const rule =
      finding === undefined || finding.vulnerability === null
        ? checkRule(id, finding, about)
        : vulnerabilityRule(id, finding, records.get(finding.vulnerability), about);
    const relationships = relationshipsOf(about?.mappings ?? []);
    return relationships.length === 0 ? rule : { ...rule, relationships };
  });
}
