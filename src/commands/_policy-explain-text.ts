import { escapeLine } from '../reporters/_escape.ts';
import { paragraph } from './_paragraph.ts';
import type { Explained, MatchedRule } from './_policy-explained.ts';
import type { Way } from './_policy-ways.ts';

/** Longest line of YAML that an entry has: a package URL with all its escapes. */
const LONGEST_YAML = 10_000;

function ruleLine({ id, action, clearedBy, by, place }: MatchedRule): string {
  const state = by === null ? `stands; what clears it: ${clearedBy.join(' or ') || 'nothing'}` : `cleared by ${by}`;
  return `rule ${id}: ${action}, ${state}${place === null ? '' : ` (${place})`}`;
}

/** The entry stands at the edge, so that it can be copied as it is. */
function wayText({ rules, kind, yaml, source }: Way, width: number): string {
  const article = kind === 'review' ? 'a' : 'an';
  const section = yaml.slice(0, yaml.indexOf('\n'));
  const lines = yaml.split('\n').map((line) => `${escapeLine(line, LONGEST_YAML)}\n`);
  const intro = `To clear ${rules.join(' and ')} add ${article} ${kind} to ${source === 'built-in' ? 'a policy of your own' : source}, once what says TODO is decided; below the \`${section}\` that is there, if one is:`;
  return `${paragraph(intro, width)}\n${lines.join('')}\n`;
}

/** What a policy makes of one finding, and what would clear it. */
export function explainedText({ finding, rules, idle, ways, stuck, command }: Explained, width: number): string {
  const { id, title, action, kind, severity, confidence, server, purl, fix } = finding;
  const facts = [
    kind,
    `severity ${severity}`,
    `confidence ${confidence}`,
    server === null ? null : `server ${server}`,
    purl,
  ];
  const isDone = ways.length === 0 && stuck.length === 0;
  return [
    `${id}  ${escapeLine(title)}\n`,
    paragraph(`${action}: ${facts.filter((fact) => fact !== null).join(', ')}`, width),
    ...rules.map((rule) => paragraph(ruleLine(rule), width)),
    ...idle.map((sentence) => paragraph(sentence, width)),
    ...(isDone ? [paragraph('Nothing is left to clear.', width)] : []),
    ...stuck.map(({ rule, why }) => paragraph(`Nothing clears ${rule}: ${why}.`, width)),
    ...ways.map((way) => wayText(way, width)),
    ...(command === null
      ? []
      : [
          `${paragraph('Or read the tool and approve its definition:', width)}    ${escapeLine(command)}
`,
        ]),
    paragraph(`Mend: ${fix}`, width),
  ].join('');
}
