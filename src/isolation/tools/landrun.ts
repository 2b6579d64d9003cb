import { readOptions } from '../../syntax/options.ts';
import { LANDRUN_OPTIONS } from '../../syntax/sandbox-options.ts';
import { said } from '../fact.ts';
import { placeOf } from '../place.ts';
import type { Laid } from '../view.ts';
import { fileFacts, unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

/** `landrun`: Landlock, which denies files and TCP that are not named. Source: its README. */
export const landrun: Tool = {
  id: 'landrun',
  programs: ['landrun'],
  read({ args }, outer, around) {
    const read = readOptions(args, LANDRUN_OPTIONS);
    if (read === null) return unclear('landlock', UNCLEAR_OPTION);
    const { options } = read;
    if (options.has('best-effort'))
      return unclear('landlock', '--best-effort: it goes without what the kernel has not');
    const named = ['ro', 'rox', 'rw', 'rwx'].flatMap((name) =>
      (options.get(name) ?? [])
        .flatMap((list) => list.split(','))
        .map((path): Laid => ({
          from: 'machine',
          written: path,
          place: placeOf(path, around),
          // It sees the machine as it is.
          target: null,
          access: name.startsWith('rw') ? 'write' : 'read',
        })),
    );
    const isAdded = options.has('ldd') || options.has('add-exec');
    return {
      facts: {
        sandbox: said(['landlock'], 'landrun starts it'),
        noNewPrivileges: said(true, 'Landlock needs it'),
        network: said(
          options.has('unrestricted-network') ? outer.network.value : null,
          'Landlock holds TCP back, and nothing else of the network',
        ),
        ...(options.has('unrestricted-filesystem')
          ? {}
          : fileFacts(isAdded && named.length === 0 ? null : named, around, 'its options name what it may reach')),
      },
    };
  },
};
