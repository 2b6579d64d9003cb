import { WRAPPERS, type Unwrapped } from '../../src/wrappers/index.ts';

/** What the wrapper of a program makes of a line, and its name in the launch; null where none looks through it. */
export function unwrap(
  program: string,
  args: readonly string[],
): { name: string | null; result: Unwrapped | { problem: string } } | null {
  const wrapper = WRAPPERS.find(({ programs }) => programs.includes(program));
  const line = { program, command: program, args };
  const result = wrapper?.unwrap(line) ?? null;
  return wrapper === undefined || result === null ? null : { name: wrapper.nameOf(line), result };
}

/** The command behind a line, or why there is none. */
export function innerOf(program: string, args: readonly string[]): string | null {
  const result = unwrap(program, args)?.result;
  if (result === undefined) return null;
  if ('problem' in result) return 'problem';
  return result.kind === 'command' || result.kind === 'beside' ? result.inner.join(' ') : result.kind;
}
