import { REDACTED } from '../credential/redact.ts';
import type { Offering } from '../model/offering.ts';
import type { LintFinding } from '../model/tool.ts';
import { offeringOf } from '../tool/offering.ts';
import { toolOf, type Item, type ToolList } from '../tool/tool.ts';
import type { Cleaner } from './told-secrets.ts';

/** Keys by which a definition is read: they are the protocol's, whatever a secret is called. */
const PLAIN_KEYS: ReadonlySet<string> = new Set(
  'name title description inputSchema annotations properties required type uri version'.split(' '),
);

/** Every text of a value, cleaned; keys too. How deep it is has been measured. */
function mapTexts<T>(value: T, clean: (text: string) => string): T {
  if (typeof value === 'string') return clean(value) as T;
  if (Array.isArray(value)) return value.map((item: unknown) => mapTexts(item, clean)) as T;
  if (typeof value !== 'object' || value === null) return value;
  const cleaned = Object.entries(value).map(([key, item]) => [
    PLAIN_KEYS.has(key) ? key : clean(key),
    mapTexts(item as unknown, clean),
  ]);
  return Object.fromEntries(cleaned) as T;
}

/** A list with every text cleaned, entry by entry. */
function cleanedList(list: ToolList, clean: Cleaner['clean']): ToolList {
  const items = (those: readonly Item[]): Item[] =>
    those.map(({ index, definition }) => ({ index, definition: mapTexts(definition, clean) }));
  return {
    ...list,
    server: mapTexts(list.server, clean),
    instructions: mapTexts(list.instructions, clean),
    tools: list.tools.map((tool) => toolOf(mapTexts(tool.definition, clean), tool.index) ?? tool),
    prompts: items(list.prompts),
    resources: items(list.resources),
    resourceTemplates: items(list.resourceTemplates),
  };
}

/**
 * A server may say of itself what it was given (`Connected with …`). What is told of it then comes out of the cleaned list, before
 * anything is cut off; hash and findings stay those of the list as it came, and a definition that holds a secret is not kept.
 */
export function toldOffering(
  list: ToolList,
  from: Parameters<typeof offeringOf>[1],
  { clean, touches }: Cleaner,
): Offering {
  const offering = offeringOf(list, from);
  let holdsSecret = false;
  const cleaned = cleanedList(list, (text) => {
    const rest = clean(text);
    holdsSecret ||= rest !== text;
    return rest;
  });
  if (!holdsSecret) return offering;
  const told = offeringOf(cleaned, from);
  // What is only a part of a text may have a part of a secret.
  const part = (text: string): string => (touches(text) ? REDACTED : text);
  const cutless = (finding: LintFinding): LintFinding => ({
    ...finding,
    where: part(finding.where),
    text: part(finding.text),
  });
  return {
    ...told,
    findings: offering.findings.map(cutless),
    tools: offering.tools.map((tool, index) => {
      const words = told.tools[index] ?? tool;
      const { class: kind, confidence, hash } = tool;
      if (words.definition !== null && words.definition === tool.definition) return tool;
      return {
        ...words,
        class: kind,
        confidence,
        hash,
        definition: null,
        reasons: tool.reasons.map(part),
        reaches: tool.reaches.map((reach) => ({ ...reach, words: reach.words.map(part) })),
        findings: tool.findings.map(cutless),
      };
    }),
  };
}
