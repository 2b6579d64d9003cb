import { resolve } from 'node:path';
import { AuditError, EXIT } from '../errors.ts';
import { realExchange, realFiles } from '../io/index.ts';
import { whereIs } from '../model/host.ts';
import { version } from '../package.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { inspect, type InspectedList, type InspectedTool } from '../tool/inspect.ts';
import type { LintFinding } from '../tool/lint.ts';
import { readToolList } from '../tool/read-list.ts';
import type { ToolList } from '../tool/tool.ts';
import { readNamed } from './_read-named.ts';
import { tableLines } from './_table.ts';
import type { Terminal } from './terminal.ts';
import type { ToolsListOptions } from './tools.ts';

/** A list of 100,000 tools of the usual size. */
const LARGEST_FILE = 64 * 1024 * 1024;

const COLUMNS = ['TOOL', 'CLASS', 'SURE', 'REACHES', 'FINDINGS'] as const;
const LONGEST_CELL = 200;
const INDENT = ' '.repeat(9);
const CLASSES = ['read', 'write', 'execute', 'session'] as const;

/** Exit code 0, or 3 when a part of the list could not be had or read; a file or an address that is none is an error. */
export async function runToolsList({ from, url, format }: ToolsListOptions, terminal: Terminal): Promise<number> {
  if ((from === undefined) === (url === undefined)) {
    throw new AuditError('usage', 'wanted: a saved list or a running server, and one of them', {
      hint: 'Give --from FILE or --url http://localhost:PORT/mcp.',
    });
  }
  if (from !== undefined) {
    const list = readList(resolve(terminal.cwd, from));
    show(list, format, terminal);
    return list.unreadCount > 0 ? EXIT.incomplete : EXIT.pass;
  }
  return askServer(url ?? '', format, terminal);
}

function show(list: ToolList, format: ToolsListOptions['format'], terminal: Terminal): void {
  const inspected = inspect(list);
  terminal.stdout(format === 'json' ? stringify(inspected) : describe(inspected, terminal.width));
}

/** Lists the tools of a server that runs on this machine. It is asked and nothing more: no tool is called, nothing is started. */
async function askServer(url: string, format: ToolsListOptions['format'], terminal: Terminal): Promise<number> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || whereIs(url) !== 'loopback') {
    throw new AuditError('usage', '--url: not an http or https address of this machine', {
      hint: 'For example --url http://localhost:3000/mcp',
    });
  }
  const { listOverHttp } = await import('../mcp/index.ts');
  const clientInfo = { name: 'mcp-audit', version: version() };
  const target = { url: new URL(url), headers: {} };
  const listing = await listOverHttp(target, realExchange, { transport: 'http', mayLeaveMachine: false, clientInfo });
  const { tools, serverInfo, instructions, notes, problem, isComplete } = listing;
  for (const note of notes) terminal.stderr(`mcp-audit: ${escapeLine(note)}\n`);
  if (problem !== null) terminal.stderr(`mcp-audit: ${escapeLine(problem.message)}\n`);
  const list = readToolList({
    tools,
    ...(serverInfo === null ? {} : { serverInfo }),
    ...(instructions === null ? {} : { instructions }),
  });
  if (list === null || (problem !== null && tools.length === 0)) return EXIT.incomplete;
  show(list, format, terminal);
  return list.unreadCount > 0 || !isComplete ? EXIT.incomplete : EXIT.pass;
}

function readList(file: string): ToolList {
  const text = readNamed(realFiles, file, LARGEST_FILE, 'the list of tools');
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  const list = value === undefined ? null : readToolList(value);
  if (list !== null) return list;
  throw new AuditError('input-invalid', `${file} is ${value === undefined ? 'not JSON' : 'no list of tools'}`, {
    hint: 'Give a result of tools/list, an object with `tools`, or an array of tools.',
  });
}

/** A table of the tools, what was found in them, and how many of what there are. */
function describe({ tools, findings }: InspectedList, width: number): string {
  const found = [
    ...findings.map((finding) => lines(finding, null, width)),
    ...tools.flatMap((tool) => tool.findings.map((finding) => lines(finding, tool.name, width))),
  ];
  const table = tools.length === 0 ? [] : [...tableLines([[...COLUMNS], ...tools.map(cells)], width), ''];
  return `${[...table, ...found, summary(tools, findings)].join('\n')}\n`;
}

function cells({ name, class: does, confidence, reaches, findings }: InspectedTool): string[] {
  const systems = reaches.map((reach) => reach.name ?? reach.system).join(', ');
  return [name, does, confidence, systems || '-', tiers(findings)].map((cell) => escapeLine(cell, LONGEST_CELL));
}

/** `1 block, 2 review`. */
function tiers(findings: readonly LintFinding[]): string {
  const counted = (['block', 'review'] as const).map((tier) => [
    findings.filter((one) => one.tier === tier).length,
    tier,
  ]);
  return counted.flatMap(([many, tier]) => (many === 0 ? [] : `${many} ${tier}`)).join(', ');
}

/** Where a finding is, and below it, where no word of ours begins, what stands there. */
function lines({ check, tier, where, text }: LintFinding, tool: string | null, width: number): string {
  const symbol = tier === 'block' ? '✗' : '!';
  const place = tool === null ? where : `${tool} ${where}`;
  const shown = escapeLine(text.trim(), Math.max(width - INDENT.length, 20));
  return `${escapeLine(`${symbol} ${tier.padEnd(6)} ${check}  ${place}`, width)}\n${INDENT}${shown}\n`;
}

function summary(tools: readonly InspectedTool[], onList: readonly LintFinding[]): string {
  const classes = CLASSES.map((one) => [tools.filter((tool) => tool.class === one).length, one]);
  const parts = classes.flatMap(([many, one]) => (many === 0 ? [] : `${many} ${one}`));
  const found = tiers([...onList, ...tools.flatMap(({ findings }) => findings)]);
  const kinds = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${count(tools.length, 'tool')}${kinds}; findings: ${found || 'none'}`;
}
