import { ECOSYSTEMS, type Resolved, type Surroundings } from '../ecosystems/index.ts';
import { RUNNERS } from '../wrappers/index.ts';
import type { Gap } from '../model/gap.ts';
import { whereIs } from '../model/host.ts';
import type { Server } from '../model/server.ts';
import type { Candidate } from './identify.ts';
import { resolveWithin, type Program } from './within.ts';

/** A path of Windows to a share of another machine: to open it sends this user's name and a proof of the password there. */
function isShare(path: unknown): boolean {
  return typeof path === 'string' && /^[\\/]{2}(?![?.][\\/][A-Za-z]:)[^\\/]/.test(path);
}

async function resolveOne({ target, launch, cwd, env }: Program, surroundings: Surroundings): Promise<Resolved> {
  if (target === null) {
    const message = 'what it runs is not known, so no packages could be read';
    return { installation: null, gaps: [{ kind: 'tree-unsupported', message, hint: '' }] };
  }
  if (target.kind === 'remote') {
    // What runs on another machine has no installation here; that is a fact, not a gap.
    if (whereIs(target.url) === 'elsewhere') return { installation: null, gaps: [] };
    const message = 'a program on this machine that its entry does not start answers there: its packages are not known';
    return { installation: null, gaps: [{ kind: 'remote', message, hint: 'Declare the command that starts it.' }] };
  }
  if (target.kind === 'unread') {
    return { installation: null, gaps: [{ kind: 'tree-unsupported', message: target.why, hint: target.hint }] };
  }
  if (surroundings.machine.platform === 'win32' && [cwd, ...Object.values(target)].some(isShare)) {
    const message = 'it lies on a network share, which is not opened: whoever runs that would learn who looks';
    return { installation: null, gaps: [{ kind: 'tree-unreadable', message, hint: 'Copy it to this machine.' }] };
  }
  try {
    for (const ecosystem of ECOSYSTEMS) {
      const resolved = await ecosystem.resolve({ target, launch, cwd, env }, surroundings);
      if (resolved === null) continue;
      const { within, ...outside } = resolved;
      return within === undefined ? outside : await resolveWithin(within, outside, surroundings, resolveOne);
    }
  } catch (error) {
    // One server must not lose the others. The words of an unforeseen error may hold anything: only its kind is told.
    const name = error instanceof Error ? error.name : 'an error';
    const message = `it could not be read for a fault in mcp-audit itself (${name})`;
    const hint = 'Report this with the launch line and what is installed.';
    return { installation: null, gaps: [{ kind: 'tree-unreadable', message, hint }] };
  }
  return { installation: null, gaps: [{ kind: 'tree-unsupported', message: 'no reader for what it runs', hint: '' }] };
}

/** The server's own package, where it is one that runs whatever it is told to: found behind a link or another name. */
function runnerGaps(
  { target, companions, server }: Omit<Candidate, 'declared' | 'entries' | 'line'>,
  { installation }: Resolved,
): Resolved['gaps'] {
  // Where the line names the package, or what it is told to run was found, it has been followed.
  const isNamed = target?.kind !== 'executable' && target?.kind !== 'script';
  if (isNamed || companions.length > 0 || server.launch.remoteUrl !== null) return [];
  const own = installation?.components.find(({ id }) => id === installation.root);
  if (own === undefined || !RUNNERS.has(own.name)) return [];
  const message = `${own.name} runs what it is told to, which is not followed`;
  return [{ kind: 'tree-unsupported', message, hint: 'Start the server itself.' }];
}

/** Finds what is installed behind each server, one after the other: they share caches and the disk. */
export async function resolve(
  candidates: ReadonlyArray<Omit<Candidate, 'declared' | 'entries' | 'line'>>,
  surroundings: Surroundings,
): Promise<{ servers: Server[]; gaps: Gap[] }> {
  const servers: Server[] = [];
  const gaps: Gap[] = [];
  for (const candidate of candidates) {
    const { server } = candidate;
    surroundings.io.progress(`reading ${server.name}`);
    const { cwd, env } = candidate;
    const resolved = await resolveOne({ ...candidate, launch: server.launch }, surroundings);
    const companions: Resolved[] = [];
    for (const one of candidate.companions) companions.push(await resolveOne({ ...one, cwd, env }, surroundings));
    servers.push({
      ...server,
      installation: resolved.installation,
      companions: companions.flatMap(({ installation }) => installation ?? []),
    });
    const place = server.declarations[0];
    const found = [resolved, ...companions].flatMap((one) => one.gaps);
    for (const { kind, message, hint, components } of [...found, ...runnerGaps(candidate, resolved)]) {
      gaps.push({
        kind,
        item: 'installed-tree-scanned',
        message,
        hint,
        server: server.id,
        location: place ? { file: place.file, line: place.line, column: place.column, pointer: place.pointer } : null,
        components: components ?? [],
      });
    }
  }
  return { servers, gaps };
}
