import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homeAt, realFiles, type Platform } from '../io/index.ts';
import { scan } from '../scan/index.ts';
import { version } from '../package.ts';
import { buildDemoHome } from './_demo-home.ts';
import { startDemoServer } from './_demo-server.ts';
import { withIo } from './_io.ts';
import { writeReports, targetsOf } from './_output.ts';
import { cleanWhenKilled } from './_killed.ts';
import { probeIo } from './_live.ts';
import { loadPolicy } from './_load-policy.ts';
import { reachOf } from './_reach.ts';
import { exitCodeOf, reportOn } from './_run-scan.ts';
import type { DemoCommandOptions } from './demo.ts';
import type { Terminal } from './terminal.ts';

/** Folder for application settings in a home that sets no variables. */
const SETTINGS: Record<Platform, string> = {
  darwin: 'Library/Application Support',
  linux: '.config',
  win32: 'AppData/Roaming',
};

/** Builds the home, scans it as any other, offline, and removes it. The exit code is the gate's: 1. */
export async function runDemo(
  { keep = false, output = [], verbose = false }: DemoCommandOptions,
  terminal: Terminal,
): Promise<number> {
  const targets = targetsOf({ output }, terminal.cwd);
  const home = realFiles.realPath(mkdtempSync(join(tmpdir(), 'mcp-audit-demo-')));
  const clean = (): void => (keep ? undefined : rmSync(home, { recursive: true, force: true }));
  const stopWatching = cleanWhenKilled(clean);
  const server = await startDemoServer();
  try {
    const machine = homeAt(home);
    buildDemoHome(home, SETTINGS[machine.platform], server.url);
    const selection = { home: true, managed: false, project: null, files: [] };
    const advisories = { osvUrl: 'http://127.0.0.1', cache: null, database: null };
    const probing = { io: probeIo(), isActive: false, asksProjects: false };
    const inventory = await withIo(terminal, false, (io) =>
      scan(
        { selection, machine, advisories, cache: null, version: version(), probing, reach: reachOf(false, null) },
        io,
      ),
    );
    const report = reportOn(inventory, loadPolicy(realFiles, undefined, terminal.cwd), {}, new Date());
    terminal.stdout(
      'A throw-away home with bad servers, scanned offline. One of them listens on\nloopback as long as the scan runs; no other was started.\n\n',
    );
    writeReports(report, targets, { verbose }, realFiles, terminal);
    const next = keep
      ? `The home stays: mcp-audit scan --offline --home ${home}`
      : 'The home is gone again. Now yours: mcp-audit scan';
    terminal.stdout(`\n${next}\n`);
    return exitCodeOf(report.decision);
  } finally {
    stopWatching();
    await server.close();
    clean();
  }
}
