import type { LintRule } from './index.ts';
import { spanOf } from './_span.ts';

/** Tokens by which chat templates part who speaks: ChatML, Llama, Mistral, Gemma, Alpaca, and the old form of Claude. */
const TOKEN =
  /<\|[a-z][a-z0-9_ ]{1,30}\|>|\[\/?INST\]|<<\/?SYS>>|<\/?(?:start|end)_of_turn>|<\|?(?:begin|end)_of_(?:text|sentence)\|?>|(?:^|\s)#{2,3} ?(?:Instruction|System|Response):|(?:^|\n)\s{0,10}(?:Human|Assistant): |\[(?:SYSTEM|system)[_ ]?(?:MESSAGE|PROMPT|message|prompt)?\]|\(system_message\)/;

export const chatTemplate: LintRule = {
  id: 'chat-template',
  tier: 'block',
  title: 'Tokens of chat templates',
  why: 'What parts the system’s words from the user’s in a chat lets a description speak as the system.',
  words: ({ text }) => spanOf(text, TOKEN),
};
