import { plainHost } from '../credential/host.ts';

/** A part of a label as people name machines: letters and few digits, in one case. A made up one may be a secret. */
const PART = /^(?:[a-z]{1,16}\d{0,5}[a-z]?|\d{1,4}[a-z]{0,16}|[A-Z]{1,16}\d{0,5}|[A-Z][a-z]{1,15})$/;

const isPlain = (label: string): boolean => label.split('-').every((part) => PART.test(part));

/**
 * The host of an address, or of what a file takes for one: without user, password, port and path. A label that a machine made
 * up is a `*`. Null where it is not clear which part the host is, or where nobody may know it.
 */
export function hostIn(text: string): string | null {
  if (text.length > 2000 || /\s/.test(text)) return null;
  const [matched = '', authority = ''] = /^(?:[a-z][a-z0-9+.-]{0,20}:\/\/|\/\/)?([^/?#\\]*)/i.exec(text) ?? [];
  // A password may hold any sign, and be cut off by it.
  if (text.includes('@', matched.length)) return null;
  const host = authority.slice(authority.lastIndexOf('@') + 1).replace(/:\d{1,5}$/, '');
  if (host.startsWith('[')) return plainHost(host);
  const labels = host.split('.').map((label) => (isPlain(label) ? label : '*'));
  if (labels.slice(-2).includes('*') || labels.length > 10) return null;
  return plainHost(labels.filter((label) => label !== '*').join('.')) === null ? null : labels.join('.').toLowerCase();
}

/** True for an address with a user or password in it. */
export function hasLogin(text: string): boolean {
  return /^[a-z][a-z0-9+.-]{0,20}:\/\/[^\s@]{1,1500}@/i.test(text);
}
