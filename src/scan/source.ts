import type { Launch } from '../model/launch.ts';
import type { Server } from '../model/server.ts';

/** Where the code that a launch line starts comes from. */
export function sourceOf({ ecosystem, registry }: Launch): Server['source'] {
  switch (ecosystem) {
    case 'npm':
    case 'PyPI':
    case 'NuGet':
    case 'go':
    case 'maven':
    case 'jsr':
      return registry === null ? 'registry' : 'private-registry';
    case 'oci':
      return 'image';
    case 'git':
    case 'nix':
      return 'git';
    case 'url':
    case 'remote':
      return ecosystem;
    case 'local':
      return 'path';
    case 'unknown':
      return 'unknown';
  }
}
