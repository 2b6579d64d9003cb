import type { ResolveGap, Resolved, Surroundings, Within } from '../ecosystems/index.ts';
import { UNKNOWN_LAUNCH, type Launch } from '../model/launch.ts';
import type { Candidate } from './identify.ts';
import { followLine } from './follow-line.ts';

/** One program with what its resolver needs. */
export type Program = Pick<Candidate, 'target' | 'cwd' | 'env'> & { launch: Launch };

/** Looks again while a look asked for what was not readable yet; a chain of links and manifests is no longer than this. */
const MAX_LOOKS = 12;

const inImage = (gap: ResolveGap): ResolveGap => ({ ...gap, message: `in the image, ${gap.message}`, hint: '' });

/** Follows what an image starts as if it stood on this machine, with the image's files and variables instead of its own. */
export async function resolveWithin(
  within: Within,
  outside: Resolved,
  surroundings: Surroundings,
  resolveOne: (program: Program, surroundings: Surroundings) => Promise<Resolved>,
): Promise<Resolved> {
  const { files, machine, cwd } = within;
  const [command, ...args] = within.command;
  if (command === undefined) {
    const message =
      'the image does not say what it starts, or that is not followed: only its system packages are known';
    const gap: ResolveGap = { kind: 'tree-unsupported', message, hint: '' };
    const joined = await within.join([]);
    return { ...joined, gaps: [...outside.gaps, gap, ...joined.gaps] };
  }
  const { engines: _, ...io } = surroundings.io;
  const inside: Surroundings = { io: { ...io, files, http: null }, machine, cache: null };
  const followed = followLine(command, args, null);
  const programs = [followed, ...followed.companions].map(({ target, launch }): Program => ({
    target,
    launch: { ...UNKNOWN_LAUNCH, ...launch },
    cwd: followed.cwd ?? cwd,
    env: {},
  }));
  let found: Resolved[] = [];
  let state: Awaited<ReturnType<Within['load']>> = 'again';
  for (let look = 0; look < MAX_LOOKS && state === 'again'; look++) {
    found = [];
    for (const program of programs) found.push(await resolveOne(program, inside));
    state = await within.load();
  }
  const unread: ResolveGap = {
    kind: 'limit-reached',
    message: 'not every file that was asked for could be read',
    hint: '',
  };
  const open = followed.open.map((why): ResolveGap => ({
    kind: 'tree-unsupported',
    message: `what it starts is not followed to its end, ${why}`,
    hint: '',
  }));
  const gaps = [...open, ...found.flatMap((one) => one.gaps), ...(state === 'complete' ? [] : [unread])];
  const joined = await within.join(found.map(({ installation }) => installation));
  return { ...joined, gaps: [...outside.gaps, ...gaps.map(inImage), ...joined.gaps] };
}
