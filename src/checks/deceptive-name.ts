import type { Finding } from '../model/finding.ts';
import type { Server } from '../model/server.ts';
import { makeFinding } from './_finding.ts';
import { mixedLetters, unseenCharacters } from './_unicode.ts';
import { listed, placesOf } from './_words.ts';
import type { Check } from './index.ts';

/** Names a person goes by when they trust a server: its own, and that of the package it starts. */
function namesOf(server: Server): Array<{ what: 'server' | 'package'; name: string }> {
  const { package: name } = server.launch;
  return [{ what: 'server', name: server.name }, ...(name === null ? [] : [{ what: 'package' as const, name }])];
}

function judgeName(server: Server, what: string, name: string): Finding[] {
  const unseen = unseenCharacters(name);
  const mixed = mixedLetters(name);
  if (unseen.length + mixed.length === 0) return [];
  const characters = listed([...unseen, ...mixed]);
  return [
    makeFinding(deceptiveName, server, {
      subject: `${what} ${name}`,
      severity: 'high',
      confidence: unseen.length > 0 ? 'high' : 'medium',
      title: `The ${what} name \`${name}\` does not read as it is written: it holds ${characters}`,
      evidence: [
        ...(unseen.length > 0 ? [`Invisible or reordering: ${listed(unseen, 20)}.`] : []),
        ...(mixed.length > 0 ? [`Letters of another script in a word of ASCII letters: ${listed(mixed, 20)}.`] : []),
      ],
      fix:
        what === 'server'
          ? `In ${placesOf(server)} look at what the entry starts, then retype its name without ${characters}.`
          : `In ${placesOf(server)} disable the server until you know which package it starts, then retype the package name without ${characters}.`,
    }),
  ];
}

export const deceptiveName: Check = {
  id: 'deceptive-name',
  kind: 'deceptive-name',
  item: 'critical-findings-handled',
  title: 'Deceptive name',
  why: 'The name holds characters that are not seen, that reorder what is seen, or that look like others. People and models then take it for a server that it is not.',
  remediation: 'Find out what the entry starts, and retype the name.',
  references: ['https://www.unicode.org/reports/tr39/'],
  run: (inventory) =>
    inventory.servers.flatMap((server) => namesOf(server).flatMap(({ what, name }) => judgeName(server, what, name))),
};
