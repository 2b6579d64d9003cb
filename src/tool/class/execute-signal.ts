import { ownText } from '../json.ts';
import { parametersOf, type Parameter, type Tool } from '../tool.ts';
import { choicesOf } from './operation-signal.ts';
import type { Signal } from './signal.ts';
import { wordsOf } from './words.ts';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

/** Parameters that hold something to run, where the tool runs something. */
const PROGRAM = set('code expression function js program script scripts snippet statement statements');
/** Parameters that hold nothing else. */
const SURELY_PROGRAM = set('bash cmd command commands cypher javascript python sql');
/** Tools that tell of a command, and run none. */
const TELLS = set('describe doc docs documentation explain help history lint suggest validate');

/** That something is run: a verb and, near it, what is run. */
const RUNS =
  /\b(?:run|runs|running|executes?|executing|evaluates?|evaluating|evals?|interprets?|invokes?)\b[^.,;\n]{0,40}?\b(?:applescript|bash|code|commands?|cypher|expressions?|functions?|javascript|js|powershell|programs?|python|queries|query|scripts?|shell|snippets?|sql|statements?|typescript)\b/i;
const TO_RUN = /\bto (?:run|execute|evaluate)\b/i;
const LANGUAGE = /\b(?:SQL|Cypher|PL\/pgSQL|T-SQL)\b/;
const IN_LANGUAGE = /\b(?:as|in|using|via|with) (?:\w+ ){0,2}(?:SQL|Cypher)\b/;
const MATHS = /\b(?:mathematical|arithmetic|math|cron|regular|glob)\b/i;
/** A process that goes on running and is written to. */
const PROCESS = /\b(?:(?:background|existing|running|terminal) process|REPL|terminal|shell|debugger|console)\b/;

/** Whether a tool runs what it is given: code, commands, a database's language. */
export function executeSignal(tool: Tool): Signal | null {
  const text = `${tool.title ?? ''}. ${tool.description.slice(0, 1500)}`;
  for (const parameter of parametersOf(tool)) {
    // What is chosen from a list is no program.
    const what = choicesOf(parameter.schema).length > 0 ? null : taken(parameter, tool.name, text);
    if (what !== null)
      return { class: 'execute', certain: true, reason: `its parameter \`${parameter.name}\` takes ${what}` };
  }
  return null;
}

function taken({ name, schema }: Parameter, tool: string, text: string): string | null {
  if (ownText(schema, 'type') === 'boolean') return null;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const about = `${ownText(schema, 'description') ?? ''} ${ownText(schema, 'title') ?? ''}`.slice(0, 500);
  const opening = text.slice(0, 400);
  const runs = RUNS.test(opening) || RUNS.test(about);
  if (SURELY_PROGRAM.has(last) && (runs || !wordsOf(tool).some((word) => TELLS.has(word)))) return 'something to run';
  if (
    /^(?:query|queries|statement)$/.test(last) &&
    (LANGUAGE.test(about) || IN_LANGUAGE.test(opening) || (LANGUAGE.test(text) && runs))
  ) {
    return 'a database’s language';
  }
  if (PROGRAM.has(last) && words.length <= 2 && (runs || TO_RUN.test(about)) && !MATHS.test(`${about} ${opening}`)) {
    return 'something to run';
  }
  const isWrittenTo = PROCESS.test(opening) && PROCESS.test(about + opening.slice(0, 200));
  return /^(?:input|text|keys|stdin)$/.test(last) && isWrittenTo ? 'input of a running process' : null;
}
