import { packageAsWritten } from '../../model/launch.ts';
import type { Server } from '../../model/server.ts';
import type { ServerMatch } from '../../model/server-policy.ts';
import { parseImageReference } from '../../syntax/image-reference.ts';
import { policyIdentity } from '../policy-checks.ts';
import { divertingOf } from '../same-artifact.ts';
import { saying, type Settled } from '../server-entries.ts';
import { actionOnUnknown, demandOn, listed, named, type Asking, type Demand } from './demand.ts';

const wantedBy = ({ package: name, image, url, command }: ServerMatch): string =>
  name ?? image ?? url ?? (command ?? []).join(' ');

function startedBy({ launch }: Server): string {
  const extra = launch.extraPackages.map(({ name }) => name);
  const packages = [packageAsWritten(launch), ...extra].filter((one) => one !== '').join(' + ');
  return launch.remoteUrl ?? (packages || launch.commandLine.join(' ') || 'something that is not known');
}

/** Why a line that looks like the artifact need not start it. */
function divertedBy(server: Server): string[] {
  const names = divertingOf(server);
  if (names.length === 0) return [];
  return [
    `${names.length === 1 ? 'The variable' : 'The variables'} ${listed(names)} can put something else in its place.`,
  ];
}

function demandMatch({ server, foreign }: Settled, asking: Asking): Demand[] {
  return foreign.map(({ key, settled: { match } }) =>
    demandOn(
      policyIdentity,
      server,
      {
        // An exception is for what it starts now.
        subject: JSON.stringify(['match', key, startedBy(server), server.launch.registry, ...divertingOf(server)]),
        action: 'block',
        by: ['servers', key, 'match'],
        isCertain: true,
        severity: 'high',
        title: `${named(server.id)} has the name of a server that the policy knows, and is another one`,
        evidence: [
          `It starts ${named(startedBy(server))}; the policy means ${named(match === undefined ? '' : wantedBy(match))}.`,
          ...divertedBy(server),
          'A name proves nothing: nothing that the policy allows the server of this name holds for it.',
        ],
        fix:
          divertingOf(server).length === 0
            ? `Correct the entry of ${named(server.id)}, give it another name, or change the entry of the policy.`
            : `Take ${listed(divertingOf(server).map(named))} out of the entry of ${named(server.id)}; another registry is named in its line, and in the policy as \`match.registry\`.`,
      },
      asking,
    ),
  );
}

type Result = { is: 'met' } | { is: 'unmet' | 'unknown'; why: string };

/** What runs and what the line asks for both have to be the version. */
function versionResult({ installation, launch }: Server, wanted: string): Result {
  const installed = installation?.version ?? null;
  const asked = launch.pinned === true ? launch.version?.replace(/^={2,3}/, '') : null;
  if (installed !== null && installed !== wanted) return { is: 'unmet', why: `${installed} is installed` };
  if (asked !== null && asked !== undefined && asked !== wanted)
    return { is: 'unmet', why: `its line asks for ${asked}` };
  if (launch.pinned === false) return { is: 'unmet', why: 'its line lets other versions in' };
  return installed === wanted || asked === wanted ? { is: 'met' } : { is: 'unknown', why: 'no version of it is known' };
}

/** An image is what its line says by digest; without one, what an engine has may change with the tag. */
function digestResult({ installation, launch }: Server, wanted: string): Result {
  const asked = launch.image === null ? null : (parseImageReference(launch.image)?.digest ?? null);
  if (asked !== null) return asked === wanted ? { is: 'met' } : { is: 'unmet', why: `its line asks for ${asked}` };
  if (launch.image !== null)
    return { is: 'unmet', why: 'its line names no digest, so that its tag may bring another image' };
  const installed = installation?.digest ?? null;
  if (installed === null) return { is: 'unknown', why: 'no digest of it is known' };
  return installed === wanted ? { is: 'met' } : { is: 'unmet', why: `${installed} is installed` };
}

function demandPin(settled: Settled, asking: Asking): Demand[] {
  const { server, risk } = settled;
  return saying(settled, asking.policy, 'pin').flatMap(({ entry, value: { version, digest } }) => {
    const results = [
      ...(version === undefined ? [] : [{ key: 'version', wanted: version, result: versionResult(server, version) }]),
      ...(digest === undefined ? [] : [{ key: 'digest', wanted: digest, result: digestResult(server, digest) }]),
    ];
    return results.flatMap(({ key, wanted, result }) => {
      if (result.is === 'met') return [];
      const isCertain = result.is === 'unmet';
      return [
        demandOn(
          policyIdentity,
          server,
          {
            subject: JSON.stringify(['pin', key, entry.key, wanted, result.why]),
            action: isCertain ? 'block' : actionOnUnknown(risk?.name ?? 'high'),
            by: ['servers', entry.key, 'pin', key],
            isCertain,
            severity: isCertain ? 'high' : 'medium',
            title: isCertain
              ? `${named(server.id)} is not the ${key} that the policy pins (${wanted})`
              : `Whether ${named(server.id)} is the ${key} that the policy pins (${wanted}) is not known`,
            evidence: [`${result.why.charAt(0).toUpperCase()}${result.why.slice(1)}.`],
            fix: `Pin ${named(wanted)} in the launch line of ${named(server.id)} and install it; or look at the new one and change the policy.`,
          },
          asking,
        ),
      ];
    });
  });
}

/** Whether a server is the artifact that the policy means by its name, at the version that it pins. */
export function demandIdentity(settled: Settled, asking: Asking): Demand[] {
  return [...demandMatch(settled, asking), ...demandPin(settled, asking)];
}
