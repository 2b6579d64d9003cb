import { CST, Lexer } from 'yaml';
import type { Position } from '../syntax/index.ts';
import type { Mistake } from './policy-mistakes.ts';

/** What the syntax room lets through and a policy may not hold: a reviewer has to read what applies, on every parser. */
const REFUSED: Readonly<Record<string, string>> = {
  tag: 'a tag (`!name`) is not allowed in a policy (wanted plain YAML 1.2)',
  'directive-line': 'a directive (`%NAME`) is not allowed in a policy (wanted plain YAML 1.2)',
};
const MERGE_KEY = 'a merge key (`<<`) is not allowed in a policy (wanted the keys themselves)';

/** Marks of the lexer without a text of their own: a document, a plain scalar or a broken flow starts here. */
const MARKS: ReadonlySet<string> = new Set([CST.DOCUMENT, CST.SCALAR, CST.FLOW_END, CST.BOM]);

/** Tags, directives and merge keys in a YAML text, with their places. */
export function findExtras(text: string): Mistake[] {
  const mistakes: Mistake[] = [];
  const at: Position = { line: 1, column: 1 };
  for (const token of new Lexer().lex(text)) {
    if (MARKS.has(token)) continue;
    const words = token === '<<' ? MERGE_KEY : REFUSED[CST.tokenType(token) ?? ''];
    if (words !== undefined) mistakes.push({ at: { ...at }, words });
    advance(at, token);
  }
  return mistakes;
}

function advance(at: Position, token: string): void {
  const lines = token.split('\n');
  at.line += lines.length - 1;
  at.column = (lines.length > 1 ? 1 : at.column) + (lines.at(-1)?.length ?? 0);
}
