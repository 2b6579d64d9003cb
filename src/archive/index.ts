export { Allowance } from './allowance.ts';
export { ArchiveError } from './archive-error.ts';
export { gather, type Bytes } from './bytes.ts';
export { readTar, type TarEntry } from './tar.ts';
export { unpack } from './unpack.ts';
export { readZip, type Ranges, type ZipEntry } from './zip.ts';
