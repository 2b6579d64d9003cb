import { withoutTokens } from './_random.ts';

const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){0,10}[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

/** A host as it may be shown: a name or address of plain form in which nothing looks like a secret; null for all else. */
export function plainHost(text: string): string | null {
  const host = text.replace(/:\d{1,5}$/, '').toLowerCase();
  if (host.length > 253) return null;
  if (/^\[[\da-f:.]{2,45}\]$/.test(host)) return host;
  return HOST.test(host) && host.split('.').every((label) => withoutTokens(label) === label && label.length < 40)
    ? host
    : null;
}

/** The host of a web address in a claim; null where it is none. */
export function hostOf(text: string): string | null {
  const [, host] = /^https?:\/\/([^/?#@\\\s]{1,253})(?:[/?#]|$)/i.exec(text) ?? [];
  return host === undefined ? null : plainHost(host);
}
