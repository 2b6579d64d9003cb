import type { StoreProtection } from '../model/store.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import type { Store } from './index.ts';

/** The text without comments: what stands in them counts for nobody. Keeps the lines. */
function withoutComments(text: string): string {
  const pieces: string[] = [];
  let from = 0;
  for (let start = text.indexOf('<!--'); start !== -1; start = text.indexOf('<!--', from)) {
    const end = text.indexOf('-->', start);
    const comment = text.slice(start, end === -1 ? text.length : end);
    pieces.push(text.slice(from, start), '\n'.repeat(comment.split('\n').length - 1));
    from = end === -1 ? text.length : end + 3;
  }
  return [...pieces, text.slice(from)].join('');
}

/** Between braces it is encrypted under a password in another file. Source: maven.apache.org/guides/mini/guide-encryption.html. */
function protectionOf(value: string): StoreProtection | null {
  return /^\{[^{}]+\}$/.test(value.trim()) ? 'encrypted' : kept(value);
}

/** Passwords and passphrases of servers and proxies. Source: maven.apache.org/settings.html. */
function read(text: string): Facts | null {
  let line = 1;
  const found: Found[] = [];
  for (const piece of withoutComments(text).split(/(?=<(?:password|passphrase|privateKey)>)/)) {
    const [, tag = '', value = ''] = /^<(password|passphrase|privateKey)>([^<]*)</.exec(piece) ?? [];
    const protection = protectionOf(value);
    if (protection !== null) found.push({ protection: tag === 'privateKey' ? 'reference' : protection, line });
    line += piece.split('\n').length - 1;
  }
  return together(found);
}

export const mavenSettings: Store = {
  id: 'maven-settings',
  title: 'Logins to Maven repositories',
  why: 'reads private packages and may publish them',
  provider: null,
  system: 'Maven repository',
  places: [{ path: '~/.m2/settings.xml', holds: { as: 'text', read } }],
};
