import type { Answer, Credential } from '../model/credential.ts';
import type { Server } from '../model/server.ts';
import { code, html, type Content, type Markup } from './_html-markup.ts';
import { part, quiet, table, tinted, toned, unknown } from './_html-parts.ts';
import type { View } from './_html-view.ts';
import { placeOf } from './_place.ts';
import { describeCredentials, kindInWords, STATE_TONES } from './_text-credentials.ts';

const HEADS = ['Name', 'State', 'Class', 'Provider', 'Opens', 'Limited', 'Ends', 'By', 'Place'];

/** Yes or no, as far as it is proved. */
export const answer = (given: Answer): Content => (given === 'unknown' ? unknown : given);

function endOf({ expires, longLived }: Credential): Content {
  if (expires !== null) return expires.slice(0, 10);
  return longLived === 'unknown' ? unknown : longLived === 'yes' ? 'long-lived' : 'within a month';
}

function opens({ target, administers }: Credential): Content {
  const system = target.host ?? target.system;
  return [system ?? unknown, administers === 'yes' ? tinted('caution', ' as its administrator') : ''];
}

function cellsOf(one: Credential, { target }: View): Content[] {
  const { name, state, reference, isPublic, scoped, scopeReason, location } = one;
  return [
    name === '' ? quiet('(no name)') : code(name),
    [
      tinted(isPublic ? 'quiet' : STATE_TONES[state], state),
      reference === null || reference.name === name ? '' : html` to ${code(reference.name)} (${reference.kind})`,
      isPublic ? quiet(' (made to be seen)') : '',
    ],
    kindInWords({ ...one, provider: null }),
    one.provider ?? unknown,
    opens(one),
    [answer(scoped), scopeReason === '' ? '' : quiet(`: ${scopeReason}`)],
    endOf(one),
    one.way,
    location === null ? quiet('none') : code(placeOf(location, target)),
  ];
}

/** What a server is given, never with a value: the counts in a line, a row for each behind it. */
export function credentialsPart(server: Server, view: View): Markup {
  const { credentials } = server;
  if (credentials === null) return part('Credentials', unknown);
  const rows = credentials.map((one) => cellsOf(one, view));
  return part(
    'Credentials',
    toned(describeCredentials(server)),
    rows.length === 0 ? null : table(`Credentials of ${server.id}`, HEADS, rows),
  );
}
