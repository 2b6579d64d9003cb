import type { CredentialState, SecretReference } from '../model/credential.ts';
import { SCHEME } from './_url.ts';
import { formOf } from './forms/index.ts';
import type { Part } from './holders/part.ts';
import { plainKind, type Kind } from './kind.ts';
import { looks, looksLikePath } from './looks.ts';
import { namesSecretFile, readName, type NameReading, type NameSays } from './name.ts';
import { isPlaceholder } from './placeholder.ts';
import { embeddedReference, referenceIn } from './reference.ts';
import { shownName } from './shown.ts';

/** What one text is. */
export interface Verdict {
  kind: Kind;
  state: CredentialState;
  reference: SecretReference | null;
  /** For the fingerprint of a literal; null for all else. It never leaves this room. */
  secret: string | null;
  host: string | null;
  name: string;
}

const NOTHING: NameReading = { says: null, provider: null };

/** What a text is that holds nothing further: by its form, else by its name. Null where it opens nothing. */
export function classifyPart(part: Part): Verdict | null {
  const read = part.says === null ? NOTHING : readName(part.name);
  const says = part.says === undefined ? read.says : part.says;
  const verdict = (state: CredentialState, more: Partial<Verdict> = {}): Verdict => ({
    kind: kindOfName(says, read, part),
    state,
    reference: null,
    secret: null,
    host: part.host ?? null,
    name: part.name,
    ...more,
  });
  const found = referenceIn(part.text, part.name) ?? (says === null ? null : embeddedReference(part.text));
  if (found !== null) {
    const fallback = found.fallback === null ? null : classifyPart({ ...part, text: found.fallback });
    if (fallback?.state === 'literal') return { ...fallback, reference: found.reference };
    const reference = part.isPassedOn ? { ...found.reference, form: null } : found.reference;
    return says === null ? null : verdict('reference', { reference });
  }
  const form = formOf(part.text, read.provider?.name ?? null);
  if (form !== null) {
    const state = form.secret === null ? 'placeholder' : 'literal';
    return verdict(state, { kind: form.kind, secret: form.secret });
  }
  if (looksLikePath(part.text) && (namesSecretFile(part.name) || says?.strength === 'hint'))
    return verdict('reference', { reference: { kind: 'file', form: null, name: shownName(part.text) } });
  if (says === null || (says.strength === 'hint' && /^\d{0,12}$/.test(part.text))) return null;
  if (part.text === '') return verdict('empty');
  // Machines make no `secret123`; people do, for a password.
  const bare = says.strength === 'password' ? part.text : part.text.replace(/(?<=[A-Za-z])\d{1,4}$/, '');
  if (isPlaceholder(part.text) || isPlaceholder(bare)) return verdict('placeholder');
  return byName(says, part.text, verdict);
}

const SWITCH = /^(?:true|false|yes|no|on|off|enabled|disabled|0|1)$/i;
const EMAIL = /^[^\s@:/]{1,64}@[\w.-]{1,200}\.[a-z]{2,20}$/i;
/** `user:password`, of which `AUTH` is a name too. */
const PAIR = /^[^\s:/]{1,100}:[^\s:/]{4,200}$/;

type Judge = (state: CredentialState, more?: Partial<Verdict>) => Verdict;

/** What a text without a form of its own is, under a name that means a secret. */
function byName(says: NameSays, text: string, verdict: Judge): Verdict | null {
  if (SWITCH.test(text)) return null;
  if (looksLikePath(text))
    return verdict('reference', { reference: { kind: 'file', form: null, name: shownName(text) } });
  const look = looks(text);
  const literal = (confidence: Kind['confidence']): Verdict =>
    verdict('literal', { secret: text, kind: { ...verdict('literal').kind, confidence } });
  // A reference among other text: what comes of both is not known here.
  if (/\$\{[A-Za-z_][\w.:-]{0,100}\}/.test(text)) return verdict('unknown');
  if (says.strength === 'password') return literal(text.length < 6 ? 'low' : 'medium');
  if (SCHEME.test(text) || EMAIL.test(text)) return null;
  if (says.strength === 'hint')
    return look === 'random' || (says.class === 'authorization' && PAIR.test(text)) ? literal('low') : null;
  if (says.strength === 'address') return null;
  if (look === 'random') return literal('medium');
  return look === 'mixed'
    ? literal('low')
    : verdict('unknown', { kind: { ...verdict('unknown').kind, confidence: 'low' } });
}

function kindOfName(says: NameSays | null, { provider }: NameReading, { kind }: Part): Kind {
  return plainKind(says?.class ?? 'unknown', {
    provider: provider?.name ?? null,
    target: { system: provider?.name ?? null, host: provider?.host ?? null },
    isPublic: says?.isPublic ?? false,
    ...(says?.isPublic === true ? { scoped: 'yes', scopeReason: 'it is made to be seen' } : {}),
    administers: says?.administers ?? 'unknown',
    longLived: says?.longLived ?? 'unknown',
    ...(typeof kind?.provider === 'string' ? { target: { system: kind.provider, host: null } } : {}),
    ...kind,
  });
}
