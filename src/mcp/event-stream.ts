import { splitLines } from './lines.ts';

/** One event of a stream of server-sent events. Source: HTML Living Standard, 9.2.6 "Interpreting an event stream". */
export interface ServerEvent {
  type: string;
  data: string;
  /** The last id the stream gave, `''` for none. */
  id: string;
}

const RETURN = 0x0d;
const NEWLINE = 0x0a;

/** Lines of an event stream end in CRLF, LF or CR: all become LF, also where CR and LF come apart. */
function evenBreaks(): (bytes: Uint8Array) => Uint8Array {
  let isAfterReturn = false;
  return (bytes) => {
    if (!isAfterReturn && !bytes.includes(RETURN)) return bytes;
    const even = Buffer.allocUnsafe(bytes.length);
    let length = 0;
    for (const byte of bytes) {
      if (byte !== NEWLINE || !isAfterReturn) even[length++] = byte === RETURN ? NEWLINE : byte;
      isAfterReturn = byte === RETURN;
    }
    return even.subarray(0, length);
  };
}

export interface EventReader {
  push(bytes: Uint8Array): void;
  /** Milliseconds that the stream asks to wait before it is opened again; null when it does not say. */
  retryMs(): number | null;
  lastId(): string;
}

/**
 * Reads an event stream; `tooLong` is told of every line or event of more than `maxBytes`, which is left out. An event
 * that the stream's end cuts off is dropped, as the source says.
 */
export function readEvents(
  maxBytes: number,
  { event, tooLong }: { event(event: ServerEvent): void; tooLong(): void },
): EventReader {
  let type = '';
  let id = '';
  let retryMs: number | null = null;
  let data: string[] = [];
  let length = 0;
  let isTooLong = false;
  let isFirst = true;

  const dispatch = (): void => {
    if (!isTooLong && data.length > 0) event({ type: type === '' ? 'message' : type, data: data.join('\n'), id });
    type = '';
    data = [];
    length = 0;
    isTooLong = false;
  };
  const skip = (): void => {
    isTooLong = true;
    data = [];
    tooLong();
  };
  const field = (line: string): void => {
    const colon = line.indexOf(':');
    if (colon === 0) return;
    const name = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'event') type = value;
    else if (name === 'data') {
      length += value.length + 1;
      if (length > maxBytes && !isTooLong) skip();
      if (!isTooLong) data.push(value);
    } else if (name === 'id' && !value.includes('\0')) id = value;
    else if (name === 'retry' && /^\d{1,9}$/.test(value)) retryMs = Number(value);
  };
  const lines = splitLines(maxBytes, {
    line(bytes) {
      const text = bytes.toString('utf8');
      const line = isFirst ? text.replace(/^\uFEFF/, '') : text;
      isFirst = false;
      if (line === '') dispatch();
      else field(line);
    },
    tooLong: skip,
  });
  const even = evenBreaks();
  return { push: (bytes) => lines.push(even(bytes)), retryMs: () => retryMs, lastId: () => id };
}
