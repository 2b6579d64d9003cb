import type { JudgedFinding } from '../model/decision.ts';
import { FRAMEWORKS, type Mapping } from '../model/mapping.ts';
import { code, html, join, link, verbatim, type Content, type Markup } from './_html-markup.ts';
import { badge, facts, list, tinted } from './_html-parts.ts';
import { anchorOf, sentence, type View } from './_html-view.ts';
import { placeOf } from './_place.ts';
import { SEVERITY_TONES, titleOf } from './_text-group.ts';
import { ACTION_WORDS } from './_words.ts';

/** An entry of a published list: `OWASP MCP Top 10 MCP04:2025`, `CWE-829`. */
export function mappingLink({ framework, id, url }: Mapping): Markup {
  const { name } = FRAMEWORKS[framework];
  return link(url, id.startsWith(name) ? id : `${name} ${id}`);
}

/** `GHSA-… (CVE-…) · CVSS 8.1 · exploited since 2026-01-12 · EPSS 12.0 %` */
function advisoryOf({ vulnerability, ids, exploited, epss }: JudgedFinding, view: View): Content {
  if (vulnerability === null) return null;
  const record = view.vulnerabilities.get(vulnerability);
  const others = ids.filter((id) => id !== vulnerability);
  const since = record?.exploited ? `exploited since ${record.exploited.since}` : 'known to be exploited';
  return join(
    [
      [link(record?.url ?? null, vulnerability), others.length === 0 ? '' : ` (${others.join(', ')})`],
      ...(record === undefined || record.score === null ? [] : [`CVSS ${record.score.toFixed(1)}`]),
      ...(record === undefined || record.vector === null ? [] : [code(record.vector)]),
      ...(exploited ? [tinted('bad', since)] : []),
      ...(epss === null ? [] : [`EPSS ${(epss * 100).toFixed(1)} %`]),
    ],
    ' · ',
  );
}

/** What the policy says: rules that stand, and what cleared the others. */
function rulingOf({ rules, cleared }: JudgedFinding): Content {
  return list([
    ...(rules.length === 0 ? [] : [join(rules.map(code))]),
    ...cleared.map(({ rule, by }) => html`${code(rule)} cleared by ${code(by)}`),
  ]);
}

function checkOf(id: string, view: View): Content {
  const about = view.checks.get(id);
  return about === undefined ? code(id) : html`<a href="#${anchorOf('check', id)}">${about.title}</a>`;
}

/** One finding: what the policy does, how bad it is and what it is in a line; behind that the fix, the evidence and the rest. */
export function findingPart(finding: JudgedFinding, view: View): Markup {
  const { id, action, severity, exploited, server, confidence, reachability, chain, purl, tool, fix, fixed } = finding;
  const act = ACTION_WORDS[action];
  const places = [...new Set(finding.locations.map((place) => placeOf(place, view.target)))];
  const mappings = view.checks.get(finding.check)?.mappings ?? [];
  return html`<details
    class="finding ${act.tone}"
    id="${anchorOf('finding', id)}"
    data-item
    data-server="${server ?? ''}"
    data-severity="${severity}"
    data-action="${action}"
    ${action === 'block' && view.opensBlocked ? verbatim('open') : null}
  >
    <summary>
      ${badge(act.tone, `${act.symbol} ${act.word}`)} ${badge(SEVERITY_TONES[severity], severity)}
      ${exploited ? badge('bad', 'exploited') : null} <span class="title">${sentence(titleOf(finding), view)}</span>
    </summary>
    ${facts([
      ['Fix', fix === '' ? null : html`<div class="fix">${sentence(fix, view)}</div>`],
      ['Where', list(places.map(code))],
      ['Evidence', list(finding.evidence.map((one) => sentence(one, view)))],
      ['Chain', chain.length < 2 ? null : join(chain.map(code), ' → ')],
      ['Package', purl === null ? null : [code(purl), fixed === null ? '' : ` (fixed in ${fixed})`]],
      ['Tool', tool === null ? null : code(tool)],
      ['Advisory', advisoryOf(finding, view)],
      ['Rules', rulingOf(finding)],
      ['Confidence', `${confidence}; reach: ${reachability}`],
      ['Listed as', join(mappings.map(mappingLink))],
      ['Check', [checkOf(finding.check, view), ' · finding ', code(id)]],
    ])}
  </details> `;
}
