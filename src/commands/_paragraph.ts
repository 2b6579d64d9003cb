import { escapeLine } from '../reporters/_escape.ts';

/** Escaped text wrapped at `width`, indented, with a line end. */
export function paragraph(text: string, width: number, indent = 2): string {
  const lines = [''];
  for (const word of escapeLine(text, 4000).split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line !== '' && indent + line.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `${' '.repeat(indent)}${line}\n`).join('');
}
