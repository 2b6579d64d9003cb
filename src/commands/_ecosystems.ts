import { KNOWN_ECOSYSTEMS } from '../database/places.ts';
import { AuditError } from '../errors.ts';
import { didYouMean } from '../gate/did-you-mean.ts';

/** OSV's spelling of an ecosystem whose advisories can be kept, whatever its case. Throws `AuditError` for any other. */
export function ecosystemNamed(word: string): string {
  const known = KNOWN_ECOSYSTEMS.find((name) => name.toLowerCase() === word.toLowerCase());
  if (known !== undefined) return known;
  const meant = didYouMean(word, KNOWN_ECOSYSTEMS);
  throw new AuditError(
    'usage',
    `there is no ecosystem \`${word}\`${meant === null ? '' : `: did you mean ${meant}?`}`,
    {
      hint: `One of ${KNOWN_ECOSYSTEMS.join(', ')}.`,
    },
  );
}
