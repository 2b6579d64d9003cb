import type { Finding } from '../model/finding.ts';
import type { Declaration, Server } from '../model/server.ts';
import { accessOf, entriesNaming } from '../model/tool-access.ts';
import type { Tool } from '../model/tool.ts';
import { locationsOf, makeFinding } from './_finding.ts';
import { doing, named, offeringServers, type OfferingServer } from './_tools.ts';
import { listed, shorten } from './_words.ts';
import type { Check } from './index.ts';

const TOLD = 5;

/** What one client lets run: its entries that do, and the tools, those that execute first. */
interface Approval {
  client: string;
  entries: Declaration[];
  tools: [Tool, ...Tool[]];
}

function runsUnasked({ settings }: Declaration, { name }: Tool): boolean {
  const { isOffered, isApproved } = accessOf(settings, name);
  return isOffered && isApproved;
}

function approvalsOf({ server, offering }: OfferingServer): Approval[] {
  const risky = offering.tools.filter((tool) => tool.class !== 'read');
  const live = server.declarations.filter(({ enabled }) => enabled !== false);
  return [...new Set(live.map(({ client }) => client))].flatMap((client) => {
    const own = live.filter((one) => one.client === client);
    const unasked = risky.filter((tool) => own.some((one) => runsUnasked(one, tool)));
    const [worst, ...rest] = unasked.toSorted((a, b) => Number(b.class === 'execute') - Number(a.class === 'execute'));
    if (worst === undefined) return [];
    return [
      { client, entries: own.filter((one) => unasked.some((tool) => runsUnasked(one, tool))), tools: [worst, ...rest] },
    ];
  });
}

/** The words of the config that approve them. */
function wordsFor({ entries, tools }: Approval): string {
  const names = new Set(tools.map(({ name }) => name));
  const words = entries.flatMap(({ settings }) => entriesNaming(settings.approvedTools, names));
  return listed([...new Set(words)].map(named));
}

const keysOf = (entries: readonly Declaration[]): string[] => [
  ...new Set(entries.map(({ pointer }) => (pointer === '' ? 'the whole file' : `\`${shorten(pointer, 120)}\``))),
];

/** The entries that let them run, then where the server is declared besides. */
function placesFor(server: Server, { entries }: Approval): Finding['locations'] {
  const own = entries.map(({ file, line, column, pointer }) => ({ file, line, column, pointer }));
  const rest = locationsOf(server).filter((one) =>
    own.every(({ file, pointer }) => file !== one.file || pointer !== one.pointer),
  );
  return [...own, ...rest];
}

function judge(server: Server, approval: Approval): Finding {
  const { client, entries, tools } = approval;
  const [worst] = tools;
  const names = [...new Set(tools.map(({ name }) => name))];
  const words = wordsFor(approval);
  return makeFinding(approvedTool, server, {
    subject: JSON.stringify([client, ...names.toSorted()]),
    severity: worst.class === 'execute' ? 'high' : 'medium',
    confidence: worst.confidence,
    title: `${client} runs ${listed(names.map(named), TOLD)} of ${named(server.name)} without a question`,
    evidence: [`It is told to by ${words}, in the entry or in its settings.`, ...tools.slice(0, TOLD).map(doing)],
    fix: `In ${listed(entries.map(({ file, line }) => `${file}:${line}`))} take ${words} off what may run without a question (${listed(keysOf(entries))}, or where ${client} keeps its approvals).`,
    locations: placesFor(server, approval),
  });
}

export const approvedTool: Check = {
  id: 'approved-tool',
  kind: 'tool-approval',
  item: 'high-risk-tools-reviewed',
  title: 'Tool that runs unasked',
  why: 'The client is told to run a tool that changes something, runs what it is given or drives a session without asking the person. Whatever text reaches the model can then have it called.',
  remediation: 'Approve in advance what only reads, and let everything else ask.',
  references: ['https://modelcontextprotocol.io/specification/2025-11-25/server/tools#user-interaction-model'],
  run: (inventory) =>
    offeringServers(inventory).flatMap((one) => approvalsOf(one).map((approval) => judge(one.server, approval))),
};
