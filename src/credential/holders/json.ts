import { listIn, objectIn } from '../forms/claims.ts';
import type { Part } from './part.ts';

const MOST = 200;
const DEPTH = 6;

/** JSON as it stands in a line that quotes it, `{\\"key\\":…}`, by its own quotes. */
export function withoutEscapes(text: string): string {
  return /^[[{]\s{0,10}(?:\{\s{0,10})?\\"/.test(text) ? text.replaceAll('\\"', '"') : text;
}

/** The texts in a JSON object or a list of them, each under its own key; null for what is none. */
export function jsonParts(text: string): Part[] | null {
  const object = text.startsWith('{') ? objectIn(text) : /^\[\s{0,10}\{/.test(text) ? listIn(text) : null;
  if (object === null) return null;
  const parts: Part[] = [];
  const walk = (value: unknown, name: string, depth: number): void => {
    if (parts.length >= MOST || depth > DEPTH) return;
    if (typeof value === 'string') parts.push({ name, text: value });
    else if (Array.isArray(value)) for (const item of value.slice(0, MOST)) walk(item, name, depth + 1);
    else if (typeof value === 'object' && value !== null)
      for (const [key, item] of Object.entries(value).slice(0, MOST)) walk(item, key, depth + 1);
  };
  walk(object, '', 0);
  return parts;
}
