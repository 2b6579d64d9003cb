import { gzipSync } from 'node:zlib';

/** An entry of a tar that a test writes; without content it is what its type says. */
export interface TarPart {
  path: string;
  /** Type flag: `0` file (the default), `1` hard link, `2` link, `3` device, `5` folder, or any other. */
  type?: string;
  content?: string | Buffer;
  link?: string;
  mode?: number;
  /** Says another size than the content has. */
  size?: number;
}

const BLOCK = 512;

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((BLOCK - (bytes.length % BLOCK)) % BLOCK)]);
}

/** A ustar header and its content. Names longer than ustar's need `paxTar` or `gnuLongName`. */
export function tarPart({ path, type = '0', content = '', link = '', mode = 0o644, size }: TarPart): Buffer {
  const body = Buffer.from(content as string);
  const header = Buffer.alloc(BLOCK);
  header.write(path, 0, 100);
  header.write(`${mode.toString(8).padStart(7, '0')}\0`, 100);
  header.write(`${(size ?? body.length).toString(8).padStart(11, '0')}\0`, 124);
  header.write('14000000000\0', 136);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\x0000', 257);
  header.fill(' ', 148, 156);
  header.write(
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
    148,
  );
  return Buffer.concat([header, padded(body)]);
}

/** A pax header for the entry that follows. */
export function paxPart(records: Record<string, string>, type = 'x'): Buffer {
  const lines = Object.entries(records).map(([key, value]) => {
    const rest = ` ${key}=${value}\n`;
    const length = Buffer.byteLength(rest);
    // The length counts its own digits.
    const whole = [1, 2, 3, 4, 5]
      .map((digits) => length + digits)
      .find((sum, index) => String(sum).length === index + 1);
    return `${whole}${rest}`;
  });
  return tarPart({ path: 'PaxHeaders/entry', type, content: lines.join('') });
}

/** GNU's long name (`L`) or long link (`K`) for the entry that follows. */
export function longNamePart(name: string, type: 'L' | 'K' = 'L'): Buffer {
  return tarPart({ path: '././@LongLink', type, content: `${name}\0` });
}

/** A whole tar from entries, or from parts made apart. */
export function tarOf(parts: ReadonlyArray<TarPart | Buffer>): Buffer {
  const blocks = parts.map((part) => (Buffer.isBuffer(part) ? part : tarPart(part)));
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

/** A tar of files by their path; names that end with `/` are folders. */
export function tarOfFiles(files: Record<string, unknown>): Buffer {
  return tarOf(
    Object.entries(files).map(([path, content]) => {
      if (path.endsWith('/')) return { path, type: '5', mode: 0o755 };
      const text = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
      return { path, content: text, mode: 0o755 };
    }),
  );
}

export const gzipped = (tar: Buffer): Buffer => gzipSync(tar);
