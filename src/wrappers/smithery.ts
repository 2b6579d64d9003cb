import { isHttpUrl } from '../syntax/url.ts';
import type { Wrapper } from './index.ts';

/** The value of an option, in both ways of writing it. */
function valueOf(args: readonly string[], name: string): string | null {
  const index = args.findIndex((word) => word === name || word.startsWith(`${name}=`));
  const word = args[index];
  if (word === undefined) return null;
  return word === name ? (args[index + 1] ?? null) : word.slice(name.length + 1);
}

/** `smithery run <server>`: the server is what Smithery's registry says, hosted there or started here. */
export const smithery: Wrapper = {
  id: 'smithery',
  kind: 'bridge',
  programs: ['smithery'],
  packages: { 'npm:@smithery/cli': 'smithery' },
  nameOf: () => 'smithery',
  unwrap({ args, command }) {
    const [verb] = args;
    if (verb !== 'run' && verb !== 'connect') return null;
    const url = valueOf(args, '--url');
    if (verb === 'connect' && url !== null && isHttpUrl(url)) return { kind: 'remote', url };
    return {
      kind: 'end',
      launch: { launcher: 'binary', ecosystem: 'local', localEntry: command },
      target: { kind: 'executable', path: command },
      open: 'the registry of Smithery says at every start which server it is, and where that runs',
    };
  },
};
