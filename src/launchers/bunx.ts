import { bunxWords } from './_bunx.ts';
import type { Launcher } from './index.ts';

/** `bunx <package>[@version] [args]`. */
export const bunx: Launcher = {
  id: 'bunx',
  programs: ['bunx'],
  starts: 'bunx',
  identify: ({ args }) => bunxWords(args, null),
};
