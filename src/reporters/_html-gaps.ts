import { GAP_KINDS, type Gap } from '../model/gap.ts';
import { code, html, join, type Content, type Markup } from './_html-markup.ts';
import { anchorOf, sentence, type View } from './_html-view.ts';
import { placeOf } from './_place.ts';
import { GAP_TITLES } from './_words.ts';

/** Of a longer list the first stand for all. */
const COMPONENTS_SHOWN = 20;

function componentsOf({ components }: Gap): Content {
  if (components.length === 0) return null;
  const rest = components.length - COMPONENTS_SHOWN;
  const shown = components.slice(0, COMPONENTS_SHOWN).map(code);
  return html`<p class="quiet">${join(rest > 0 ? [...shown, `${rest.toLocaleString('en-US')} more`] : shown)}</p>`;
}

function gapPart(gap: Gap, view: View): Markup {
  const { server, location, item } = gap;
  const anchor = server === null ? undefined : view.anchors.get(server);
  const title = view.report.items.find(({ id }) => id === item)?.title ?? item;
  return html`<li data-item data-server="${server ?? ''}">
    <p>${anchor === undefined ? null : html`<a href="#${anchor}">${server}</a>: `}${sentence(gap.message, view)}</p>
    ${gap.hint === '' ? null : html`<p class="next">${sentence(gap.hint, view)}</p>`} ${componentsOf(gap)}
    <p class="quiet">
      ${location === null ? null : html`${code(placeOf(location, view.target))} · `}keeps open:
      <a href="#${anchorOf('item', item)}">${title}</a>
    </p>
  </li> `;
}

/** What should be known and is not, by kind. */
export function gapsSection(view: View): Markup {
  const { gaps } = view.report.decision;
  const byKind = GAP_KINDS.map((kind) => [kind, gaps.filter((gap) => gap.kind === kind)] as const);
  const parts = byKind
    .filter(([, ofKind]) => ofKind.length > 0)
    .map(
      ([kind, ofKind]) =>
        html`<section data-section data-server="">
          <h3>${GAP_TITLES[kind]} (${ofKind.length})</h3>
          <ul class="plain">
            ${ofKind.map((gap) => gapPart(gap, view))}
          </ul>
        </section> `,
    );
  return html`<section aria-labelledby="gaps">
    <h2 id="gaps">Not known (${gaps.length})</h2>
    ${gaps.length === 0 ? html`<p class="quiet">Nothing that was asked for is missing.</p>` : parts}
  </section> `;
}
