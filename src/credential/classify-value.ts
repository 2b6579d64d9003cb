import { createHmac } from 'node:crypto';
import type { Credential, CredentialState, CredentialWay } from '../model/credential.ts';
import type { Location } from '../model/location.ts';
import { REDACTED } from './_random.ts';
import { classifyPart, type Verdict } from './classify-part.ts';
import type { Part } from './holders/part.ts';
import { plainKind } from './kind.ts';
import { readName } from './name.ts';
import { partsOf, partsOfWords } from './parts.ts';
import { reveal, type Sealed } from './sealed.ts';
import { shownName } from './shown.ts';

/** Where a value stands and how it comes to its server. */
export interface Place {
  way: CredentialWay;
  location?: Location | null;
  /** Permission bits of the file. */
  mode?: number | null;
  /** The host that it is sent to, where the entry says so and nothing else does. */
  host?: string | null;
}

/** The machine's own, for fingerprints. */
export type FingerprintKey = string | Uint8Array;

const LONGEST_VALUE = 128 * 1024;

/**
 * The credential that a value is, or the worst of those in it; null where it opens nothing. The value is read here and
 * dropped: no part of it is in what comes back.
 */
export function classifyValue(
  name: string,
  value: Sealed | string,
  place: Place,
  key: FingerprintKey,
): Credential | null {
  return credentialsIn(name, value, place, key).sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

/** All credentials in a value: the password of a URL and its parameters, the headers in a text of JSON. */
export function credentialsIn(name: string, value: Sealed | string, place: Place, key: FingerprintKey): Credential[] {
  const text = typeof value === 'string' ? value : reveal(value);
  if (text.length > LONGEST_VALUE) return tooLong(name, place);
  return credentialsOf(partsOf(name, text), place, key);
}

/** All credentials in the arguments of a command line. */
export function credentialsInArguments(words: readonly string[], place: Place, key: FingerprintKey): Credential[] {
  const read = words.map((word) => (word.length > LONGEST_VALUE ? '' : word));
  return credentialsOf(partsOfWords(read), place, key);
}

/** What a person has to know of first. */
const ORDER: readonly CredentialState[] = ['literal', 'unknown', 'reference', 'placeholder', 'empty'];

function rank({ state, isPublic }: Credential): number {
  return isPublic ? ORDER.length : ORDER.indexOf(state);
}

function credentialsOf(parts: readonly Part[], place: Place, key: FingerprintKey): Credential[] {
  return parts.flatMap((part) => {
    const verdict = classifyPart(part);
    return verdict === null ? [] : [asCredential(verdict, place, key)];
  });
}

function asCredential(
  { kind, state, reference, secret, host, name }: Verdict,
  place: Place,
  key: FingerprintKey,
): Credential {
  const shownHost = host ?? kind.target.host ?? place.host ?? null;
  return {
    name: tells(name, secret) ? REDACTED : shownName(name),
    way: place.way,
    ...kind,
    target: {
      system: kind.target.system,
      host: shownHost !== null && tells(shownHost, secret?.toLowerCase() ?? null) ? null : shownHost,
    },
    state,
    reference,
    fingerprint: state === 'literal' && secret !== null ? fingerprintOf(secret, key) : null,
    location: place.location ?? null,
    mode: place.mode ?? null,
  };
}

function fingerprintOf(secret: string, key: FingerprintKey): string {
  return createHmac('sha256', key).update(secret, 'utf8').digest('hex').slice(0, 16);
}

/** True when a text would give a secret away; six characters are a word that names have too (`admin`). */
function tells(text: string, secret: string | null): boolean {
  return secret !== null && secret.length > 6 && text.includes(secret);
}

function tooLong(name: string, place: Place): Credential[] {
  const { says, provider } = readName(name);
  if (says === null) return [];
  const kind = plainKind(says.class, { provider: provider?.name ?? null, confidence: 'low' });
  const verdict = { kind, state: 'unknown', reference: null, secret: null, host: null, name } as const;
  return [asCredential(verdict, place, '')];
}
