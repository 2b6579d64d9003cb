import { identifyTool } from './_nuget.ts';
import type { Launcher } from './index.ts';

/** `dnx package[@version] [options] [-- args]`. */
export const dnx: Launcher = {
  id: 'dnx',
  programs: ['dnx'],
  starts: 'dotnet',
  identify: ({ args }) => identifyTool(args, 'dnx'),
};
