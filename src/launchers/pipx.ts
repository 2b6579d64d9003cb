import { pipxWords } from './_pipx-run.ts';
import type { Launcher } from './index.ts';

/** `pipx run [options] <package or script> [args]`. */
export const pipx: Launcher = {
  id: 'pipx',
  programs: ['pipx'],
  starts: 'pipx',
  identify: ({ args }) => pipxWords(args),
};
