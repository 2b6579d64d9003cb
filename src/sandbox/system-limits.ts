import type { Bounds } from './containment.ts';

/**
 * Arguments of prlimit (util-linux) for what the system itself can keep of the bounds, in each process: a watch that looks five times a
 * second is too late for a single large write. The limit on resident memory holds nobody to anything (getrlimit(2): "has effect only in
 * Linux 2.4.x") and is inherited through every fork and exec; its number says whose process it is.
 */
export function prlimitArguments({ memoryBytes, fileBytes }: Bounds, brand: number): string[] {
  const limits = { core: 0, fsize: fileBytes, data: 2 * memoryBytes, rss: brand };
  return [...Object.entries(limits).map(([name, value]) => `--${name}=${value}:${value}`), '--'];
}
