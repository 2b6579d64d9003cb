import { createHash } from 'node:crypto';
import type { Storage } from '../io/index.ts';
import { crc32c } from './crc32c.ts';

/** What a server says that the bytes of a file add up to; null for what it does not say. */
export interface Checksums {
  /** Base64. */
  md5: string | null;
  /** CRC-32C, base64 of four bytes, the highest first. */
  crc32c: string | null;
}

/** Source: Google Cloud Storage, "x-goog-hash"; RFC 1864, "Content-MD5". */
export function checksumsIn(headers: Readonly<Record<string, string>>): Checksums {
  const stated = (headers['x-goog-hash'] ?? '').split(',').map((part) => part.trim());
  const find = (name: string): string | null =>
    stated.find((part) => part.startsWith(`${name}=`))?.slice(name.length + 1) ?? null;
  return { md5: find('md5') ?? headers['content-md5'] ?? null, crc32c: find('crc32c') };
}

/** Adds up bytes as they come. */
export function summing(wanted: Checksums): { add(bytes: Uint8Array): void; agrees(): boolean } {
  const hash = wanted.md5 === null ? null : createHash('md5');
  let crc = 0;
  return {
    add(bytes) {
      hash?.update(bytes);
      if (hash === null && wanted.crc32c !== null) crc = crc32c(bytes, crc);
    },
    agrees() {
      if (hash !== null) return hash.digest('base64') === wanted.md5;
      if (wanted.crc32c === null) return true;
      const bytes = Buffer.alloc(4);
      bytes.writeUInt32BE(crc);
      return bytes.toString('base64') === wanted.crc32c;
    },
  };
}

const WINDOW = 4 * 1024 * 1024;

/** Whether a file adds up to what was said of it. */
export function fileAgrees(path: string, wanted: Checksums, storage: Storage): boolean {
  const sum = summing(wanted);
  const file = storage.open(path);
  try {
    for (let at = 0; at < file.size; at += WINDOW) sum.add(file.read(at, WINDOW));
  } finally {
    file.close();
  }
  return sum.agrees();
}
