import type { Finding } from '../model/finding.ts';
import type { Isolation, Opening, OpeningKind } from '../model/isolation.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { brief, executes } from './_isolation.ts';
import { named } from './_tools.ts';
import { listed, placesOf } from './_words.ts';
import type { Check } from './index.ts';

interface Meaning {
  /** Whether it undoes the sandbox as a whole. */
  isWhole?: true;
  /** What that does, going on from "which". */
  does: string;
  /** The edit that closes it, going on from "In FILE:LINE"; `…` stands for what opens it. */
  edit: string;
}

const MOUNT = 'mount the one folder that it works on, read-only where that will do, in the place of …';

const MEANINGS: Record<OpeningKind, Meaning> = {
  privileged: {
    isWhole: true,
    does: 'gives it every right over the machine’s kernel and devices',
    edit: 'remove `--privileged`; add the one capability or device that it needs, if any',
  },
  'docker-socket': {
    isWhole: true,
    does: 'lets it start containers as root, with any folder of the machine',
    edit: 'take the engine’s socket (…) away from it',
  },
  'host-root-mount': { isWhole: true, does: 'shows it the whole disk of the machine', edit: MOUNT },
  'host-network': {
    does: 'puts it into the machine’s own network, next to what listens on loopback',
    edit: 'remove `--network host`; publish the one port that it needs on 127.0.0.1, if any',
  },
  'host-pid': {
    does: 'lets it see the machine’s processes, and what they are started with',
    edit: 'remove `--pid host`',
  },
  'host-ipc': { does: 'lets it share memory with programs of the machine', edit: 'remove `--ipc host`' },
  'host-uts': { does: 'lets it share the machine’s name', edit: 'remove `--uts host`' },
  'host-user-namespace': { does: 'makes its root the machine’s root', edit: 'remove `--userns host`' },
  'host-cgroup': { does: 'shows it the machine’s control groups', edit: 'remove `--cgroupns host`' },
  'sensitive-mount': { does: 'shows it files in which secrets and settings are kept', edit: MOUNT },
  device: { does: 'lets it use a device of the machine', edit: 'take the device (…) away from it' },
  'admin-capability': { does: 'gives it a right of an administrator', edit: 'take the capability (…) away from it' },
  'seccomp-unconfined': { does: 'lifts the filter on system calls', edit: 'remove `seccomp=unconfined`' },
  'confinement-off': {
    does: 'switches off what AppArmor or SELinux forbid it',
    edit: 'remove the security option (…)',
  },
  'other-container': {
    does: 'lets it share files or namespaces with another container',
    edit: 'take away what it shares with another container (…)',
  },
};

const TOLD = 5;

function judge(server: Server, { basis }: Isolation['openings'], kind: OpeningKind, all: readonly Opening[]): Finding {
  const { isWhole, does, edit } = MEANINGS[kind];
  const what = listed([...new Set(all.map((one) => brief(one.what)))], TOLD);
  const severity = isWhole === undefined ? 'medium' : executes(server) ? 'critical' : 'high';
  const isSeen = basis === 'observed';
  return makeFinding(openSandbox, server, {
    // An exception is for this folder or device, and not for the next one.
    subject: JSON.stringify([kind, ...new Set(all.map((one) => one.what).sort())]),
    severity,
    confidence: 'high',
    title: `The sandbox of ${named(server.name)} is open (${what === kind ? kind : `${kind}: ${what}`}), which ${does}`,
    evidence: [
      isSeen ? 'It was seen on what runs.' : 'It stands in the launch line, or in a file that this names.',
      ...(severity === 'critical' ? ['A tool of the server runs what it is given.'] : []),
    ],
    fix: `In ${placesOf(server)} ${edit.replace('…', () => what)}.`,
  });
}

export const openSandbox: Check = {
  id: 'open-sandbox',
  kind: 'open-sandbox',
  item: 'critical-findings-handled',
  title: 'Open sandbox',
  why: 'The server runs in a sandbox that is told to let it out, or to let in what should stay out. It reads as isolated and is not.',
  remediation: 'Take the opening away, and give the server the one folder, device or host that it works on.',
  references: [
    'https://docs.docker.com/engine/security/',
    'https://cheatsheetseries.owasp.org/cheatsheets/Docker_Security_Cheat_Sheet.html',
  ],
  run: ({ servers }) =>
    servers.flatMap((server) => {
      const openings = server.isolation?.openings;
      const found = openings?.value?.found ?? [];
      if (openings === undefined) return [];
      return [...new Set(found.map(({ kind }) => kind))].map((kind) =>
        judge(
          server,
          openings,
          kind,
          found.filter((one) => one.kind === kind),
        ),
      );
    }),
};
