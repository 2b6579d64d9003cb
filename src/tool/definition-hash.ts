import { createHash } from 'node:crypto';
import { canonicalJson, NotCanonical } from './canonical-json.ts';
import type { Tool } from './tool.ts';

/** What the hash is a hash of; another pre-image gets another version. */
const PREFIX = 'mcp-audit/tool/v1\n';

/** Keys that no model sees: what a client is told about the entry, and pictures. */
const UNSEEN_KEYS: ReadonlySet<string> = new Set(['_meta', 'icons']);

/**
 * The canonical text of a definition: the whole tool as received without `_meta` and `icons`, nothing normalised or trimmed,
 * for that is where payloads hide. Kept beside the hash, it shows what changed. Null when there is none (RFC 8785, 3.2.2.2).
 */
export function definitionText({ definition }: Tool): string | null {
  try {
    return canonicalJson(Object.fromEntries(Object.entries(definition).filter(([key]) => !UNSEEN_KEYS.has(key))));
  } catch (error) {
    if (error instanceof NotCanonical) return null;
    throw error;
  }
}

/** SHA-256 of a definition's text, in hex: what a review pins. Null when it has no text, so that it can match no pin. */
export function definitionHash(tool: Tool): string | null {
  const text = definitionText(tool);
  return text === null ? null : createHash('sha256').update(PREFIX).update(text, 'utf8').digest('hex');
}
