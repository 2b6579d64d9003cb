/** Tables for eight bytes at a time. Source: RFC 3720, appendix B.4, for the polynomial and its test vectors. */
const TABLES = ((): Uint32Array[] => {
  const first = Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = (value & 1) === 1 ? (value >>> 1) ^ 0x82_f6_3b_78 : value >>> 1;
    return value >>> 0;
  });
  const tables = [first];
  for (let table = 1; table < 8; table++) {
    const before = tables[table - 1] ?? first;
    tables.push(before.map((value) => (first[value & 0xff] ?? 0) ^ (value >>> 8)));
  }
  return tables;
})();

/** CRC-32C (Castagnoli) of bytes, going on from `before`. */
export function crc32c(bytes: Uint8Array, before = 0): number {
  const [t0, t1, t2, t3, t4, t5, t6, t7] = TABLES as [
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
    Uint32Array,
  ];
  const at = (table: Uint32Array, index: number): number => table[index & 0xff] ?? 0;
  let crc = ~before;
  let place = 0;
  for (const end = bytes.length - 7; place < end; place += 8) {
    const b = (index: number): number => bytes[place + index] ?? 0;
    const low = crc ^ (b(0) | (b(1) << 8) | (b(2) << 16) | (b(3) << 24));
    crc =
      at(t7, low) ^
      at(t6, low >>> 8) ^
      at(t5, low >>> 16) ^
      at(t4, low >>> 24) ^
      at(t3, b(4)) ^
      at(t2, b(5)) ^
      at(t1, b(6)) ^
      at(t0, b(7));
  }
  for (; place < bytes.length; place++) crc = at(t0, crc ^ (bytes[place] ?? 0)) ^ (crc >>> 8);
  return ~crc >>> 0;
}
