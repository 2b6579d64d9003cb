import type { Inventory } from '../model/inventory.ts';
import type { ReachableStore, StoreProtection } from '../model/store.ts';
import { shortenPath } from './_place.ts';
import type { Page, Piece } from './_text-page.ts';
import type { Telling } from './_text-telling.ts';
import { count, type Tone } from './_words.ts';

const INDENT = 2;
const PROTECTION_WIDTH = 12;
const MODE_WIDTH = 6;
/** Kinds of plain stores that are named in a line. */
const TITLES_SHOWN = 4;

/** From the worst kept on: what stands in words behind a number, and its tone. */
export const PROTECTIONS: Record<StoreProtection, { words: string; tone: Tone }> = {
  plain: { words: 'plain', tone: 'caution' },
  unknown: { words: 'kept in a way that is not known', tone: 'open' },
  agent: { words: 'used for whoever asks', tone: 'plain' },
  command: { words: 'given out by a program', tone: 'plain' },
  reference: { words: 'kept elsewhere', tone: 'quiet' },
  keychain: { words: 'in a keychain', tone: 'quiet' },
  encrypted: { words: 'encrypted', tone: 'quiet' },
  hardware: { words: 'in a device', tone: 'quiet' },
};

const ORDER = Object.keys(PROTECTIONS) as StoreProtection[];

/** Those that a program of this user can get at, or may; the worst kept first. */
export function reachableStores({ stores }: Inventory): ReachableStore[] {
  return (stores ?? [])
    .filter(({ reachable }) => reachable !== 'no')
    .toSorted((a, b) => ORDER.indexOf(a.protection) - ORDER.indexOf(b.protection));
}

function namesOf(stores: readonly ReachableStore[]): string {
  const titles = [...new Set(stores.map(({ title }) => title))];
  const shown = titles.slice(0, TITLES_SHOWN);
  return [...shown, ...(titles.length > shown.length ? [`${titles.length - shown.length} more`] : [])].join(', ');
}

/** `12 stores of credentials, by any program of this user: 4 plain (npm, AWS …), 8 encrypted`; null where nobody looked. */
export function describeStores(inventory: Inventory): Piece[] | null {
  if (inventory.stores === null) return null;
  const stores = reachableStores(inventory);
  if (stores.length === 0) return [{ text: 'no store of credentials was found', tone: 'quiet' }];
  const parts = ORDER.flatMap((protection): Piece[] => {
    const found = stores.filter((one) => one.protection === protection);
    const { words, tone } = PROTECTIONS[protection];
    const names = protection === 'plain' ? ` (${namesOf(found)})` : '';
    return found.length === 0 ? [] : [{ text: `${found.length} ${words}${names}`, tone }];
  });
  return [
    {
      text: `${count(stores.length, 'store')} of credentials, by any program of this user unless a sandbox hides them:`,
    },
    ...parts.map((piece, at) => (at < parts.length - 1 ? { ...piece, text: `${piece.text},` } : piece)),
  ];
}

function factsOf({ entries, expires, readableByOthers, writableByOthers, why }: ReachableStore): string {
  return [
    ...(entries === null ? [] : [count(entries, 'credential')]),
    ...(readableByOthers === true ? ['others may read it'] : []),
    ...(writableByOthers === true ? ['others may change it'] : []),
    ...(expires === null ? [] : [`ends ${expires.slice(0, 10)}`]),
    why,
  ].join('; ');
}

/** In full, a row for each: how it is kept, its permissions, what it is, where it lies, what it opens. */
export function writeStores(page: Page, inventory: Inventory, { target, verbose }: Telling): void {
  const stores = verbose ? reachableStores(inventory) : [];
  if (stores.length > 0) page.heading(`What any program of this user can reach (${stores.length})`);
  for (const store of stores) {
    const { file, line } = store.location;
    page.row({
      indent: INDENT,
      cells: [
        { text: store.protection, width: PROTECTION_WIDTH, tone: PROTECTIONS[store.protection].tone },
        { text: store.mode ?? '–', width: MODE_WIDTH, tone: 'quiet' },
      ],
      body: [
        { text: store.title },
        { text: `${shortenPath(file, target)}${line === null ? '' : `:${line}`}`, keep: true },
        { text: `· ${factsOf(store)}`, tone: 'quiet' },
      ],
    });
  }
}
