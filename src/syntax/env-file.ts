/** One variable of a file of variables; its value may be a secret. */
export interface FileVariable {
  name: string;
  value: string;
  /** From 1. */
  line: number;
}

/** The value without its quotes, or without the comment behind it. */
function valueOf(text: string): string {
  const [, double, single] = /^(?:"([^"]*)"|'([^']*)')/.exec(text) ?? [];
  return double ?? single ?? text.replace(/\s#.*$/s, '').trim();
}

/** The variables of a file as `docker --env-file`, dotenv and the clients read it: `NAME=value` in each line, `#` before a comment. */
export function readEnvFile(text: string): FileVariable[] {
  const variables: FileVariable[] = [];
  for (const [index, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [whole, name] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]{0,200})\s*=\s*/.exec(line) ?? [];
    if (whole === undefined || name === undefined) continue;
    variables.push({ name, value: valueOf(line.slice(whole.length)), line: index + 1 });
  }
  return variables;
}
