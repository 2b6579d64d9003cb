import { uvWords } from './_uv-words.ts';
import type { Launcher } from './index.ts';

/** `uv run <script or command>` and `uv tool run <package>`. */
export const uv: Launcher = {
  id: 'uv',
  programs: ['uv', 'uvw'],
  starts: 'uv-run',
  identify: ({ args }) => uvWords(args),
};
