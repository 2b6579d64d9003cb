import type { Severity } from '../model/severity.ts';

const LOWER: Record<Severity, Severity> = {
  critical: 'high',
  high: 'medium',
  medium: 'low',
  low: 'info',
  info: 'info',
  unknown: 'unknown',
};

/** One step down, where something takes the edge off. */
export const lowered = (severity: Severity, isMilder: boolean): Severity => (isMilder ? LOWER[severity] : severity);
