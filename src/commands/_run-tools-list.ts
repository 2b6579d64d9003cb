import { resolve } from 'node:path';
import { AuditError, EXIT } from '../errors.ts';
import { realFiles } from '../io/index.ts';
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

/** Exit code 0, or 3 when entries could not be read; a file that is no list is an error. */
export function runToolsList({ from, format }: ToolsListOptions, terminal: Terminal): number {
  const list = readList(resolve(terminal.cwd, from));
  const inspected = inspect(list);
  terminal.stdout(format === 'json' ? stringify(inspected) : describe(inspected, terminal.width));
  return list.unreadCount > 0 ? EXIT.incomplete : EXIT.pass;
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
