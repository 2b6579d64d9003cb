/** Text of a value in base 64, with or without the signs of URLs; null where it is none. */
export function decoded(text: string): string | null {
  if (!/^[A-Za-z0-9+/_-]+={0,3}$/.test(text)) return null;
  return Buffer.from(text, 'base64url').toString('utf8');
}

export type Claims = Readonly<Record<string, unknown>>;

/** What a text is as JSON; undefined where it is none. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON object in a text; null where there is none. */
export function objectIn(text: string): Claims | null {
  const value = valueOf(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Claims) : null;
}

/** The JSON list in a text; null where there is none. */
export function listIn(text: string): readonly unknown[] | null {
  const value = valueOf(text);
  return Array.isArray(value) ? value : null;
}

/** An own member that is a text; undefined for all else. */
export function textOf(claims: Claims, key: string): string | undefined {
  const value = Object.hasOwn(claims, key) ? claims[key] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** An own member that is a time in seconds since 1970, before the year 10000; undefined for all else. */
export function secondsOf(claims: Claims, key: string): number | undefined {
  const value = Object.hasOwn(claims, key) ? claims[key] : undefined;
  return typeof value === 'number' && value > 0 && value < 253_402_300_800 ? value : undefined;
}

export function isoOf(seconds: number | undefined): string | null {
  return seconds === undefined ? null : new Date(Math.floor(seconds) * 1000).toISOString();
}
