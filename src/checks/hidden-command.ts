import type { Finding } from '../model/finding.ts';
import type { Server } from '../model/server.ts';
import { givenTo, locationsOfGiven, nameOf, placesOfGiven, subjectOf } from './_credentials.ts';
import { makeFinding } from './_finding.ts';
import { hiddenIn } from './_hidden-command.ts';
import { named } from './_tools.ts';
import { placesOf, shorten } from './_words.ts';
import type { Check } from './index.ts';

/** Longest piece of a line that is shown. */
const SHOWN = 300;

/** A backtick would end what stands between two. */
const shown = (words: string): string => shorten(words.replaceAll('`', "'"), SHOWN);

function inLine(server: Server): Finding[] {
  return hiddenIn(server.launch).map(({ id, severity, confidence, what, words }) =>
    makeFinding(hiddenCommand, server, {
      // An exception is for these words, and not for the next ones.
      subject: JSON.stringify([id, words]),
      severity,
      confidence,
      title: `The line of ${named(server.name)} holds ${what}`,
      evidence: [`It reads: ${shown(words)}`],
      fix: `In ${placesOf(server)} start ${named(server.name)} by one command; put the rest into a script that somebody has read.`,
    }),
  );
}

/** Programs that a client runs beside the server: for its headers, or for the value of a secret. */
function besideIt(server: Server): Finding[] {
  const helped = server.declarations.filter(({ settings }) => settings.headersHelper !== null);
  const [worst] = helped.toSorted((a, b) => Number(b.scope === 'project') - Number(a.scope === 'project'));
  const helper =
    worst === undefined
      ? []
      : [
          makeFinding(hiddenCommand, server, {
            subject: JSON.stringify(['headersHelper', ...helped.map(({ settings }) => settings.headersHelper).sort()]),
            severity: worst.scope === 'project' ? 'high' : 'medium',
            confidence: 'high',
            title: `The entry of ${named(server.name)} has a program of its own run for its headers`,
            evidence: [
              `It reads: ${shown(worst.settings.headersHelper ?? '')}`,
              ...(worst.scope === 'project'
                ? ['The entry comes with a project, and so does the choice of the program.']
                : []),
            ],
            fix: `In ${worst.file}:${worst.line} read what the program does, and replace it by a reference if a token is all that it gives.`,
          }),
        ];
  const outputs = givenTo(server, ({ reference }) => reference?.kind === 'command').map((given) =>
    makeFinding(hiddenCommand, server, {
      subject: JSON.stringify(['output', subjectOf(given)]),
      severity: 'medium',
      confidence: 'low',
      title: `The value of ${nameOf(given.first)} of ${named(server.name)} is written as a command`,
      evidence: ['Some clients run it when they read the config, others pass the text on.'],
      fix: `In ${placesOfGiven(given)} read the command, and replace it by a reference.`,
      locations: locationsOfGiven(given),
    }),
  );
  return [...helper, ...outputs];
}

export const hiddenCommand: Check = {
  id: 'hidden-command',
  kind: 'hidden-command',
  item: 'critical-findings-handled',
  title: 'Command hidden in a config',
  why: 'The config has more run than the server that it names: commands in a shell line, code in an argument, a program for a header. What is run so is in no package, and no advisory is about it.',
  remediation: 'Start a server by one command with plain arguments, and review what has to run besides.',
  references: [
    'https://modelcontextprotocol.io/specification/2025-11-25/basic/security_best_practices#local-mcp-server-compromise',
  ],
  run: ({ servers }) => servers.flatMap((server) => [...inLine(server), ...besideIt(server)]),
};
