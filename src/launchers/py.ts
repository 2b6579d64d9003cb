import { pythonLine } from './_python-line.ts';
import type { Launcher } from './index.ts';

/** The version to run, which the launcher takes first: `-3`, `-3.11-64`, `-V:3.11`, `-V:PythonCore/3.11`. */
const VERSION = /^-(?:\d(?:\.\d{1,2})?(?:-(?:32|64|arm64))?|V:\S+)$/;

/** Python's launcher on Windows, `py [version] [python options] script.py` (PEP 397, PEP 514 tags). */
export const py: Launcher = {
  id: 'py',
  programs: ['py', 'pyw'],
  starts: 'python',
  identify: ({ command, args }) => pythonLine(command, VERSION.test(args[0] ?? '') ? args.slice(1) : args),
};
