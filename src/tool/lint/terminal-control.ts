import type { LintRule } from './index.ts';
import { spanOf } from './_span.ts';

/** Controls but tab and line ends, a return that rewrites its line, and escape sequences that are written out. Source: ECMA-48. */
const CONTROL =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]|\r(?!\n|$)|(?:\\u(?:001b|009b)|\\x(?:1b|9b)|\\0?33|\\e)\[[0-9;?]{0,20}[A-Za-z]/i;

export const terminalControl: LintRule = {
  id: 'terminal-control',
  tier: 'block',
  title: 'Terminal control sequences',
  why: 'What a terminal obeys can erase or repaint what a person is shown for approval; a description has no use for it.',
  characters: (text) => spanOf(text, CONTROL),
};
