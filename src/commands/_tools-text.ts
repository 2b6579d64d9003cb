import { TOOL_CLASSES, type LintFinding, type Tool } from '../model/tool.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import { tableLines } from './_table.ts';

/** What of a list is shown. */
export interface ShownList {
  tools: ReadonlyArray<Pick<Tool, 'name' | 'class' | 'confidence' | 'reaches' | 'findings'>>;
  findings: readonly LintFinding[];
}

const COLUMNS = ['TOOL', 'CLASS', 'SURE', 'REACHES', 'FINDINGS'] as const;
const LONGEST_CELL = 200;
const INDENT = ' '.repeat(9);

/** A table of the tools, what was found in them, and how many of what there are. */
export function describeTools({ tools, findings }: ShownList, width: number): string {
  const found = [
    ...findings.map((finding) => lines(finding, null, width)),
    ...tools.flatMap((tool) => tool.findings.map((finding) => lines(finding, tool.name, width))),
  ];
  const table = tools.length === 0 ? [] : [...tableLines([[...COLUMNS], ...tools.map(cells)], width), ''];
  return `${[...table, ...found, summary(tools, findings)].join('\n')}\n`;
}

function cells({ name, class: does, confidence, reaches, findings }: ShownList['tools'][number]): string[] {
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

function summary(tools: ShownList['tools'], onList: readonly LintFinding[]): string {
  const classes = TOOL_CLASSES.map((one) => [tools.filter((tool) => tool.class === one).length, one]);
  const parts = classes.flatMap(([many, one]) => (many === 0 ? [] : `${many} ${one}`));
  const found = tiers([...onList, ...tools.flatMap(({ findings }) => findings)]);
  const kinds = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${count(tools.length, 'tool')}${kinds}; findings: ${found || 'none'}`;
}
