import { redactArgument } from '../credential/redact.ts';
import type { Isolation, IsolationBasis } from '../model/isolation.ts';

/** What one program, engine or file says: the aspects that it changes. */
export type Facts = Partial<Isolation>;

const LONGEST = 200;

/** A text of a stranger's as it may be shown: without secrets, bounded. */
export function shown(text: string): string {
  const whole = redactArgument(text.slice(0, 4 * LONGEST));
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST - 1)}…`;
}

/** A fact of one basis. The evidence is our own words, with what is quoted in them bounded. */
export function fact<T>(basis: IsolationBasis, value: T | null, evidence: string): Fact<T> {
  return { value, basis, evidence: evidence.length <= LONGEST ? evidence : `${evidence.slice(0, LONGEST - 1)}…` };
}

interface Fact<T> {
  value: T | null;
  basis: IsolationBasis;
  evidence: string;
}

/** What a line says. */
export const said = <T>(value: T | null, evidence: string): Fact<T> => fact('static', value, evidence);

/** A record of which nothing is known, for one reason. */
export function unknownIsolation(basis: IsolationBasis, why: string): Isolation {
  const unknown = fact<never>(basis, null, why);
  return {
    sandbox: unknown,
    user: unknown,
    noNewPrivileges: unknown,
    capabilities: unknown,
    seccomp: unknown,
    confinement: unknown,
    namespaces: unknown,
    filesystem: unknown,
    network: unknown,
    memory: unknown,
    processes: unknown,
    cpu: unknown,
    openings: unknown,
  };
}
