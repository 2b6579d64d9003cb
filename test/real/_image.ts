import { execFileSync, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeFiles } from '../stand-ins/folder.ts';

/** Whether a program is there to be run. */
export const has = (program: string): boolean => spawnSync(program, ['--version']).error === undefined;

/** Runs a program and gives what it prints. */
export function output(program: string, args: readonly string[], cwd?: string, env: NodeJS.ProcessEnv = {}): string {
  const given = { ...process.env, ...env };
  return execFileSync(program, args, {
    cwd,
    env: given,
    encoding: 'utf8',
    maxBuffer: 1e8,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A file tree that grows by layers, each written by the system's tar, as builders do it. */
export class ImageBuilder {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-image-')));
  /** What the finished image holds: the layers laid by cp and rm. */
  readonly rootfs = join(this.folder, 'rootfs');
  readonly layers: Buffer[] = [];

  constructor() {
    mkdirSync(this.rootfs);
  }

  /** Adds a layer of what `fill` puts into a folder; `removed` paths become whiteouts. */
  layer(how: 'plain' | 'gzip' | 'zstd', fill: (folder: string) => void, removed: readonly string[] = []): void {
    const number = this.layers.length;
    const folder = join(this.folder, `layer-${number}`);
    mkdirSync(folder);
    fill(folder);
    for (const path of removed) rmSync(join(this.rootfs, path), { recursive: true });
    cpSync(folder, this.rootfs, { recursive: true, verbatimSymlinks: true, force: true });
    for (const path of removed) writeFiles(folder, { [path.replace(/([^/]+)$/, '.wh.$1')]: '' });
    const tar = join(this.folder, `layer-${number}.tar`);
    output('tar', [number % 2 === 0 ? '--format=gnu' : '--format=pax', '-cf', tar, '-C', folder, '.']);
    if (how === 'gzip') output('gzip', [tar]);
    if (how === 'zstd') output('zstd', ['-q', '-19', tar]);
    this.layers.push(readFileSync(tar + { plain: '', gzip: '.gz', zstd: '.zst' }[how]));
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Unpacks Debian packages and writes the status file that dpkg would: its maintainers' scripts are not run. */
export function installDebs(debs: string, folder: string): void {
  const blocks = readdirSync(debs).map((name) => {
    const deb = join(debs, name);
    output('dpkg-deb', ['-x', deb, folder]);
    const control = output('dpkg-deb', ['-f', deb]);
    return control.replace(/^(Package: .*)$/m, '$1\nStatus: install ok installed');
  });
  mkdirSync(join(folder, 'var/lib/dpkg'), { recursive: true });
  writeFileSync(join(folder, 'var/lib/dpkg/status'), blocks.join('\n'));
}

/** What dpkg itself says is installed, as `binary:architecture source version`. */
export function dpkgTruth(rootfs: string): string[] {
  const format = '${Package}:${Architecture} ${source:Package} ${source:Version}\n';
  return output('dpkg-query', [`--admindir=${join(rootfs, 'var/lib/dpkg')}`, '-W', '-f', format])
    .trim()
    .split('\n')
    .sort();
}
