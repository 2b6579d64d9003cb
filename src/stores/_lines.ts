export interface Line {
  /** Without spaces around it. */
  text: string;
  /** From 1. */
  number: number;
}

/** The lines of a text that are neither empty nor a comment. */
export function lines(text: string): Line[] {
  return text
    .split(/\r\n|\n|\r/)
    .map((line, index) => ({ text: line.trim(), number: index + 1 }))
    .filter((line) => line.text !== '' && !line.text.startsWith('#'));
}
