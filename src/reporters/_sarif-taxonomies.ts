import { FRAMEWORKS, type FrameworkId, type Mapping } from '../model/mapping.ts';
import type { MappedCheck } from '../model/report.ts';
import { escapeMessage } from './_escape.ts';
import { webAddress } from './_web-address.ts';

/** What rules refer to a list by. A UUID of version 5 (RFC 9562) of its address; SARIF looks a list up by nothing else (3.54.2). */
const GUIDS: Record<FrameworkId, string> = {
  'owasp-mcp': '2d8ca881-1911-5959-a99c-09b69bf108f3',
  cwe: 'ec480a2c-8267-5d90-affc-401687cd64b0',
  'nsa-mcp': 'b13aba61-8e6c-5731-82b6-f14295723f3a',
};

const referenceTo = (framework: FrameworkId) => ({ name: FRAMEWORKS[framework].name, guid: GUIDS[framework] });

function taxonOf({ id, title, url }: Mapping) {
  const helpUri = webAddress(url);
  return {
    id: escapeMessage(id, 200),
    shortDescription: { text: escapeMessage(title) },
    ...(helpUri === null ? {} : { helpUri }),
  };
}

function taxonomyOf(framework: FrameworkId, mappings: readonly Mapping[]) {
  const { name, fullName, organization, version, url } = FRAMEWORKS[framework];
  return {
    name,
    fullName,
    guid: GUIDS[framework],
    organization,
    ...(version === null ? {} : { version }),
    informationUri: url,
    isComprehensive: false,
    taxa: mappings.map(taxonOf),
  };
}

/** The lists that some check is mapped to (3.19.3), and what is relevant of them to a rule, which is the default (3.53.3). */
export function taxonomiesOf(checks: readonly MappedCheck[]) {
  const all = checks.flatMap(({ mappings }) => mappings);
  const lists = (Object.keys(FRAMEWORKS) as FrameworkId[]).flatMap((framework) => {
    const own = new Map(all.filter((one) => one.framework === framework).map((one) => [one.id, one]));
    const sorted = [...own.values()].toSorted((a, b) => a.id.localeCompare(b.id, 'en', { numeric: true }));
    return sorted.length === 0 ? [] : [{ framework, sorted }];
  });
  const indexes = new Map(
    lists.flatMap(({ framework, sorted }) => sorted.map(({ id }, at) => [`${framework} ${id}`, at] as const)),
  );
  return {
    taxonomies: lists.map(({ framework, sorted }) => taxonomyOf(framework, sorted)),
    supportedTaxonomies: lists.map(({ framework }) => referenceTo(framework)),
    relationshipsOf: (mappings: readonly Mapping[]) =>
      mappings.flatMap(({ framework, id }) => {
        const index = indexes.get(`${framework} ${id}`);
        if (index === undefined) return [];
        const target = { id: escapeMessage(id, 200), index, toolComponent: referenceTo(framework) };
        return [{ target }];
      }),
  };
}
export type Taxonomies = ReturnType<typeof taxonomiesOf>;
