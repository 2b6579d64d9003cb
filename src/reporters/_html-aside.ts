import { actionSchema } from '../model/decision.ts';
import { SEVERITIES } from '../model/severity.ts';
import { html, type Content, type Markup } from './_html-markup.ts';
import { tally } from './_html-server.ts';
import type { View } from './_html-view.ts';

type Counted = readonly [value: string, number: number];

function boxes(name: string, legend: string, values: readonly Counted[]): Markup | null {
  const there = values.filter(([, number]) => number > 0);
  if (there.length < 2) return null;
  return html`<fieldset>
    <legend>${legend}</legend>
    ${there.map(
      ([value, number]) =>
        html`<label
          ><input type="checkbox" name="${name}" value="${value}" /> ${value}
          <span class="quiet">${number}</span></label
        > `,
    )}
  </fieldset>`;
}

/** Controls that the script shows: without it everything is there to be read. */
function filterPart({ report, entries }: View): Markup | null {
  const { findings } = report.decision;
  if (findings.length === 0) return null;
  const bySeverity = SEVERITIES.map((one): Counted => [
    one,
    findings.filter(({ severity }) => severity === one).length,
  ]);
  const byAction = actionSchema.options.map((one): Counted => [
    one,
    findings.filter(({ action }) => action === one).length,
  ]);
  return html`<div id="filter" role="search" aria-label="Filter findings" hidden>
    <details open>
      <summary class="label">Filter</summary>
      <label class="wide">Words <input type="search" name="text" autocomplete="off" spellcheck="false" /></label>
      <label class="wide"
        >Server
        <select name="server">
          <option value="">all</option>
          ${entries.map(({ server }) => html`<option value="${server.id}">${server.id}</option> `)}
        </select></label
      >
      ${boxes('action', 'Action', byAction)} ${boxes('severity', 'Severity', bySeverity)}
      <p class="buttons">
        <button type="button" name="clear">Clear</button> <button type="button" name="open">Open all</button>
        <button type="button" name="close">Close all</button>
      </p>
    </details>
  </div> `;
}

/** The table of contents, by the ids of the sections that are on the page. */
function contentsPart(
  { entries, anchors }: View,
  sections: ReadonlyArray<readonly [id: string, title: string]>,
): Markup {
  const servers: Content = html`<ul>
    ${entries.map((entry) => {
      const { id } = entry.server;
      return html`<li data-row data-server="${id}"><a href="#${anchors.get(id) ?? ''}">${id}</a> ${tally(entry)}</li> `;
    })}
  </ul>`;
  return html`<nav aria-label="Contents">
    <details open>
      <summary class="label">Contents</summary>
      <ul>
        ${sections.map(
          ([id, title]) => html`<li><a href="#${id}">${title}</a>${id === 'servers' ? servers : null}</li> `,
        )}
      </ul>
    </details>
  </nav> `;
}

/** What stands beside the report: where to go, and what to see. */
export function aside(view: View, sections: ReadonlyArray<readonly [id: string, title: string]>): Markup {
  return html`<aside>${filterPart(view)}${contentsPart(view, sections)}</aside> `;
}
