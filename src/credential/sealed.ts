import { inspect } from 'node:util';
import { REDACTED } from './_random.ts';

/** Its own module, so that whoever takes a value out has to import this and nothing else does. */
const VALUES = new WeakMap<Sealed, string>();

/**
 * A value that may be a secret, on its way from a config to the program that it is for. It cannot be printed, written as JSON,
 * spread or compared: only `reveal` takes it out.
 */
export class Sealed {
  toJSON(): string {
    return REDACTED;
  }

  toString(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}

export function seal(value: string): Sealed {
  const sealed = new Sealed();
  VALUES.set(sealed, value);
  return sealed;
}

/** For what starts a server or speaks to it on behalf of its user, and for nothing that is kept. */
export function reveal(sealed: Sealed): string {
  return VALUES.get(sealed) ?? '';
}
