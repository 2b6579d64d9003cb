import type { MappedCheck } from '../model/report.ts';
import { FRAMEWORKS, type FrameworkId } from '../model/mapping.ts';
import { mappingLink } from './_html-finding.ts';
import { code, html, join, link, type Content, type Markup } from './_html-markup.ts';
import { facts, list, table } from './_html-parts.ts';
import { anchorOf, sentence, type View } from './_html-view.ts';

function checkPart(check: MappedCheck, number: number, view: View): Markup {
  return html`<article id="${anchorOf('check', check.id)}">
    <h3>${check.title} (${number})</h3>
    <p>${sentence(check.why, view)}</p>
    ${facts([
      ['Remedy', sentence(check.remediation, view)],
      ['Listed as', list(check.mappings.map((mapping) => [mappingLink(mapping), ` ${mapping.title}`]))],
      ['Read more', list(check.references.map((address) => link(address)))],
      ['Check', code(check.id)],
    ])}
  </article> `;
}

const numeric = new Intl.Collator('en', { numeric: true });

/** The entries of published lists that findings fall under, in the order of the lists. */
function entriesOf(checks: readonly MappedCheck[], numbers: ReadonlyMap<string, number>): Content[][] {
  const rows = new Map<string, { mapping: MappedCheck['mappings'][number]; checks: MappedCheck[] }>();
  for (const check of checks) {
    for (const mapping of check.mappings) {
      const key = JSON.stringify([mapping.framework, mapping.id]);
      const row = rows.get(key);
      if (row) row.checks.push(check);
      else rows.set(key, { mapping, checks: [check] });
    }
  }
  const order = Object.keys(FRAMEWORKS) as FrameworkId[];
  return [...rows.values()]
    .toSorted(
      ({ mapping: one }, { mapping: other }) =>
        order.indexOf(one.framework) - order.indexOf(other.framework) || numeric.compare(one.id, other.id),
    )
    .map(({ mapping, checks: under }) => [
      [mappingLink(mapping), ` ${mapping.title}`],
      under.reduce((sum, { id }) => sum + (numbers.get(id) ?? 0), 0),
      join(under.map(({ id, title }) => html`<a href="#${anchorOf('check', id)}">${title}</a>`)),
    ]);
}

/** Why each check that found something asks, what to do, and what published lists call the fault. */
export function checksSection(view: View): Markup | null {
  const numbers = new Map<string, number>();
  for (const { check } of view.report.decision.findings) numbers.set(check, (numbers.get(check) ?? 0) + 1);
  const told = view.report.checks.filter(({ id }) => numbers.has(id));
  if (told.length === 0) return null;
  const entries = entriesOf(told, numbers);
  return html`<section aria-labelledby="checks">
    <h2 id="checks">Checks that found something (${told.length})</h2>
    ${entries.length === 0 ? null : table('By published list', ['Listed as', 'Findings', 'Checks'], entries)}
    ${told.map((check) => checkPart(check, numbers.get(check.id) ?? 0, view))}
  </section> `;
}
