import type { Answer } from '../../model/credential.ts';
import { providerNamed } from '../providers.ts';
import { endsWithCrc32 } from './_checksum.ts';
import type { Format } from './index.ts';

const UNSAID = 'what it may do was set where it was made, and it does not say';
const MADE_TO_BE_SEEN = 'it is made to be seen';

const LIVES: ReadonlyArray<readonly [flag: string, answer: Answer]> = [
  ['long', 'yes'],
  ['short', 'no'],
];

/**
 * What a provider gives out, one a line: class | public beginning | pattern of the rest | flags | scope. The pattern is a
 * few classes of characters after each other, each bounded, so that it is linear. The scope is `yes`, `no` or `unknown`, a
 * comma and what says so; `unknown` where nothing stands. Flags:
 * `long` works for more than a month unless somebody ends it, `short` does not; `admin` administers its system; `public`
 * is no secret; `crc32` ends with a checksum; `named` has a shape that is not its own, and counts where the name says the
 * provider; `shared` has a beginning that others use too.
 */
export function issuedBy(provider: string, doc: string | null, table: string): Format[] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', prefix = '', body = '', flags = '', scope = ''] = line
        .split(/\s+\|(?=\s|$)/)
        .map((cell) => cell.trim());
      const flag = new Set(flags.split(' '));
      const [, scoped = 'unknown', reason] = /^(yes|no|unknown), (.+)$/.exec(scope) ?? [];
      return {
        class: id,
        provider,
        host: providerNamed(provider)?.host ?? null,
        prefix,
        pattern: new RegExp(`^${prefix.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?:${body})$`),
        check: flag.has('crc32') ? endsWithCrc32 : null,
        isByName: flag.has('named'),
        isShared: flag.has('named') || flag.has('shared'),
        isPublic: flag.has('public'),
        scoped: flag.has('public') ? 'yes' : (scoped as Answer),
        scopeReason: reason ?? (flag.has('public') ? MADE_TO_BE_SEEN : UNSAID),
        longLived: LIVES.find(([name]) => flag.has(name))?.[1] ?? 'unknown',
        administers: flag.has('admin') ? 'yes' : flag.has('public') ? 'no' : 'unknown',
        doc,
      };
    });
}
