/** An absolute web address by RFC 3986, without what viewers would have to guess at; null for anything else. */
export function webAddress(text: string | undefined | null): string | null {
  if (!text || text.length > 2000 || !URL.canParse(text)) return null;
  return /^https?:\/\/(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})+(?:#(?:[\w.~!$&'()*+,;=:@/?-]|%[0-9a-f]{2})*)?$/i.test(
    text,
  )
    ? text
    : null;
}
