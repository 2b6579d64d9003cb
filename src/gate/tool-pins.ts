import type { Policy, ToolReview } from '../model/policy.ts';
import type { Server } from '../model/server.ts';
import type { ServerMatch } from '../model/server-policy.ts';
import { serverNamed } from './clear.ts';
import { isNobody } from './people.ts';
import { isSameArtifact } from './same-artifact.ts';
import { startOfDay } from './times.ts';

/** What is needed of a server to hold its tools against their reviews. */
export type Reviewable = Pick<Server, 'id' | 'name' | 'declarations' | 'offering'> &
  Partial<Pick<Server, 'launch' | 'environment'>>;

/** The review of one tool in a policy, and the server that it is for. */
export interface ToolPin<S extends Reviewable = Reviewable> {
  /** The server as the policy names it, and the one that is meant, or null when that is none or several. */
  serverName: string;
  server: S | null;
  /** Exactly as it is written. */
  tool: string;
  review: ToolReview;
  /** Where it stands in the policy. */
  path: [section: 'servers', server: string, 'tools', 'reviewed', tool: string];
  /** False as long as the day of the review is still to come, or its person to be named. */
  isInForce: boolean;
}

/** Every review of a tool, in the order of the policy. */
export function pinsOf<S extends Reviewable>(policy: Policy, servers: readonly S[], now: Date): ToolPin<S>[] {
  return Object.entries(policy.servers ?? {}).flatMap(([serverName, { tools, match }]) => {
    const reviewed = Object.entries(tools?.reviewed ?? {});
    if (reviewed.length === 0) return [];
    return meantBy(servers, serverName, match).flatMap((server) =>
      reviewed.map(([tool, review]) => ({
        serverName,
        server,
        tool,
        review,
        path: ['servers', serverName, 'tools', 'reviewed', tool] as ToolPin['path'],
        isInForce: startOfDay(review.date) <= now.getTime() && !isNobody(review.by),
      })),
    );
  });
}

/** The server of this name, else those that are the artifact whatever they are called; null alone where there is none. */
function meantBy<S extends Reviewable>(
  servers: readonly S[],
  name: string,
  match: ServerMatch | undefined,
): [S | null, ...S[]] {
  const server = serverNamed(servers, name);
  const isSame = ({ launch, environment = [] }: S): boolean =>
    launch !== undefined && match !== undefined && isSameArtifact(match, { launch, environment });
  const [first = null, ...others] = server !== null || match === undefined ? [server] : servers.filter(isSame);
  return [first, ...others.filter((one) => one !== null)];
}

/** `review of tool read_file of files by bob@acme.example, 2026-11-02`: what a report calls it. */
export function nameOfPin({ serverName, tool, review }: ToolPin): string {
  return `review of tool ${shown(tool)} of server ${shown(serverName)} by ${review.by}, ${review.date}`;
}

const LONGEST_SHOWN = 80;

/** A name of a length that a line has room for. */
export function shown(name: string): string {
  return name.length <= LONGEST_SHOWN ? name : `${name.slice(0, LONGEST_SHOWN - 1)}…`;
}
