import type { Offering } from '../model/offering.ts';
import type { Server } from '../model/server.ts';
import { accessOn } from '../model/tool-access.ts';
import type { Tool, ToolClass } from '../model/tool.ts';
import type { Page, Piece } from './_text-page.ts';
import type { Telling } from './_text-telling.ts';
import { count, countByClass, type Tone } from './_words.ts';

/** Cells before the name; the longest word of each and a space. */
const CLASS_WIDTH = 8;
const SURE_WIDTH = 7;
const HASH_WIDTH = 9;
const INDENT = 6;

export const CLASS_TONES: Record<ToolClass, Tone> = {
  read: 'quiet',
  write: 'plain',
  execute: 'caution',
  session: 'plain',
};

/** Where it is known from, unless the server itself said so. */
const WHENCE: Record<Offering['source'], string> = {
  server: '',
  manifest: ' (by its manifest)',
  file: ' (by a saved list)',
};

/** Whether more than what is listed may be offered: `23+`. */
const howMany = ({ tools, isComplete }: Offering): string =>
  `${tools.length.toLocaleString('en-US')}${isComplete ? '' : '+'}`;

/** `23: 12 read, 8 write, 3 execute`; null where it is not known. */
export function countTools({ offering }: Server): string | null {
  if (offering === null) return null;
  const classes = countByClass(offering.tools);
  return `${howMany(offering)}${classes === '' ? '' : `: ${classes}`}`;
}

/** The same, and what the configs say: `…; 2 switched off, 1 runs unasked`. */
export function describeTools(server: Server): Piece[] {
  const counted = countTools(server);
  if (server.offering === null || counted === null) return [];
  const access = server.offering.tools.map(({ name }) => accessOn(server, name));
  const off = access.filter(({ isOffered }) => !isOffered).length;
  const unasked = access.filter(({ isApproved }) => isApproved).length;
  const approved = unasked === 0 ? [] : [`${unasked} ${unasked === 1 ? 'runs' : 'run'} unasked`];
  const settings = [...(off === 0 ? [] : [`${off} switched off`]), ...approved];
  const whence = WHENCE[server.offering.source];
  return settings.length === 0
    ? [{ text: `${counted}${whence}`, tone: 'quiet' }]
    : [
        { text: `${counted}${whence};`, tone: 'quiet' },
        { text: settings.join(', '), tone: unasked > 0 ? 'caution' : 'quiet' },
      ];
}

/** What a lint rule found in it, and whether it waits for a review. */
function remarksOn({ findings }: Tool, isUnreviewed: boolean): string[] {
  const tiers = (['block', 'review'] as const).flatMap((tier) => {
    const checks = [...new Set(findings.filter((one) => one.tier === tier).map(({ check }) => check))];
    return checks.length === 0 ? [] : [`${tier}: ${checks.join(', ')}`];
  });
  return [...tiers, ...(isUnreviewed ? ['not reviewed'] : [])];
}

function rowFor(page: Page, server: Server, tool: Tool, telling: Telling): void {
  const { isOffered, isApproved } = accessOn(server, tool.name);
  const reaches = [...new Set(tool.reaches.map(({ name, system }) => name ?? system))];
  const access = isOffered ? (isApproved ? ['runs unasked'] : []) : ['switched off'];
  const isUnreviewed = telling.unreviewed.get(server.id)?.has(tool.name) === true;
  const rest = [reaches.join(', '), ...access, ...remarksOn(tool, isUnreviewed)].filter((text) => text !== '');
  page.row({
    indent: INDENT,
    cells: [
      { text: tool.class, width: CLASS_WIDTH, tone: CLASS_TONES[tool.class] },
      { text: tool.confidence, width: SURE_WIDTH, tone: 'quiet' },
      { text: tool.hash?.slice(0, HASH_WIDTH - 1) ?? 'no hash', width: HASH_WIDTH, tone: 'quiet' },
    ],
    body: [
      { text: tool.name === '' ? '(no name)' : tool.name },
      ...(rest.length === 0 ? [] : [{ text: `· ${rest.join('; ')}`, tone: 'quiet' as const }]),
    ],
  });
}

/** How each client that would start it switches a tool off, where that is known. */
export function switchesOf({ declarations }: Server): string[] {
  const told = declarations.flatMap(({ client, toolSwitch }) =>
    toolSwitch === null ? [] : [`${client} switches a tool off by ${toolSwitch}.`],
  );
  return [...new Set(told)];
}

/** One row for each tool: class, how sure that is, what its hash begins with, name, what it reaches, access, findings. */
export function writeTools(page: Page, server: Server, telling: Telling): void {
  const { offering } = server;
  if (offering === null) return;
  for (const tool of offering.tools) rowFor(page, server, tool, telling);
  for (const sentence of [...switchesOf(server), ...offering.containment, ...offering.notes]) {
    page.row({
      indent: INDENT,
      cells: [{ text: '–', width: 2, tone: 'quiet' }],
      body: [{ text: sentence, tone: 'quiet' }],
    });
  }
}

/** ` · 9 tools: 5 read, 4 write`, behind a server in a list of such lines. */
export function toolsInShort(server: Server): Piece[] {
  const { offering } = server;
  if (offering === null) return [];
  const classes = countByClass(offering.tools);
  const tools = `${count(offering.tools.length, 'tool')}${offering.isComplete ? '' : ' or more'}`;
  return [{ text: `· ${tools}${classes === '' ? '' : `: ${classes}`}`, tone: 'quiet' }];
}
