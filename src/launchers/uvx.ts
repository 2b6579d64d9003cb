import { uvTool } from './_uv-tool.ts';
import type { Launcher } from './index.ts';

/** `uvx [options] <package>[@version] [args]`. */
export const uvx: Launcher = {
  id: 'uvx',
  programs: ['uvx', 'uvxw'],
  starts: 'uvx',
  identify: ({ args }) => uvTool(new Map(), args, null),
};
