import { summarize } from '../isolation/summarize.ts';
import { tell } from '../isolation/tell.ts';
import type { Isolation, IsolationAspect } from '../model/isolation.ts';
import type { Server } from '../model/server.ts';
import type { Page, Piece } from './_text-page.ts';

const INDENT = 6;
const ASPECT_WIDTH = 17;
const BASIS_WIDTH = 10;

/** Aspects in the order in which they are told. */
export const ASPECTS: Record<IsolationAspect, string> = {
  sandbox: 'sandbox',
  openings: 'openings',
  user: 'user',
  filesystem: 'files',
  network: 'network',
  noNewPrivileges: 'privileges',
  capabilities: 'capabilities',
  seccomp: 'system calls',
  confinement: 'confinement',
  namespaces: 'namespaces',
  memory: 'memory',
  processes: 'processes',
  cpu: 'processors',
};

/** The sentence on how it is kept apart, and where what runs is not what its line says; empty where nobody looked. */
export function describeIsolation({ isolation, isolationDisagreements }: Server): Piece[] {
  if (isolation === null) return [];
  const isOpen = (isolation.openings.value?.found.length ?? 0) > 0;
  const sentence: Piece = { text: summarize(isolation), tone: isOpen ? 'caution' : 'quiet' };
  if (isolationDisagreements.length === 0) return [sentence];
  const aspects = isolationDisagreements.map(({ aspect }) => ASPECTS[aspect]).join(', ');
  return [sentence, { text: `What runs is not what its line says: ${aspects}.`, tone: 'caution' }];
}

function rowFor(page: Page, aspect: IsolationAspect, isolation: Isolation): void {
  const { value, basis, evidence } = isolation[aspect];
  page.row({
    indent: INDENT,
    cells: [
      { text: ASPECTS[aspect], width: ASPECT_WIDTH },
      { text: basis, width: BASIS_WIDTH, tone: 'quiet' },
    ],
    body: [
      { text: tell(aspect, isolation[aspect]), tone: value === null ? 'open' : 'plain' },
      ...(evidence === '' ? [] : [{ text: `· ${evidence}`, tone: 'quiet' as const }]),
    ],
  });
}

/** One row for each aspect: what it is, whether its line says so or it was seen, and what shows it. */
export function writeIsolation(page: Page, { isolation }: Server): void {
  if (isolation === null) return;
  for (const aspect of Object.keys(ASPECTS) as IsolationAspect[]) rowFor(page, aspect, isolation);
}
