import { identifyExec } from './_npm-exec.ts';
import { UNCLEAR_OPTION, parseNpm } from './_npm-options.ts';
import type { Launcher } from './index.ts';

/** `npm exec -- <package>` and its alias `npm x`; other npm commands run a project's scripts, which are not followed. */
export const npm: Launcher = {
  id: 'npm',
  programs: ['npm', 'npm-cli.js'],
  identify({ args }) {
    const line = parseNpm(args);
    if (line === null) return UNCLEAR_OPTION;
    const [command, ...positionals] = line.positionals;
    if (command !== 'exec' && command !== 'x') return { problem: 'an npm command that runs a script of a project' };
    return identifyExec({ ...line, positionals });
  },
};
