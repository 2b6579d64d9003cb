import { makeFinding } from '../checks/index.ts';
import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { AboutCheck } from '../model/report.ts';
import { find, pointer } from '../syntax/index.ts';
import { covers, isAbout, type Clearing } from './clear.ts';
import type { PolicyFile } from './parse-policy.ts';
import { expiredException, unusedException } from './policy-checks.ts';
import { toMinute } from './times.ts';

/** A finding about one entry of the policy, at its place in the file. */
export function findingOn(
  check: AboutCheck,
  clearing: Pick<Clearing, 'name' | 'path' | 'server' | 'package'>,
  file: PolicyFile,
  words: Pick<Finding, 'severity' | 'title' | 'evidence'> & { remedy: string },
): Finding {
  const { at } = find(file.root, clearing.path);
  const { remedy, ...rest } = words;
  return makeFinding(check, clearing.server, {
    ...rest,
    subject: clearing.name,
    purl: clearing.package,
    confidence: 'high',
    fix: `In ${file.source}:${at.line} ${remedy}`,
    locations: [{ file: file.source, ...at, pointer: pointer(clearing.path) }],
  });
}

/** One finding for each exception, approval or review whose last day is over. */
export function findExpired(
  clearings: readonly Clearing[],
  found: readonly Finding[],
  file: PolicyFile,
  now: Date,
): Finding[] {
  return clearings
    .filter((clearing) => now.getTime() >= clearing.ends)
    .map((clearing) =>
      findingOn(expiredException, clearing, file, {
        severity: 'medium',
        title: `The ${clearing.name} ended with ${clearing.expires}`,
        evidence: [
          found.some((finding) => isAbout(clearing, finding))
            ? 'What it was for is still there and counts in full.'
            : 'What it was for is not there any more.',
        ],
        remedy: 'remove the entry, or have it looked at and dated anew.',
      }),
    );
}

/** Why the name of a server means none. */
export function causeOfNobody(serverName: string, { servers }: Pick<Inventory, 'servers'>): string {
  const ids = servers.filter(({ name }) => name === serverName).map(({ id }) => id);
  if (ids.length === 1) return `${serverName} is another server than the policy means by that name.`;
  return ids.length === 0
    ? `There is no server ${serverName}.`
    : `Several servers have the name ${serverName}: name one of the ids ${ids.join(', ')}.`;
}

/** Why an entry that is in force clears nothing. */
function causeOf(clearing: Clearing, found: readonly Finding[], inventory: Inventory): string {
  if (clearing.server === null) return causeOfNobody(clearing.serverName, inventory);
  if (found.some((finding) => covers(clearing, finding))) {
    return clearing.rule === null
      ? `No rule that matches the finding lets itself be cleared by this kind of entry (${clearing.kind}).`
      : `The rule ${clearing.rule} matches nothing about this package on ${clearing.serverName}.`;
  }
  if (clearing.isForUnreached && found.some((finding) => covers({ ...clearing, isForUnreached: false }, finding))) {
    return 'It says `dependency-only`, and the finding is known to be reached.';
  }
  const others = found.filter((finding) => clearing.finding !== null && isAbout(clearing, finding));
  if (others.length > 0) {
    const packages = [...new Set(others.map(({ purl }) => purl ?? 'no package'))].slice(0, 3);
    return `The finding is there, for ${packages.join(', ')} instead.`;
  }
  return `${clearing.serverName} has no such finding.`;
}

function aboutIdle(clearing: Clearing, found: readonly Finding[], inventory: Inventory) {
  return {
    title: `The ${clearing.name} clears nothing`,
    evidence: [causeOf(clearing, found, inventory)],
    remedy: 'remove the entry, or correct what it names.',
  };
}

export function aboutLater({ kind, name, begins }: Pick<Clearing, 'kind' | 'name' | 'begins'>, now: Date) {
  return {
    title: `The ${name} begins on ${begins}: it clears nothing before`,
    evidence: [`The time judged is ${toMinute(now)}.`],
    remedy: `leave the entry until that day, or correct its \`${kind === 'exception' ? 'created' : 'date'}\`.`,
  };
}

/** One finding for each exception, approval or review that has not ended and clears nothing. */
export function findUnused(
  clearings: readonly Clearing[],
  found: readonly Finding[],
  inventory: Inventory,
  file: PolicyFile,
  now: Date,
): Finding[] {
  return clearings.map((clearing) => {
    const isLater = now.getTime() < clearing.starts;
    const words = isLater ? aboutLater(clearing, now) : aboutIdle(clearing, found, inventory);
    return findingOn(unusedException, clearing, file, { severity: 'low', ...words });
  });
}
