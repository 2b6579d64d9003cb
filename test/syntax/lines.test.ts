import { describe, expect, it } from 'vitest';
import { linesOf, LongLine } from '../../src/syntax/lines.ts';

async function* inPieces(text: string, size: number): AsyncIterable<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(text: string, size: number, longest = 1000): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(inPieces(text, size), longest)) lines.push(line);
  return lines;
}

describe('lines', () => {
  it.each([
    ['', []],
    ['a', ['a']],
    ['a\n', ['a']],
    ['a\n\nb', ['a', '', 'b']],
    ['a\r\nb\r\n', ['a', 'b']],
    ['ü€😀\nüber', ['ü€😀', 'über']],
  ])('of %j are the same however it is cut', async (text, lines) => {
    for (const size of [1, 2, 3, 7, 100]) expect(await read(text, size)).toEqual(lines);
  });

  it('may not be too long, with or without an end', async () => {
    await expect(read('x'.repeat(2000), 64, 100)).rejects.toThrow(LongLine);
    expect(await read(`${'x'.repeat(90)}\n`.repeat(50), 64, 100)).toHaveLength(50);
  });
});
