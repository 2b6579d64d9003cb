import { lastValue, readOptions } from '../../syntax/options.ts';
import { SANDBOX_EXEC_OPTIONS } from '../../syntax/sandbox-options.ts';
import { said } from '../fact.ts';
import { readSeatbelt } from '../seatbelt-profile.ts';
import { unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Tool } from './index.ts';

/** `sandbox-exec`: a profile in its line, in a file, or of the system's. Source: sandbox-exec(1). */
export const sandboxExec: Tool = {
  id: 'sandbox-exec',
  programs: ['sandbox-exec'],
  read({ args }, _outer, around) {
    const read = readOptions(args, SANDBOX_EXEC_OPTIONS);
    if (read === null) return unclear('seatbelt', UNCLEAR_OPTION);
    const profile = lastValue(read.options, 'p') ?? (read.options.has('f') ? around.documents?.seatbelt : undefined);
    // Parameters are put into a profile; of several profiles the last one counts.
    const isOne = ['p', 'f', 'n'].reduce((count, name) => count + (read.options.get(name)?.length ?? 0), 0) === 1;
    const result = profile === undefined || !isOne ? null : readSeatbelt(profile, around);
    const evidence =
      result === null ? 'its profile is in a file or of the system, which is not read' : 'the rules of its profile';
    return {
      facts: {
        sandbox: said(['seatbelt'], 'sandbox-exec starts it'),
        filesystem: said(result?.files ?? null, evidence),
        network: said(result?.network ?? null, evidence),
        openings: said(result === null ? null : { found: [], isComplete: false }, evidence),
      },
    };
  },
};
