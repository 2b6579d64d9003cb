import { KNOWN_ECOSYSTEMS } from '../database/places.ts';
import { AuditError } from '../errors.ts';
import { didYouMean } from '../gate/did-you-mean.ts';

const ONE_OF = `One of ${KNOWN_ECOSYSTEMS.join(', ')}.`;

/** OSV's spelling of an ecosystem whose advisories can be kept, whatever its case; null for any other. */
export function spelling(word: string): string | null {
  return KNOWN_ECOSYSTEMS.find((name) => name.toLowerCase() === word.toLowerCase()) ?? null;
}

/** OSV's spelling of an ecosystem whose advisories can be kept, whatever its case. Throws `AuditError` for any other. */
export function ecosystemNamed(word: string): string {
  const known = spelling(word);
  if (known !== null) return known;
  const meant = didYouMean(word, KNOWN_ECOSYSTEMS);
  throw new AuditError(
    'usage',
    `there is no ecosystem \`${word}\`${meant === null ? '' : `: did you mean ${meant}?`}`,
    { hint: ONE_OF },
  );
}

/** Those that `--ecosystem` names, each once, or null without the option. Throws `AuditError` for an unknown one, and when it names none. */
export function ecosystemsNamed(words: readonly string[] | undefined): string[] | null {
  if (words === undefined) return null;
  if (words.length === 0) throw new AuditError('usage', '--ecosystem names no ecosystem', { hint: ONE_OF });
  return [...new Set(words.map(ecosystemNamed))];
}
