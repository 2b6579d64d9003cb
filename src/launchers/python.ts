import { pythonLine } from './_python-line.ts';
import type { Launcher } from './index.ts';

/** `python [options] script.py`, `python -m module`; the interpreter's path says which environment it is. */
export const python: Launcher = {
  id: 'python',
  programs: [
    'python',
    'pythonw',
    'python2',
    'python3',
    'python2.*',
    'python3.*',
    'pypy',
    'pypy3',
    'pypy2.*',
    'pypy3.*',
  ],
  anywhere: true,
  starts: 'python',
  identify: ({ command, args }) => pythonLine(command, args),
};
