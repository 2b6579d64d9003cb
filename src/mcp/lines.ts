const NEWLINE = 0x0a;

/** Bytes into lines. */
export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** The end: a last line without a break counts. */
  end(): void;
}

/**
 * Splits bytes at line feeds (a carriage return before one goes). A line of more than `maxBytes` is let go as it comes: it
 * costs no memory, `tooLong` is told once for it, and the next line is read.
 */
export function splitLines(
  maxBytes: number,
  { line, tooLong }: { line(bytes: Buffer): void; tooLong(): void },
): LineSplitter {
  let parts: Uint8Array[] = [];
  let length = 0;
  let isTooLong = false;
  const keep = (bytes: Uint8Array): void => {
    length += bytes.length;
    if (length > maxBytes && !isTooLong) {
      isTooLong = true;
      parts = [];
      tooLong();
    }
    if (!isTooLong && bytes.length > 0) parts.push(bytes);
  };
  const finish = (): void => {
    const whole = Buffer.concat(parts);
    if (!isTooLong) line(whole.at(-1) === 0x0d ? whole.subarray(0, -1) : whole);
    parts = [];
    length = 0;
    isTooLong = false;
  };
  return {
    push(bytes) {
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end !== -1; end = bytes.indexOf(NEWLINE, start)) {
        keep(bytes.subarray(start, end));
        finish();
        start = end + 1;
      }
      keep(bytes.subarray(start));
    },
    end() {
      if (length > 0) finish();
    },
  };
}
