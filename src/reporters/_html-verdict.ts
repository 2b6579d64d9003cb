import type { GateItem } from '../model/decision.ts';
import { code, html, type Content, type Markup } from './_html-markup.ts';
import { badge, facts, moment } from './_html-parts.ts';
import { anchorOf, sentence, type View } from './_html-view.ts';
import { shortenPath } from './_place.ts';
import { summaryOf } from './_text-verdict.ts';
import { STATUS_WORDS, VERDICT_WORDS } from './_words.ts';

/** May this launch? By which policy, when, and of what. */
export function verdictSection(view: View): Markup {
  const { report, target } = view;
  const { inventory, decision } = report;
  const { symbol, word, tone } = VERDICT_WORDS[decision.verdict];
  const { name, source, digest } = decision.policy;
  const outside = { ...target, project: null };
  const looked = [target.home, target.project, ...target.files].filter((place) => place !== null);
  return html`<header class="verdict ${tone}">
    <h1>${symbol} ${word}<span class="sub">Launch gate for MCP servers</span></h1>
    <p class="lead">${summaryOf(report)}</p>
    ${facts([
      ['Policy', [name, ' (', source === 'built-in' ? source : code(shortenPath(source, outside)), ')']],
      ['Digest', code(`sha256:${digest}`)],
      ['Judged', moment(decision.judgedAt)],
      ['Scanned', [moment(inventory.createdAt), ` by ${inventory.tool.name} ${inventory.tool.version}`]],
      [
        'Looked at',
        looked.flatMap((place, at): Content[] => [at === 0 ? '' : ', ', code(shortenPath(place, outside))]),
      ],
    ])}
  </header> `;
}

function itemRow(item: GateItem, title: string, why: string, view: View): Markup {
  const { symbol, word, tone } = STATUS_WORDS[item.status];
  const isOpen = item.status !== 'pass' && item.status !== 'not-applicable';
  return html`<li id="${anchorOf('item', item.id)}">
    <p class="status">
      ${badge(tone, `${symbol} ${word}`)}${item.required ? null : html` <span class="note">not required</span>`}
    </p>
    <div>
      <h3>${title}</h3>
      <p>${sentence(item.reason, view)}</p>
      ${item.next === '' ? null : html`<p class="next">${sentence(item.next, view)}</p>`}
      ${why === '' || !isOpen ? null : html`<p class="quiet">${sentence(why, view)}</p>`}
    </div>
  </li> `;
}

/** The eight questions of the gate: each with its answer, why, and what moves it on. */
export function itemsSection(view: View): Markup {
  const { decision, items } = view.report;
  const texts = new Map(items.map((item) => [item.id, item]));
  const rows = decision.items.map((item) => {
    const { title, why } = texts.get(item.id) ?? { title: item.id, why: '' };
    return itemRow(item, title, why, view);
  });
  return html`<section aria-labelledby="items">
    <h2 id="items">The gate</h2>
    <ol class="items">
      ${rows}
    </ol>
  </section> `;
}
