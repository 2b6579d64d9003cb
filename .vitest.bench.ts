import { defineConfig } from 'vitest/config';

/** Measurements on real servers; they print figures and judge nothing but what cannot vary. */
export default defineConfig({
  test: {
    include: ['test/bench/**/*.bench.ts'],
    globalSetup: 'test/real/_servers.ts',
    testTimeout: 900_000,
    hookTimeout: 900_000,
    fileParallelism: false,
  },
});
