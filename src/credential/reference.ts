import type { ReferenceForm, SecretReference } from '../model/credential.ts';
import { REDACTED } from './_random.ts';
import { shownName } from './shown.ts';
import { wordsOf } from './words.ts';

type Kind = SecretReference['kind'];

/** What stands before the colon of `${env:X}`, `{file:x}` and `input:x`. */
const PREFIXES: ReadonlyMap<string, Kind> = new Map([
  ['env', 'environment'],
  ['localenv', 'environment'],
  ['containerenv', 'environment'],
  ['environment', 'environment'],
  ['input', 'input'],
  ['prompt', 'input'],
  ['file', 'file'],
  ['cmd', 'command'],
  ['command', 'command'],
  ['shell', 'command'],
  ['secret', 'secret-store'],
  ['secrets', 'secret-store'],
  ['vault', 'secret-store'],
  ['keyring', 'secret-store'],
  ['keychain', 'secret-store'],
]);

/** Addresses in stores of secrets: 1Password, Docker's, Vault, the clouds', vals, Bitwarden, Keeper and others. */
const STORES =
  /^(?:op|se|vault|keyring|keychain|keeper|bw|bws|doppler|infisical|sops|hashivault|secret-service|credstore|aws-sm|awssm|aws-ssm|ssm|gcp-sm|gcpsm|sm|azkv|akv|ref\+[a-z0-9]{2,20}):(?:\/\/)?[\w./@:#?=&+ -]{1,300}$|^arn:aws[\w-]{0,12}:(?:secretsmanager|ssm|kms):[\w:/.@+=-]{1,300}$|^projects\/[\w-]{1,60}\/secrets\/[\w-]{1,255}(?:\/versions\/\w{1,20})?$|^@Microsoft\.KeyVault\([^()]{1,300}\)$|^https:\/\/[\w-]{1,60}\.vault\.azure\.net\/secrets\/[\w/-]{1,200}$/i;

export interface FoundReference {
  reference: SecretReference;
  /** What counts where the named thing is not there (`${X:-text}`); null without one. */
  fallback: string | null;
}

/** As variables are named. */
const VARIABLE = /^(?:[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*|[a-z]+(?:[A-Z][a-z0-9]+)+)$/;

/** In small letters `${userHome}` and its like are a client's own words. */
const FORMS: ReadonlyArray<readonly [ReferenceForm, RegExp]> = [
  ['${{ secrets.NAME }}', /^\$\{\{\s{0,3}secrets\./i],
  ['${input:NAME}', /^\$\{input:/],
  ['${env:NAME}', /^\$\{env:/],
  ['${NAME}', /^\$\{[A-Z_][A-Z0-9_]*(?::?[-=?+][^]*)?\}$/],
  ['{env:NAME}', /^\{env:/],
  ['%NAME%', /^%[A-Z_][A-Z0-9_]*%$/],
  ['$NAME', /^\$[A-Z_][A-Z0-9_]*$/],
];

function formOfReference(text: string): ReferenceForm | null {
  return FORMS.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

function found(kind: Kind, name: string, fallback: string | null = null): FoundReference {
  const isOdd = kind === 'environment' && !VARIABLE.test(name.trim());
  return { reference: { kind, form: null, name: isOdd ? REDACTED : shownName(name) }, fallback };
}

/** The inside of braces: `X`, `env:X`, `X:-text`, `secrets.X`. */
function ofBraces(inside: string, bare: Kind): FoundReference {
  const [, prefix = '', named = ''] = /^\s*([A-Za-z]{2,20})[:.]\s*([^-=?+\s][^]*)$/.exec(inside) ?? [];
  const kind = PREFIXES.get(prefix.toLowerCase()) ?? bare;
  const name = PREFIXES.has(prefix.toLowerCase()) ? named : inside;
  if (kind !== 'environment') return found(kind, name);
  // Without a colon the sign may be part of a name that is no shell's.
  const [, variable, sign, text = ''] =
    /^\s*([A-Za-z_]\w*):([-=?+])([^]*)$/.exec(name) ?? /^\s*([A-Z_][A-Z0-9_]*)([-=?+])([^]*)$/.exec(name) ?? [];
  return found(kind, variable ?? name, sign === undefined || sign === '?' ? null : text);
}

/** A name that is meant by `$NAME`, which might also be a password: it has several words, or is the variable's own. */
function isMeant(name: string, own: string): boolean {
  return (
    name === own || /^(?=.*_)[A-Z][A-Z0-9_]*[A-Z]$/.test(name) || /^(?:TOKEN|SECRET|PASSWORD|HOME|APIKEY)$/.test(name)
  );
}

/** What a whole text refers to, by the ways that clients, shells and stores of secrets have; null when it is no reference. */
export function referenceIn(text: string, own: string): FoundReference | null {
  const read = text.length > 1_000 ? null : readReference(text, own);
  return read === null ? null : { ...read, reference: { ...read.reference, form: formOfReference(text) } };
}

function readReference(text: string, own: string): FoundReference | null {
  const [, expression] = /^\$\{\{([^{}]{1,300})\}\}$/.exec(text) ?? /^\{\{\s?[-.]?([^{}]{1,300})\}\}$/.exec(text) ?? [];
  if (expression !== undefined) return ofBraces(expression, 'template');
  const [, braced] = /^\$\{([^{}]{1,800})\}$/.exec(text) ?? [];
  if (braced !== undefined) return ofBraces(braced, 'environment');
  const [, opened] = /^\{((?:env|file|input|cmd|command|secret|vault):[^{}]{1,300})\}$/i.exec(text) ?? [];
  if (opened !== undefined) return ofBraces(opened, 'template');
  const [, percent] = /^%([A-Za-z_]\w{0,100})%$/.exec(text) ?? [];
  if (percent !== undefined) return found('environment', percent);
  const [, dollar] = /^\$([A-Za-z_]\w{0,100})$/.exec(text) ?? [];
  if (dollar !== undefined && isMeant(dollar, own)) return found('environment', dollar);
  const [, written] =
    /^(?:\$env:|env:(?:\/\/)?|process\.env\.|os\.environ\/|os\.environ\[["']?|os\.environ\.get\(["']|os\.getenv\(["'])([A-Z][A-Z0-9_]{1,100})["']?[\])]?$/i.exec(
      text,
    ) ?? [];
  if (written !== undefined) return found('environment', written);
  const [, input] = /^input:([\w.-]{1,100})$/.exec(text) ?? [];
  if (input !== undefined) return found('input', input);
  if (/^\$\([^]{1,500}\)$|^`[^`]{1,500}`$/.test(text)) return found('command', 'a command');
  const [, file] = /^file:(?:\/\/)?([\\/.~][^\s]{1,300})$/.exec(text) ?? [];
  if (file !== undefined) return found('file', file);
  return STORES.test(text) ? found('secret-store', text) : null;
}

/** Texts with references in them and next to nothing else, such as `Token ${X}` and `${USER}:${PASSWORD}`. */
export function embeddedReference(text: string): FoundReference | null {
  if (text.length > 1_000) return null;
  const pattern = /\$\{[^{}]{1,200}\}|\$?\{\{[^{}]{1,200}\}\}|%[A-Z_]{2,60}%|\$[A-Z][A-Z0-9]*_[A-Z0-9_]{1,60}/g;
  const first = pattern.exec(text)?.[0];
  if (first === undefined) return null;
  const rest = wordsOf(text.replace(pattern, ' ')).join('');
  return rest.length <= 16 && !/\d{4}/.test(rest) ? referenceIn(first, '') : null;
}
