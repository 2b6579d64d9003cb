import { TOOL_CLASSES, type Tool, type ToolClass } from '../model/tool.ts';
import type { Answers } from './_ask.ts';
import type { Terminal } from './terminal.ts';

/** Who is asked, and where. */
export interface Asked {
  terminal: Pick<Terminal, 'stderr'>;
  answers: Answers;
}

/** The answer to one question; null when there is none any more. Enter alone is no answer. */
async function answerTo<T>(
  { terminal, answers }: Asked,
  question: string,
  read: (word: string) => T | null,
): Promise<T | null> {
  for (;;) {
    terminal.stderr(question);
    const line = await answers.next();
    if (line === null) {
      terminal.stderr('\n');
      return null;
    }
    const answer = read(line.trim().toLowerCase());
    if (answer !== null) return answer;
  }
}

const WORDS = { a: 'approve', c: 'class', s: 'skip', q: 'quit' } as const;
type Word = (typeof WORDS)[keyof typeof WORDS];

const readWord = (word: string): Word | null =>
  Object.entries(WORDS).find(([letter, whole]) => word === letter || word === whole)?.[1] ?? null;
const readClass = (word: string): ToolClass | null => TOOL_CLASSES.find((one) => one === word) ?? null;

/** The class that a tool is approved as, or what else was decided. */
export async function decide(asked: Asked, tool: Tool): Promise<ToolClass | 'skip' | 'quit'> {
  let chosen = tool.class;
  for (;;) {
    const word = await answerTo(asked, `  [a]pprove as ${chosen}  [c]lass  [s]kip  [q]uit: `, readWord);
    if (word === null || word === 'quit') return 'quit';
    if (word === 'skip') return 'skip';
    if (word === 'approve') return chosen;
    const other = await answerTo(asked, `  ${TOOL_CLASSES.join(', ')}: `, readClass);
    if (other === null) return 'quit';
    chosen = other;
    if (chosen !== tool.class)
      asked.terminal.stderr(`  class ${chosen} is your choice; by its words it is ${tool.class}\n`);
  }
}
