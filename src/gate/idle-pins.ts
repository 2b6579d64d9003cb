import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Server } from '../model/server.ts';
import type { PolicyFile } from './parse-policy.ts';
import { unusedException } from './policy-checks.ts';
import { aboutLater, causeOfNobody, findingOn } from './policy-findings.ts';
import { nameOfPin, shown, type ToolPin } from './tool-pins.ts';
import type { ServerReview } from './tool-states.ts';

const REMOVE = 'remove the entry, or correct what it names.';

/** Reviews of a server that is not there, or not the only one of its name: one finding, however many tools it had. */
function findOrphans(pins: ReadonlyArray<ToolPin<Server>>, inventory: Inventory, file: PolicyFile): Finding[] {
  const counts = new Map<string, number>();
  for (const { server, serverName } of pins) {
    if (server === null) counts.set(serverName, (counts.get(serverName) ?? 0) + 1);
  }
  return [...counts].map(([serverName, count]) => {
    const name = `review of ${count === 1 ? '1 tool' : `${count} tools`} of server ${shown(serverName)}`;
    return findingOn(
      unusedException,
      // What it is about stays the same when a tool is added.
      { name: `reviews of server ${serverName}`, path: ['servers', serverName], server: null, package: null },
      file,
      {
        severity: 'low',
        title: `The ${name} settles nothing`,
        evidence: [causeOfNobody(serverName, inventory)],
        remedy: REMOVE,
      },
    );
  });
}

function findEarly(pins: ReadonlyArray<ToolPin<Server>>, file: PolicyFile, now: Date): Finding[] {
  return pins
    .filter(({ isInForce, server }) => !isInForce && server !== null)
    .map((pin) => {
      const about = aboutLater({ kind: 'tool-review', name: nameOfPin(pin), begins: pin.review.date }, now);
      return findingOn(unusedException, { ...pin, name: nameOfPin(pin), package: null }, file, {
        severity: 'low',
        ...about,
      });
    });
}

function findGone({ server, tools, gone }: ServerReview<Server>, file: PolicyFile): Finding[] {
  return gone.map((pin) => {
    const heir = tools.find(({ renamedFrom }) => renamedFrom === pin.tool)?.tool.name;
    const cause = heir === undefined ? '' : ` Its definition stands under the name ${shown(heir)}.`;
    return findingOn(unusedException, { ...pin, server, name: nameOfPin(pin), package: null }, file, {
      severity: 'low',
      title: `The ${nameOfPin(pin)} settles nothing`,
      evidence: [`${shown(server.name)} offers no such tool.${cause}`],
      remedy: REMOVE,
    });
  });
}

/** One finding for each review of a tool that settles nothing: of what is gone, and of what has not begun. */
export function findIdlePins(
  pins: ReadonlyArray<ToolPin<Server>>,
  reviews: ReadonlyArray<ServerReview<Server>>,
  { inventory, file, now }: { inventory: Inventory; file: PolicyFile; now: Date },
): Finding[] {
  const own = new Set<unknown>(pins);
  const gone = reviews.map((review) => ({ ...review, gone: review.gone.filter((pin) => own.has(pin)) }));
  return [
    ...findOrphans(pins, inventory, file),
    ...findEarly(pins, file, now),
    ...gone.flatMap((review) => findGone(review, file)),
  ];
}
