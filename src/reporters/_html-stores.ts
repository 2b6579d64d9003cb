import type { ReachableStore } from '../model/store.ts';
import { code, html, type Content, type Markup } from './_html-markup.ts';
import { answer } from './_html-credentials.ts';
import { table, tinted, toned, unknown } from './_html-parts.ts';
import type { View } from './_html-view.ts';
import { shortenPath } from './_place.ts';
import { describeStores, PROTECTIONS, reachableStores } from './_text-stores.ts';

const HEADS = ['Store', 'Kept', 'Place', 'Mode', 'Credentials', 'Opens', 'Limited', 'Ends', 'Who has it'];

function modeOf({ mode, readableByOthers, writableByOthers }: ReachableStore): Content {
  return [
    mode === null ? unknown : code(mode),
    readableByOthers === true ? tinted('bad', ' others may read it') : '',
    writableByOthers === true ? tinted('bad', ' others may change it') : '',
  ];
}

function cellsOf(store: ReachableStore, { target }: View): Content[] {
  const { file, line } = store.location;
  const { words, tone } = PROTECTIONS[store.protection];
  const { provider, system, hosts } = store.opens;
  const opened = [...new Set([system ?? provider ?? '', ...hosts])].filter((one) => one !== '');
  return [
    store.title,
    tinted(tone, words),
    code(`${shortenPath(file, target)}${line === null ? '' : `:${line}`}`),
    modeOf(store),
    store.entries ?? unknown,
    opened.length === 0 ? unknown : opened.join(', '),
    answer(store.scoped),
    store.expires === null ? unknown : store.expires.slice(0, 10),
    store.why,
  ];
}

/** Credentials of this machine that every server may read that no sandbox keeps from them; nothing where nobody looked. */
export function storesSection(view: View): Markup | null {
  const { inventory } = view.report;
  const line = describeStores(inventory);
  if (line === null) return null;
  const rows = reachableStores(inventory).map((store) => cellsOf(store, view));
  return html`<section aria-labelledby="reach">
    <h2 id="reach">What any program of this user can reach (${rows.length})</h2>
    <p>${toned(line)}</p>
    ${rows.length === 0 ? null : table('Stores of credentials', HEADS, rows)}
  </section> `;
}
