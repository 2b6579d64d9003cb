import type { IsolationBasis } from '../../model/isolation.ts';
import { fact } from '../fact.ts';

/** What the system tells. */
export const saw = <T>(
  value: T | null,
  evidence: string,
): { value: T | null; basis: IsolationBasis; evidence: string } => fact('observed', value, evidence);
