import type { Launch } from '../model/launch.ts';
import type { Identified, NotIdentified } from './index.ts';

/** What a command of a launcher with several says of its line: which one it is, also where the line cannot be followed. */
export function startedBy(
  launcher: Launch['launcher'],
  result: Identified | NotIdentified,
): Identified | NotIdentified {
  return 'problem' in result ? { launch: { launcher, ecosystem: 'unknown' }, ...result } : result;
}
