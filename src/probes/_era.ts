import type { ProtocolEra } from '../model/observation.ts';
import { isModernError, speaksOfSession } from './_ground.ts';
import type { Inquiry } from './_inquiry.ts';
import { responseOf } from './_said.ts';

/** Whether the server speaks 2026-07-28 beside an older revision: only that one has `server/discover` and errors for its headers. */
export function isDual({ heard: { discover: said } }: Inquiry): boolean {
  if (said === undefined || said.answer === null) return false;
  const isResult = said.kind === 'answered' && Array.isArray(responseOf(said.answer)?.result?.['supportedVersions']);
  return isResult || isModernError(said);
}

/** What the answers show of the revisions that a server speaks; in doubt nothing. */
export function eraOf(inquiry: Inquiry): ProtocolEra {
  const { ground, heard } = inquiry;
  const { form, standing, opened, baseline } = ground;
  if (form === 'http+sse' || form === 'modern') return form;
  const isLegacy = standing === 'answered' || opened !== null || heard.opened?.kind === 'answered';
  if (isLegacy) return isDual(inquiry) ? 'dual' : 'legacy';
  return standing === 'unproven' && speaksOfSession(baseline) ? 'legacy' : 'unknown';
}
