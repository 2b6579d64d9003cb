import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import {
  realAccepts,
  realExchange,
  realFiles,
  realListeners,
  realOwnAddresses,
  realProcesses,
  realRun,
  realScratch,
  realStart,
  thisMachine,
} from '../io/index.ts';
import { version } from '../package.ts';
import type { ScanOptions } from '../scan/index.ts';
import type { Enumeration, OfferingOptions } from '../scan/offerings.ts';
import type { StartFacts } from '../scan/start-line.ts';
import type { Probing } from '../scan/transports.ts';
import { chooseContainment } from '../sandbox/index.ts';
import { answersOf, type Answers } from './_ask.ts';
import { consentText, sessionText } from './_consent.ts';
import type { EnumerateOptions, LiveOptions } from './_live-options.ts';
import { readSavedTools } from './_saved-tools.ts';
import { textWidth, type Terminal } from './terminal.ts';

/** `ask` where a person can answer. */
function whichOf({ enumerate }: EnumerateOptions, terminal: Terminal): 'ask' | 'all' | 'none' {
  const canAsk = terminal.isInteractive && terminal.hasKeyboard === true;
  if (enumerate === 'ask' && !canAsk) {
    throw new AuditError('usage', '--enumerate=ask: there is nobody to ask', {
      hint: 'Give --enumerate=all to start every server, or --enumerate=none; at a terminal you are asked.',
    });
  }
  return enumerate ?? (canAsk ? 'ask' : 'none');
}

/** Where a person is asked. */
interface Hearing {
  /** Takes the progress off the terminal. */
  clear(): void;
  /** Null where nobody listens yet. */
  answers: Answers | null;
}

/** Asks about each server. No answer is a no; `a` says yes to all that are left, `q` no to all. */
function consentOf(
  which: 'ask' | 'all',
  terminal: Terminal,
  { clear, answers: heard }: Hearing,
): { consents: Enumeration['consents']; close(): void } {
  if (which === 'all') return { consents: async () => true, close() {} };
  const answers = heard ?? answersOf(terminal);
  let settled: boolean | null = null;
  return {
    // Who opened the keyboard closes it.
    close: heard === null ? answers.close : () => {},
    async consents(facts: StartFacts, isStarted: boolean) {
      if (settled !== null) return settled;
      clear();
      const text = isStarted ? consentText(facts, textWidth(terminal)) : sessionText(facts);
      terminal.stderr(`\n${text}\n`);
      for (;;) {
        terminal.stderr('  [y]es  [n]o  [a]ll that are left  [q] none of them: ');
        const answer = (await answers.next())?.trim().toLowerCase() ?? null;
        // Who ends the input has ended no line.
        if (answer === null) terminal.stderr('\n');
        if (answer === null || /^(?:q|quit)$/.test(answer)) return (settled = false);
        if (/^a(?:ll)?$/.test(answer)) return (settled = true);
        if (/^y(?:es)?$/.test(answer)) return true;
        if (/^no?$/.test(answer)) return false;
      }
    },
  };
}

export interface Live extends Pick<ScanOptions, 'enumeration' | 'probing' | 'savedTools'> {
  /** Lets go of the keyboard. */
  close(): void;
}

async function enumerationOf(
  options: EnumerateOptions & Pick<LiveOptions, 'only' | 'probe'>,
  terminal: Terminal,
  { isThorough, ...hearing }: Hearing & { isThorough: boolean },
): Promise<{ enumeration?: Enumeration; close(): void }> {
  const which = whichOf(options, terminal);
  if (which === 'none') return { close() {} };
  const machine = thisMachine(terminal.env);
  const { sandbox, sandboxImage: image, allowNetwork: network = false, realHome = false, only = [], probe } = options;
  const containment = await chooseContainment(
    { sandbox, image: image ?? null, network, realHome },
    { machine, files: realFiles, run: realRun },
  );
  const io = {
    files: realFiles,
    machine,
    start: realStart,
    run: realRun,
    processes: realProcesses(),
    makeScratch: realScratch,
    exchange: realExchange,
  };
  const { consents, close } = consentOf(which, terminal, hearing);
  return {
    enumeration: {
      io,
      containment,
      consents,
      isThorough,
      startsOpen: which === 'ask' || sandbox === 'none',
      asksProjects: which === 'ask' || only.length > 0 || (probe !== undefined && probe !== 'none'),
      only,
      version: version(),
    },
    close,
  };
}

/** What a probe of this machine may touch. */
export const probeIo = (): Probing['io'] => ({
  exchange: realExchange,
  accepts: realAccepts,
  listeners: realListeners(),
  ownAddresses: realOwnAddresses,
  now: () => new Date(),
  random: Math.random,
});

/** `SERVER=FILE`. */
function savedIn(words: readonly string[], cwd: string): OfferingOptions['saved'] {
  return new Map(
    words.map((word) => {
      const [, server, file] = /^(.+?)=(.+)$/s.exec(word) ?? [];
      if (server === undefined || file === undefined) {
        throw new AuditError('usage', `--tools ${word}: wanted SERVER=FILE`, {
          hint: 'For example --tools github=tools.json',
        });
      }
      const path = resolve(cwd, file);
      return [server, { file: path, list: readSavedTools(path) }];
    }),
  );
}

/**
 * What a scan may ask of servers, by the options. Another home's servers are neither started nor probed: what they are is on this
 * machine, and what runs here is not theirs.
 */
export async function liveOf(
  options: LiveOptions,
  isThisMachine: boolean,
  terminal: Terminal,
  hearing: Hearing,
): Promise<Live> {
  const savedTools = savedIn(options.tools ?? [], terminal.cwd);
  const isThorough = options.probe === 'active';
  if (!isThisMachine) {
    if (options.enumerate !== undefined && options.enumerate !== 'none') {
      throw new AuditError('usage', '--home is another home: its servers are not started', {
        hint: 'Leave --enumerate out, or give --config with one of its files to have those started here.',
      });
    }
    return { savedTools, close() {} };
  }
  const { enumeration, close } = await enumerationOf(options, terminal, { ...hearing, isThorough });
  return {
    savedTools,
    ...(enumeration === undefined ? {} : { enumeration }),
    ...(options.probe === 'none'
      ? {}
      : { probing: { io: probeIo(), isActive: isThorough, asksProjects: options.probe !== undefined } }),
    close,
  };
}
