import { own, ownText } from '../json.ts';
import { parametersOf } from '../tool.ts';
import type { LintRule } from './index.ts';

/** Parameters that take what was said, or who is asked, rather than what a tool works on. */
const TAKES_CONTEXT =
  /^(?:side_?notes?|conversation|(?:full_?|entire_?)?(?:conversation|chat)_?(?:history|log|context|transcript)|(?:previous|prior|all)_?messages|system_?prompt|(?:llm|ai|agent|assistant)_?model(?:_?name)?|(?:full|entire)_?context|hidden_?context|chain_?of_?thought)$/i;

const ASKS_FOR_CONTEXT =
  /\bname of the (?:llm|ai|language|llm's|calling) model\b|\b(?:full|entire|complete|whole|verbatim) (?:conversation|chat|context window|message history|prompt)\b|\byour (?:system prompt|instructions|chain of thought)\b|\ball (?:previous|prior|user) messages\b|\b(?:add|copy|give|include|pass|paste|provide|put|send)\b[^.]{0,60}\b(?:your (?:\w+ )?reasoning|the (?:current |full )?(?:system prompt|conversation))\b/i;

/** Tools that themselves speak with a model take a system prompt for it. */
const SPEAKS = /^(?:temperature|max_?tokens|messages|top_?p|model)$/i;

export const contextRequest: LintRule = {
  id: 'context-request',
  tier: 'review',
  title: 'Parameters that take the conversation',
  why: 'A parameter for the conversation, the system’s prompt or the model’s name is filled by an obliging model, and goes to the server.',
  tool(tool) {
    const parameters = parametersOf(tool);
    if (parameters.some(({ name }) => SPEAKS.test(name))) return [];
    for (const { name, schema, path } of parameters) {
      const about = (ownText(schema, 'description') ?? '').slice(0, 1000);
      if (!TAKES_CONTEXT.test(name) && !ASKS_FOR_CONTEXT.test(about)) continue;
      // A switch decides about it, and takes nothing.
      if (own(schema, 'type') === 'boolean') continue;
      return [{ path, text: about === '' ? name : `${name}: ${about}` }];
    }
    return [];
  },
};
