/** A line is longer than it may be. */
export class LongLine extends Error {
  override readonly name = 'LongLine';
}

/** The lines of a UTF-8 text that comes in pieces, without their ends; the last needs none. Throws `LongLine` beyond `longest` characters. */
export async function* linesOf(pieces: AsyncIterable<Uint8Array>, longest: number): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let begun: string[] = [];
  let length = 0;
  for await (const piece of pieces) {
    const text = decoder.decode(piece, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
      yield [...begun, text.slice(start, end)].join('').replace(/\r$/, '');
      begun = [];
      length = 0;
      start = end + 1;
    }
    begun.push(text.slice(start));
    length += text.length - start;
    if (length > longest) throw new LongLine(`a line is longer than ${longest} characters`);
  }
  const last = begun.join('');
  if (last !== '') yield last;
}
