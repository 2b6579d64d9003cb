/** How many different characters an id seems to be made of. */
function alphabetOf(text: string): number {
  if (/^\d+$/.test(text)) return 10;
  if (/^[\da-f]+$/i.test(text)) return 16;
  return /^[\da-z]+$/.test(text) || /^[\dA-Z]+$/.test(text) ? 36 : 64;
}

const isUuid = (id: string): boolean =>
  /^[\da-f]{8}-[\da-f]{4}-([1-8])[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(id);

/** UUIDs of other versions than 4 hold a time, an address or a hash (RFC 9562). */
function bitsOfUuid(id: string): number {
  const version = id[14];
  return version === '4' ? 122 : version === '7' ? 74 : 0;
}

/** The letters and digits that two ids have in common at their beginning. */
function sharedStart(one: string, other: string): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}

/** What ids begin with that is no part of their secret. */
const LABEL = /^(?:[a-z]{0,10}session(?:id)?|sess|sid|mcp|conn(?:ection)?|client|user|id)[-_.:]/i;

/** Seconds or milliseconds since 1970, standing alone. */
const TIME = /(?<![\da-z])1\d{9}(?:\d{3})?(?![\da-z])/gi;

/**
 * The most random bits that session ids can hold, by how they are written: they may hold fewer. Labels, times in seconds or
 * milliseconds, and what two ids have in common at their beginning are not counted.
 */
export function entropyOf(ids: readonly string[]): number {
  const [first = '', second] = ids;
  if (isUuid(first)) return bitsOfUuid(first);
  const shared = second === undefined || second === first ? 0 : sharedStart(first, second);
  let rest = first.slice(shared > 3 ? shared : 0);
  while (LABEL.test(rest)) rest = rest.replace(LABEL, '');
  const text = rest.replace(TIME, '').replace(/[^\da-z]/gi, '');
  return text === '' ? 0 : Math.floor(text.length * Math.log2(alphabetOf(text)));
}
