const MAX_SOURCES = 4 * 1024 * 1024;
const MAX_INLINE = 32 * 1024 * 1024;
const INLINE = 'sourceMappingURL=data:application/json';

/** The sources stand at the beginning of a map, before the texts of them all, which are not needed. */
export const MAP_HEAD = 64 * 1024;

/** The end of a JSON array of texts that begins at `start`, or -1. */
function endOfArray(map: Buffer, start: number): number {
  let isText = false;
  const limit = Math.min(map.length, start + MAX_SOURCES);
  for (let at = start; at < limit; at += 1) {
    const byte = map[at];
    if (byte === 0x5c) at += 1;
    else if (byte === 0x22) isText = !isText;
    else if (byte === 0x5d && !isText) return at + 1;
  }
  return -1;
}

/** `sources` of a source map, without reading the rest of it; null when there is none, or not all of it. Source: ECMA-426. */
export function readSources(map: Buffer): string[] | null {
  const key = /"sources"\s*:\s*(?=\[)/.exec(map.toString('latin1', 0, 4096));
  const start = key === null ? indexAfter(map, '"sources":') : key.index + key[0].length;
  const end = start === -1 ? -1 : endOfArray(map, start);
  if (end === -1) return null;
  try {
    const sources: unknown = JSON.parse(map.toString('utf8', start, end));
    return Array.isArray(sources) ? sources.filter((source) => typeof source === 'string') : [];
  } catch {
    return [];
  }
}

function indexAfter(map: Buffer, text: string): number {
  const at = map.indexOf(text);
  return at === -1 ? -1 : at + text.length;
}

/** The source map that a script carries at its end, or null. */
export function inlineMap(script: Buffer): Buffer | null {
  // Searching forwards first is many times faster, and most scripts have none.
  const at = script.includes(INLINE) ? script.lastIndexOf(INLINE) : -1;
  if (at === -1 || script.length - at > MAX_INLINE) return null;
  const comma = script.indexOf('base64,', at);
  return comma === -1 || comma > at + 200 ? null : Buffer.from(script.toString('latin1', comma + 7), 'base64');
}
