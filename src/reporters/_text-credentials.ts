import type { Credential, CredentialState } from '../model/credential.ts';
import type { Server } from '../model/server.ts';
import { clip } from './_escape.ts';
import { placeOf } from './_place.ts';
import type { Page, Piece } from './_text-page.ts';
import type { Telling } from './_text-telling.ts';
import type { Tone } from './_words.ts';

const INDENT = 6;
const STATE_WIDTH = 13;
const WAY_WIDTH = 13;
/** Kinds of literals that are told in a line. */
const KINDS_SHOWN = 3;

export const STATE_TONES: Record<CredentialState, Tone> = {
  literal: 'caution',
  unknown: 'open',
  reference: 'quiet',
  placeholder: 'quiet',
  empty: 'quiet',
};

/** One and several, in the order in which they are told, behind the literals. */
const OTHERS: ReadonlyArray<readonly [CredentialState, one: string, many: string]> = [
  ['unknown', 'of a form that does not tell', 'of forms that do not tell'],
  ['reference', 'reference', 'references'],
  ['placeholder', 'placeholder', 'placeholders'],
  ['empty', 'empty', 'empty'],
];

const INHERITS: Record<NonNullable<Server['inherits']>, Piece> = {
  minimal: { text: 'inherits none', tone: 'quiet' },
  most: { text: 'inherits what does not look like a secret', tone: 'quiet' },
  all: { text: 'inherits all variables of its client', tone: 'caution' },
};

/** `GitHub classic pat`, `api key`: what it is in words, with who gives it out said once. */
export function kindInWords({ provider, class: id }: Credential): string {
  const words = id.replaceAll('-', ' ');
  if (provider === null) return words;
  const own = provider.toLowerCase().replace(/[^a-z0-9]+/g, ' ');
  return `${provider} ${words.startsWith(`${own} `) ? words.slice(own.length + 1) : words}`;
}

/** `1 literal GitHub classic pat, 2 references`; what is made to be seen comes last. */
function countGiven(credentials: readonly Credential[]): string[] {
  const secret = credentials.filter(({ isPublic }) => !isPublic);
  const literals = new Map<string, number>();
  for (const one of secret.filter(({ state }) => state === 'literal')) {
    const kind = clip(kindInWords(one), 60);
    literals.set(kind, (literals.get(kind) ?? 0) + 1);
  }
  const kinds = [...literals];
  const rest = kinds.slice(KINDS_SHOWN).reduce((sum, [, number]) => sum + number, 0);
  const others = OTHERS.flatMap(([state, one, many]) => {
    const number = secret.filter((credential) => credential.state === state).length;
    return number === 0 ? [] : [`${number} ${number === 1 ? one : many}`];
  });
  const open = credentials.length - secret.length;
  return [
    ...kinds.slice(0, KINDS_SHOWN).map(([kind, number]) => `${number} literal ${kind}`),
    ...(rest === 0 ? [] : [`${rest} other ${rest === 1 ? 'literal' : 'literals'}`]),
    ...others,
    ...(open === 0 ? [] : [`${open} public`]),
  ];
}

/** `3 given: 1 literal GitHub classic pat, 2 references; inherits none`; empty where nobody looked. */
export function describeCredentials({ credentials, inherits, transport }: Server): Piece[] {
  if (credentials === null) return [];
  const isLiteral = credentials.some(({ state, isPublic }) => state === 'literal' && !isPublic);
  const counted =
    credentials.length === 0 ? 'none given' : `${credentials.length} given: ${countGiven(credentials).join(', ')}`;
  const given = (end: string): Piece => ({ text: `${counted}${end}`, tone: isLiteral ? 'caution' : 'quiet' });
  // What is not started here inherits nothing.
  if (transport !== 'stdio') return [given('')];
  return [given(';'), inherits === null ? { text: 'what it inherits is not known', tone: 'open' } : INHERITS[inherits]];
}

/** What is known of it beside its name: `GitHub classic pat; administers GitHub; reaches all of its account`. */
function factsOf(one: Credential): string {
  const { target, scoped, administers, longLived, expires, isPublic, reference } = one;
  const system = target.host ?? target.system;
  return [
    kindInWords(one),
    ...(reference === null || reference.name === one.name ? [] : [`refers to ${reference.name} (${reference.kind})`]),
    ...(isPublic ? ['made to be seen'] : []),
    ...(administers === 'yes'
      ? [`administers ${system ?? 'what it opens'}`]
      : system === null
        ? []
        : [`opens ${system}`]),
    ...(scoped === 'no' ? ['not limited'] : scoped === 'yes' && !isPublic ? ['limited'] : []),
    ...(expires === null ? (longLived === 'yes' ? ['long-lived'] : []) : [`ends ${expires.slice(0, 10)}`]),
  ].join('; ');
}

/** One row for each: state, way, name, what it is, where it stands. Never a value. */
export function writeCredentials(page: Page, { credentials }: Server, { target }: Telling): void {
  for (const one of credentials ?? []) {
    const { state, way, name, location } = one;
    page.row({
      indent: INDENT,
      cells: [
        { text: state, width: STATE_WIDTH, tone: one.isPublic ? 'quiet' : STATE_TONES[state] },
        { text: way, width: WAY_WIDTH, tone: 'quiet' },
      ],
      body: [
        { text: name === '' ? '(no name)' : name },
        { text: `· ${factsOf(one)}`, tone: 'quiet' },
        ...(location === null ? [] : [{ text: placeOf(location, target), tone: 'quiet' as const, keep: true }]),
      ],
    });
  }
}
