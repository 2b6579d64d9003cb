import type { Containment } from './containment.ts';

const size = (bytes: number): string => `${Math.round(bytes / (1024 * 1024))} MB`;

/** What a sandbox of ours shows and hides. */
function describeSandbox({ sandbox, network, realHome }: Containment): string[] {
  if (sandbox === null) {
    return [
      'It runs outside of any sandbox, as you: it can read and write what you can.',
      network
        ? 'It can use the network.'
        : 'It can use the network all the same: without a sandbox that cannot be kept from it.',
      realHome ? 'It sees your own home.' : 'It is told of an empty home, and can look at your own if it tries.',
    ];
  }
  if (sandbox.kind === 'own-container') {
    return [
      'It runs in the container that its own line makes, by your container engine.',
      network || sandbox.ownNetwork ? 'It can use the network.' : 'It has no network, and no image is fetched.',
      sandbox.opens.length === 0
        ? 'Its line shares nothing of this machine with it.'
        : `Its line opens the container to this machine: ${sandbox.opens.join(', ')}.`,
    ];
  }
  return [
    `It runs in a sandbox (${sandbox.kind}${sandbox.kind === 'docker' ? `, image ${sandbox.image}` : ''}).`,
    network ? 'It can use the network.' : 'It has no network.',
    realHome ? 'It sees your own home, and cannot write there.' : 'It sees an empty home.',
    'It can read the programs of this machine, its own code and the paths that its line names, and write nothing that stays.',
  ];
}

/** What a containment keeps from a server and what it lets through, one sentence each: the same words before a start and after it. */
export function describeContainment(containment: Containment): string[] {
  const { prlimit, bounds } = containment;
  const limits = [
    `${size(bounds.memoryBytes)} of memory`,
    `${bounds.processes} processes`,
    `${size(bounds.scratchBytes)} of files`,
    `${bounds.lifetimeMs / 1000} s`,
  ].join(', ');
  return [
    ...describeSandbox(containment),
    `It is ended with all that it started, at the latest after it used more than: ${limits}.`,
    prlimit !== null
      ? `The system holds each of its processes to files of ${size(bounds.fileBytes)} and ${size(2 * bounds.memoryBytes)} of data.`
      : 'The system itself holds it to nothing (prlimit is not there): its use is looked at five times a second.',
  ];
}
