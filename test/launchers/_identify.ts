import { isNotIdentified, type Identified, type Launcher } from '../../src/launchers/index.ts';

/** What a launcher makes of arguments; throws where it does not follow them. */
export function identified({ id, identify }: Launcher, args: readonly string[], command = id): Identified {
  const result = identify({ program: id, command, args });
  if (isNotIdentified(result)) throw new Error(result.problem);
  return result;
}

/** True when a launcher follows the arguments at all. */
export function follows({ id, identify }: Launcher, args: readonly string[]): boolean {
  return !isNotIdentified(identify({ program: id, command: id, args }));
}
