import { identifyExec } from './_npm-exec.ts';
import { parseNpm } from './_npm-words.ts';
import { npxToExec } from './_npx-words.ts';
import type { Launcher } from './index.ts';

/** `npx [options] <package>[@version] [args]`. Source: npm's npx front end and libnpmexec (npm 11.19). */
export const npx: Launcher = {
  id: 'npx',
  programs: ['npx', 'npx-cli.js'],
  starts: 'npx',
  identify: ({ args }) => identifyExec(parseNpm(npxToExec(args)), null),
};
