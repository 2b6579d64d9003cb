/** A word that someone else fills in before it is read: `$NAME`, `${NAME}`, `%NAME%`, `{env:NAME}`, a command's output. */
export function hasVariable(text: string): boolean {
  return /\$|`|%\w+%|\{(?:env|file|input):/.test(text);
}

/** The first word of a command line in one string, where it is a plain one; or null. */
export function firstWord(line: string): string | null {
  return /^\s*([\w@%+:,./\\-]+)(?:\s|$)/.exec(line)?.[1] ?? null;
}
