import { unclear } from './_facts.ts';
import type { Tool } from './index.ts';

/** `codex sandbox`: what it lets through stands in its settings and profiles. */
export const codex: Tool = {
  id: 'codex',
  programs: ['codex'],
  read: ({ args }) =>
    args[0] === 'sandbox' ? unclear('codex', 'the settings of Codex say what it may, which are not read') : null,
};
