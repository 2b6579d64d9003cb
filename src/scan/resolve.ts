import { ECOSYSTEMS, type Resolved, type Surroundings } from '../ecosystems/index.ts';
import { RUNNERS } from '../launchers/_runners.ts';
import type { Gap } from '../model/gap.ts';
import { whereIs } from '../model/host.ts';
import type { Server } from '../model/server.ts';
import type { Candidate } from './identify.ts';

async function resolveOne({ target, server, cwd, env }: Candidate, surroundings: Surroundings): Promise<Resolved> {
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
  for (const ecosystem of ECOSYSTEMS) {
    const resolved = await ecosystem.resolve({ target, launch: server.launch, cwd, env }, surroundings);
    if (resolved !== null) return resolved;
  }
  return { installation: null, gaps: [{ kind: 'tree-unsupported', message: 'no reader for what it runs', hint: '' }] };
}

/** The server's own package, where it is one that runs whatever it is told to: found behind a link or another name. */
function runnerGaps({ target }: Candidate, { installation }: Resolved): Resolved['gaps'] {
  const own = installation?.components.find(({ id }) => id === installation.root);
  if (target === null || target.kind === 'npx' || own === undefined || !RUNNERS.has(own.name)) return [];
  const message = `${own.name} runs what it is told to, which is not followed`;
  return [{ kind: 'tree-unsupported', message, hint: 'Start the server itself.' }];
}

/** Finds what is installed behind each server, one after the other: they share caches and the disk. */
export async function resolve(
  candidates: readonly Candidate[],
  surroundings: Surroundings,
): Promise<{ servers: Server[]; gaps: Gap[] }> {
  const servers: Server[] = [];
  const gaps: Gap[] = [];
  for (const candidate of candidates) {
    const { server } = candidate;
    surroundings.io.progress(`reading ${server.name}`);
    const resolved = await resolveOne(candidate, surroundings);
    servers.push({ ...server, installation: resolved.installation });
    const place = server.declarations[0];
    for (const { kind, message, hint, components } of [...resolved.gaps, ...runnerGaps(candidate, resolved)]) {
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
