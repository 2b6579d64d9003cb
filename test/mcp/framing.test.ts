import { describe, expect, it } from 'vitest';
import { readEvents, type ServerEvent } from '../../src/mcp/event-stream.ts';
import { splitLines } from '../../src/mcp/lines.ts';

/** Every way to cut a text into pieces of a size. */
const cuts = (text: string): Buffer[][] => {
  const bytes = Buffer.from(text);
  return [1, 2, 3, 7, bytes.length + 1].map((size) => {
    const count = Math.ceil(bytes.length / size);
    return Array.from({ length: count }, (_, index) => bytes.subarray(index * size, (index + 1) * size));
  });
};

describe('lines', () => {
  const split = (pieces: Buffer[], maxBytes: number): string[] => {
    const found: string[] = [];
    const lines = splitLines(maxBytes, {
      line: (bytes) => found.push(bytes.toString()),
      tooLong: () => found.push('(long)'),
    });
    for (const piece of pieces) lines.push(piece);
    lines.end();
    return found;
  };

  it.each([
    ['a\nb\n', ['a', 'b']],
    ['a\r\n\r\nb', ['a', '', 'b']],
    ['é\n日本\n', ['é', '日本']],
    ['', []],
    ['12345678\n123456789\nx\n', ['12345678', '(long)', 'x']],
    ['123456789', ['(long)']],
    ['123456789012345678901234567890\n1\n', ['(long)', '1']],
  ])('%j', (text, lines) => {
    for (const pieces of cuts(text)) expect(split(pieces, 8)).toEqual(lines);
  });
});

describe('events', () => {
  const read = (
    pieces: Buffer[],
    maxBytes = 100,
  ): { events: ServerEvent[]; long: number; retry: number | null; id: string } => {
    const events: ServerEvent[] = [];
    let long = 0;
    const reader = readEvents(maxBytes, { event: (event) => events.push(event), tooLong: () => (long += 1) });
    for (const piece of pieces) reader.push(piece);
    return { events, long, retry: reader.retryMs(), id: reader.lastId() };
  };
  const message = (data: string, id = ''): ServerEvent => ({ type: 'message', data, id });

  it.each([
    ['data: a\n\n', [message('a')]],
    ['data:a\ndata:  b\n\n', [message('a\n b')]],
    ['data: a\r\rdata: b\r\n\r\n', [message('a'), message('b')]],
    ['\uFEFFdata: a\n\n', [message('a')]],
    [': comment\n\nevent: endpoint\ndata: /x\n\n', [{ type: 'endpoint', data: '/x', id: '' }]],
    ['id: 1\ndata: a\n\ndata: b\n\n', [message('a', '1'), message('b', '1')]],
    ['data\n\n', [message('')]],
    ['event: x\n\n', []],
    ['data: cut off\n', []],
    ['odd: field\nid: a\0b\nretry: x\ndata: a\n\n', [message('a')]],
  ])('%j', (text, events) => {
    for (const pieces of cuts(text))
      expect(read(pieces)).toEqual({ events, long: 0, retry: null, id: events.at(-1)?.id ?? '' });
  });

  it('says when it is to be taken up again, and where', () =>
    expect(read([Buffer.from('id: e7\nretry: 250\ndata:\n\n')])).toMatchObject({ retry: 250, id: 'e7' }));

  it.each([[`data: ${'x'.repeat(200)}\n\ndata: b\n\n`], [`${`data: ${'x'.repeat(40)}\n`.repeat(5)}\ndata: b\n\n`]])(
    'leaves out what is too long, and goes on',
    (text) => {
      for (const pieces of cuts(text)) expect(read(pieces)).toMatchObject({ events: [message('b')], long: 1 });
    },
  );
});
