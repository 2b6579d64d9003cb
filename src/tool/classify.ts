import { own } from './json.ts';
import type { Tool } from './tool.ts';
import { descriptionSignal } from './class/description-signal.ts';
import { executeSignal } from './class/execute-signal.ts';
import { nameSignal } from './class/name-signal.ts';
import { operationSignal } from './class/operation-signal.ts';
import { outputSignal } from './class/output-signal.ts';
import { isDriving, type ServerTraits } from './class/server-traits.ts';
import type { Signal } from './class/signal.ts';
import { unknownVerb } from './class/unknown-verb.ts';
import { worst, type ToolClass } from './class/verbs.ts';

export type { ToolClass } from './class/verbs.ts';
export type Confidence = 'high' | 'medium' | 'low';

export interface Classification {
  class: ToolClass;
  confidence: Confidence;
  /** What was seen that says so: clauses, the deciding one first. */
  reasons: string[];
}

const NOTHING_SAID = 'nothing in its name, description or parameters says that it only reads';

/**
 * What a tool does, by what it says about itself: execute by a parameter that takes something to run, else by the verb of
 * its name, else by that of its description, and never less than an operation that it offers. What says nothing is taken
 * to write. The server's own hints are believed where they say that it does more, never where they say that it does less.
 */
export function classify(tool: Tool, traits: ServerTraits): Classification {
  return raise(decide(tool, traits), tool);
}

function decide(tool: Tool, traits: ServerTraits): Classification {
  const driving = isDriving(tool, traits);
  const isKnown = unknownVerb(tool) === null;
  const name = isKnown ? nameSignal(tool.name, traits, driving) : null;
  const text = tool.description === '' ? (tool.title ?? '') : tool.description;
  const description = isKnown ? descriptionSignal(text, driving) : null;
  const runs = executeSignal(tool);
  if (runs !== null) return result(runs, 'high', name, description);
  const operation = operationSignal(tool, driving);
  const said = (name?.certain === true ? name : (description ?? name)) ?? operation;
  if (said === null) return { class: 'write', confidence: 'low', reasons: [NOTHING_SAID] };
  const more = [
    operation,
    description?.certain === true && name?.certain !== true ? description : null,
    said.class === 'read' ? outputSignal(tool) : null,
  ]
    .filter((signal) => signal !== null)
    .find((signal) => worst([signal.class, said.class]) !== said.class);
  if (more !== undefined) return result(more, 'medium', name, description);
  const agrees = name !== null && description !== null && name.class === description.class;
  const confidence = agrees && name.certain ? 'high' : said.certain || agrees ? 'medium' : 'low';
  return result(said, confidence, name, description, operation);
}

function result(deciding: Signal, confidence: Confidence, ...others: Array<Signal | null>): Classification {
  const reasons = [deciding, ...others].flatMap((signal) => signal?.reason ?? []);
  return { class: deciding.class, confidence, reasons: [...new Set(reasons)] };
}

/** A server that says that its tool is not read-only is believed. */
function raise(found: Classification, { annotations }: Tool): Classification {
  const readOnly = own(annotations, 'readOnlyHint');
  const isDestructive = own(annotations, 'destructiveHint') === true && readOnly !== true;
  if (found.class !== 'read' || (readOnly !== false && !isDestructive)) return found;
  const hint = readOnly === false ? 'readOnlyHint: false' : 'destructiveHint: true';
  return { class: 'write', confidence: 'medium', reasons: [`its own hint is \`${hint}\``, ...found.reasons] };
}
