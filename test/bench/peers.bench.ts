import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it } from 'vitest';
import { declareServers } from '../real/_configs.ts';
import { SPECS } from '../real/_servers.ts';
import { makeDump } from './_dump.ts';
import { median, PROGRAM } from './_run.ts';

const RECORDS = Number(process.env['BENCH_RECORDS'] ?? 220_000);
const ROUNDS = 3;

/** A peer that was built beforehand: `go install github.com/google/osv-scanner/v2/cmd/osv-scanner@v2.5.0`. */
const SCANNER = process.env['OSV_SCANNER'] ?? join(homedir(), 'go/bin/osv-scanner');

interface Lockfile {
  packages: Record<string, { name?: string; version?: string; link?: boolean }>;
}

/** Time, peak and output of a program, by GNU time. */
function timed(command: string, args: readonly string[]): { seconds: number; megabytes: number; stdout: string } {
  const { stdout, stderr } = spawnSync('/usr/bin/time', ['-q', '-f', 'TIMED %e %M', command, ...args], {
    encoding: 'utf8',
    maxBuffer: 1e9,
  });
  const [, seconds, kilobytes] = /TIMED (\S+) (\d+)/.exec(stderr) ?? [];
  return { seconds: Number(seconds), megabytes: Number(kilobytes) / 1024, stdout };
}

function best(command: string, args: readonly string[]): { seconds: number; megabytes: number; stdout: string } {
  const runs = Array.from({ length: ROUNDS }, () => timed(command, args));
  const [first] = runs;
  return {
    seconds: median(runs.map(({ seconds }) => seconds)),
    megabytes: Math.max(...runs.map(({ megabytes }) => megabytes)),
    stdout: first?.stdout ?? '',
  };
}

it('the same trees, the same database: osv-scanner, npm ls and mcp-audit', () => {
  const home = inject('home');
  declareServers(home, SPECS);
  const trees = readdirSync(join(home, '.npm/_npx')).map((name) => join(home, '.npm/_npx', name));
  const lockfiles = trees
    .map((tree) => join(tree, 'node_modules/.package-lock.json'))
    .filter((file) => existsSync(file));
  const locked = new Set<string>();
  for (const file of lockfiles) {
    for (const [path, { name, version }] of Object.entries(
      (JSON.parse(readFileSync(file, 'utf8')) as Lockfile).packages,
    )) {
      if (version !== undefined) locked.add(`${name ?? path.slice(path.lastIndexOf('node_modules/') + 13)}@${version}`);
    }
  }
  const scratch = mkdtempSync(join(tmpdir(), 'mcp-audit-bench-'));
  try {
    const names = [...new Set([...locked].map((label) => label.slice(0, label.lastIndexOf('@'))))].sort();
    const dump = makeDump(join(scratch, 'mirror'), RECORDS, names);
    const cache = join(scratch, 'cache');
    execFileSync(process.execPath, [PROGRAM, 'db', 'import', dump.folder, '--cache-dir', cache]);
    const ours = best(process.execPath, [
      PROGRAM,
      'scan',
      '--offline',
      '--home',
      home,
      '--format',
      'json',
      '--cache-dir',
      cache,
    ]);
    const report = JSON.parse(ours.stdout) as {
      vulnerabilities: Array<{ ids: string[]; affects: Array<{ purl: string }> }>;
    };
    const found = new Set(
      report.vulnerabilities.flatMap(({ ids, affects }) =>
        affects.flatMap(({ purl }) => ids.map((id) => `${decodeURIComponent(purl.replace('pkg:npm/', ''))} ${id}`)),
      ),
    );
    const npm = Array.from({ length: ROUNDS }, () => {
      const start = performance.now();
      for (const tree of trees) {
        spawnSync('npm', ['ls', '--all', '--json'], { cwd: tree, stdio: ['ignore', 'pipe', 'ignore'], maxBuffer: 1e9 });
      }
      return (performance.now() - start) / 1000;
    });
    const lines = [
      `${RECORDS.toLocaleString('en-GB')} records, ${trees.length} trees, ${locked.size} distinct packages, ${found.size} (package, id)`,
      `mcp-audit scan --offline: ${ours.seconds.toFixed(2)} s, ${ours.megabytes.toFixed(0)} MB`,
      `npm ls --all --json, each tree: ${median(npm).toFixed(2)} s (${(ours.seconds / median(npm)).toFixed(2)}x)`,
    ];
    if (existsSync(SCANNER)) {
      mkdirSync(join(scratch, 'scanner/osv-scalibr'), { recursive: true });
      cpSync(join(dump.folder, 'npm'), join(scratch, 'scanner/osv-scalibr/npm'), { recursive: true });
      const lockfileArguments = lockfiles.flatMap((file) => ['-L', `package-lock.json:${file}`]);
      const fixed = `scan source --offline --format json --all-vulns --local-db-path ${join(scratch, 'scanner')}`;
      const scanner = best(SCANNER, [...fixed.split(' '), ...lockfileArguments]);
      const { results } = JSON.parse(scanner.stdout) as {
        results: Array<{
          packages: Array<{ package: { name: string; version: string }; vulnerabilities?: Array<{ id: string }> }>;
        }>;
      };
      const theirs = new Set(
        results.flatMap(({ packages }) =>
          packages.flatMap(({ package: { name, version }, vulnerabilities = [] }) =>
            vulnerabilities.map(({ id }) => `${name}@${version} ${id}`),
          ),
        ),
      );
      const missed = [...theirs].filter((one) => !found.has(one));
      lines.push(
        `osv-scanner, all lockfiles at once: ${scanner.seconds.toFixed(2)} s, ${scanner.megabytes.toFixed(0)} MB`,
        `  time 1/${(scanner.seconds / ours.seconds).toFixed(1)}, memory 1/${(scanner.megabytes / ours.megabytes).toFixed(1)}; ${theirs.size} of theirs, ${missed.length} not ours`,
      );
      expect(missed).toEqual([]);
    } else {
      lines.push(`osv-scanner: NOT MEASURED, ${SCANNER} is not there`);
    }
    process.stdout.write(`\n${lines.join('\n')}\n\n`);
    expect(found.size).toBeGreaterThan(0);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
});
