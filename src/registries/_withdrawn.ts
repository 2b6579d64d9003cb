import type { Withdrawal } from '../model/withdrawal.ts';

const LONGEST_MESSAGE = 300;

export function withdrawnAs(kind: Withdrawal['kind'], message: string, source: Withdrawal['source']): Withdrawal {
  return { kind, message: message.slice(0, LONGEST_MESSAGE), source };
}
