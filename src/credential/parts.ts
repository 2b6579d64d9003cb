import { formOf } from './forms/index.ts';
import { argumentParts, headerPart, unquoted } from './holders/arguments.ts';
import { authorizationParts } from './holders/authorization.ts';
import { jsonParts, withoutEscapes } from './holders/json.ts';
import { PASSWORD, type Part } from './holders/part.ts';
import { settingsParts } from './holders/settings.ts';
import { urlParts } from './holders/url.ts';
import { looks } from './looks.ts';
import { readName } from './name.ts';
import { isPlaceholder } from './placeholder.ts';
import { referenceIn } from './reference.ts';

/** Texts inside texts that are looked into: JSON in an argument, a header in that, a URL in that. */
const MAX_DEPTH = 4;
/** Parts of one value that are told. */
const MOST = 500;

/** Go's address of a database: `user:password@tcp(host:port)/name`. */
const DSN = /^[^:@\s/]{1,100}:([^\s]{1,300})@(?:tcp|unix)?\([^()\s]{0,200}\)\//;

/** The texts in a value that may be secrets each: of a header, a URL, an object, a command line; else the value itself. */
export function partsOf(name: string, value: string, depth = 0): Part[] {
  const text = withoutEscapes(unquoted(value));
  const whole = [{ name, text }];
  const { says, provider } = readName(name);
  if (
    depth >= MAX_DEPTH ||
    text.startsWith('-----BEGIN') ||
    referenceIn(text, name) ||
    formOf(text, provider?.name ?? null)
  )
    return whole;
  const header = authorizationParts(text, name, says !== null);
  if (header) return header;
  const object = jsonParts(text);
  if (object) return deeper(object, depth);
  // A password may look like anything.
  if (says?.strength === 'password') return whole;
  if (says?.class === 'cookie') return [{ name, text: longestCookie(text) }];
  const named = headerPart(text);
  if (named && isTelling(named)) return deeper([named], depth);
  const inside = urlParts(text, name) ?? settingsParts(text, name);
  if (inside) return inside.length === 0 ? whole : inside;
  const [, password] = DSN.exec(text) ?? [];
  if (password !== undefined) return [{ name, text: password, says: { ...PASSWORD, class: 'connection-string' } }];
  // A sentence under the name of a secret asks for one.
  if (says !== null && isPlaceholder(text)) return whole;
  if (/\s/.test(text) || (says === null && /^-{0,2}[A-Za-z_][\w.-]{0,150}=./.test(text)))
    return deeper(argumentParts(wordsIn(text)), depth);
  return whole;
}

/** A text that only begins like a header (`secret:name`, `auth:on`) is none. */
function isTelling({ name, text }: Part): boolean {
  return /\s/.test(text) || looks(text) !== 'word' || referenceIn(text, name) !== null || formOf(text, null) !== null;
}

/** The words of a command line, each looked into. */
export function partsOfWords(words: readonly string[]): Part[] {
  return deeper(argumentParts(words), 0);
}

function deeper(parts: readonly Part[], depth: number): Part[] {
  const found: Part[] = [];
  for (const part of parts) {
    if (found.length >= MOST) break;
    const isWhole = part.says !== undefined || part.isPassedOn === true;
    found.push(...(isWhole ? [part] : partsOf(part.name, part.text, depth + 1)));
  }
  return found.slice(0, MOST);
}

/** The words of a shell line; what it quotes is one. */
function wordsIn(text: string): string[] {
  const line = text.slice(0, 20_000).replace(/\$env:(\w{1,200})\s*=\s*/gi, '$1=');
  const words = line.match(/(?:"[^"]*(?:"|$)|'[^']*(?:'|$)|\$\([^()]{0,500}\)|[^\s"';&|])+/g) ?? [];
  return words.length > 1 ? words : text.split(/\s+/);
}

function longestCookie(text: string): string {
  const values = text.split(';').map((pair) => pair.slice(pair.indexOf('=') + 1).trim());
  return values.reduce((longest, one) => (one.length > longest.length ? one : longest), '');
}
