import { purlOf } from '../model/purl.ts';

/** Insertions, deletions and replacements that turn one short text into another (Levenshtein). */
function distance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [index, character] of [...one].entries()) {
    const next = [index + 1];
    for (let column = 1; column < row.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (other[column - 1] === character ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

/** The allowed word that a person most likely meant, or null when none is near. */
export function didYouMean(written: string, allowed: readonly string[]): string | null {
  if (written.length > 64) return null;
  const word = written.toLowerCase();
  const near = allowed
    .map((candidate) => ({ candidate, away: distance(word, candidate.toLowerCase()) }))
    .filter(({ candidate, away }) => away <= Math.max(1, Math.floor(candidate.length / 3)))
    .sort((a, b) => a.away - b.away);
  return near[0]?.candidate ?? null;
}

const NPM_LABEL = /^(?:pkg:npm\/)?((?:@[\w~][\w.~-]*\/)?[\w~][\w.~-]*)@(\d+\.\d+\.\d+[\w.+-]*)$/;

/** The package URL of what is written as npm writes it, such as `@scope/name@1.2.3`, or null when it is not. */
export function meantPurl(written: string): string | null {
  if (written.length > 250) return null;
  const [, name, version] = NPM_LABEL.exec(written) ?? [];
  return name === undefined || version === undefined ? null : purlOf({ ecosystem: 'npm', name, version });
}
