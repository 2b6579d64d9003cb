import type { Place } from './bubblewrap.ts';
import type { Bounds } from './containment.ts';

/**
 * Arguments of `docker run` for a line: an image that is here already, no privilege, limits that the kernel keeps. Names of variables
 * alone stand in it, the values come by docker's own environment; but for those that docker itself would obey. `name` is how the container is found again.
 */
export function containerArguments(
  { readable, scratch, temporary, cwd, network, loader }: Place,
  { image, name, variables, user }: { image: string; name: string; variables: readonly string[]; user: string | null },
  { memoryBytes, processes }: Bounds,
): string[] {
  const mount = (source: string, target: string, mode: string): string[] => [
    '--mount',
    `type=bind,source=${source},target=${target}${mode}`,
  ];
  return [
    ...'run --rm --interactive --pull never --read-only --cap-drop ALL --security-opt no-new-privileges'.split(' '),
    ...(network ? [] : ['--network', 'none']),
    ...`--memory ${memoryBytes} --memory-swap ${memoryBytes} --pids-limit ${processes} --name ${name}`.split(' '),
    ...(user === null ? [] : ['--user', user]),
    ...readable.flatMap((path) => mount(path, path, ',readonly')),
    ...mount(scratch, scratch, ''),
    ...mount(temporary, '/tmp', ''),
    ...variables.flatMap((variable) => ['--env', variable]),
    ...Object.entries(loader).flatMap(([variable, value]) => ['--env', `${variable}=${value}`]),
    '--workdir',
    cwd,
    '--entrypoint',
    '',
    image,
  ];
}
