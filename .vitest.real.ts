import { defineConfig } from 'vitest/config';

/** CI counts tests by these reports. */
const report = process.env['VITEST_JSON'];

/** Tests on real servers from the registry. */
export default defineConfig({
  test: {
    include: ['test/real/**/*.test.ts'],
    globalSetup: 'test/real/_servers.ts',
    testTimeout: 300_000,
    hookTimeout: 900_000,
    fileParallelism: false,
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: `${report}/real.json` } }),
  },
});
