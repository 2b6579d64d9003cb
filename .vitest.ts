import { mkdtempSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** CI counts tests by these reports. */
const report = process.env['VITEST_JSON'];

/** Hermetic tests: no network but loopback, no other language's tools. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/real/**', 'test/bench/**'],
    sequence: { shuffle: true },
    // One more than there are cores: many tests wait for processes and sockets.
    maxWorkers: availableParallelism() + 1,
    // Files of one worker share what they import: loading it anew for each took as long as all tests.
    isolate: false,
    testTimeout: 20_000,
    // What this user keeps on this machine is no matter of a test.
    env: { MCP_AUDIT_CACHE_DIR: mkdtempSync(join(tmpdir(), 'mcp-audit-cache-')) },
    ...(report === undefined ? {} : { reporters: ['default', 'json'], outputFile: { json: `${report}/test.json` } }),
  },
});
