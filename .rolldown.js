import { readFileSync } from 'node:fs';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/** Own code in few files, since each module that is loaded at a start costs a millisecond; packages stay packages. */
export default {
  input: { cli: 'src/cli.ts', index: 'src/index.ts', 'build-worker': 'src/database/build-worker.ts' },
  platform: 'node',
  external: Object.keys(dependencies),
  output: { dir: 'dist', format: 'esm', chunkFileNames: '[name]-[hash].js' },
};
