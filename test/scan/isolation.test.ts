import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realFiles, realProcesses, realProcReader, thisMachine } from '../../src/io/index.ts';
import type { Server } from '../../src/model/server.ts';
import { findIsolation, type Observing } from '../../src/scan/isolation.ts';
import { readDocuments } from '../../src/scan/isolation-documents.ts';
import { candidatesOf } from '../stand-ins/candidate.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { fixture } from '../stand-ins/live.ts';

function look(entries: Record<string, unknown>, observing: Observing | null = null): Record<string, Server> {
  const { servers, candidates } = candidatesOf(entries);
  const found = findIsolation(servers, candidates, { machine: thisMachine(), files: realFiles, observing });
  return Object.fromEntries(found.map((server) => [server.id, server]));
}

describe('by its line', () => {
  it('a server runs in what stands before it, and one elsewhere in nothing that is known', () => {
    const { plain, container, wrapped, far } = look({
      plain: { command: 'npx', args: ['-y', 'some-server@1.0.0'] },
      container: { command: 'docker', args: ['run', '--rm', '-i', '--network', 'none', '--privileged', 'image:1'] },
      wrapped: { command: 'sudo', args: ['npx', '-y', 'some-server@1.0.0'] },
      far: { url: 'https://example.com/mcp' },
    });
    expect(plain?.isolation).toMatchObject({ sandbox: { value: [] }, network: { value: { reach: 'all' } } });
    expect(container?.isolation).toMatchObject({
      sandbox: { value: ['container'] },
      openings: { value: { found: [{ kind: 'privileged' }] } },
    });
    expect(container?.isolation?.network.value?.reach).not.toBe('all');
    expect(wrapped?.isolation?.user.value?.isRoot).toBe(true);
    expect(far?.isolation).toBeNull();
  });

  it('a line that is not followed to its end says nothing', () => {
    const { one } = look({ one: { command: 'sh', args: ['-c', 'a && b'] } });
    expect(one?.isolation?.sandbox.value).toBeNull();
  });

  it('a client that starts it in a sandbox of its own is believed only where each does', () => {
    const { servers, candidates } = candidatesOf({ one: { command: 'node', args: ['x.js'] } });
    const said = (...words: Array<boolean | null>): Server[] =>
      servers.map((server) => ({
        ...server,
        declarations: words.flatMap((sandboxed) =>
          server.declarations.map((one) => ({ ...one, settings: { ...one.settings, sandboxed } })),
        ),
      }));
    const sandboxOf = (list: Server[]) =>
      findIsolation(list, candidates, { machine: thisMachine(), files: realFiles, observing: null })[0]?.isolation
        ?.sandbox.value;
    expect(sandboxOf(said(true))).toEqual(['client']);
    expect(sandboxOf(said(true, false))).toEqual([]);
    expect(sandboxOf(said(true, null))).toEqual([]);
  });
});

const processes = realProcesses();
const reader = realProcReader();
const observing = processes !== null && reader !== null ? { processes, reader } : null;
if (observing === null) process.stderr.write('\nNOT TESTED: this system shows no processes.\n\n');

describe.runIf(observing !== null)('where it runs', () => {
  it('by what the system says of it', async () => {
    const args = [fixture('hostile-stdio.mjs'), 'plain', `isolation-${process.pid}`];
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child, 'spawn');
    child.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initialize"}\n');
    await once(child.stdout, 'data');
    const { one, other } = look(
      { one: { command: process.execPath, args }, other: { command: process.execPath, args: [...args, 'more'] } },
      observing,
    );
    expect(one?.isolation).toMatchObject({ user: { basis: 'observed', value: { isSame: true } } });
    expect(one?.isolationDisagreements).toEqual([]);
    expect(other?.isolation?.user.basis).toBe('static');
    // A second one of the same line that is held to less: which of them is the server's cannot be told.
    const limited = spawn('sh', ['-c', 'ulimit -t 600 && exec "$@"', 'sh', process.execPath, ...args], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    onTestFinished(() => void limited.kill('SIGKILL'));
    limited.stdin.write('{"jsonrpc":"2.0","id":1,"method":"initialize"}\n');
    await once(limited.stdout, 'data');
    const twice = look({ one: { command: process.execPath, args } }, observing);
    expect(twice['one']?.isolation?.user.basis).toBe('static');
  });
});

describe('the files that a line names', () => {
  const machine = thisMachine();
  const documentsOf = (program: string, args: string[], cwd: string | null) =>
    readDocuments([{ program, args }], cwd, machine, realFiles);

  it('are read where they lie', () => {
    const folder = folderWith({
      'compose.yaml': 'services:\n  one: { image: a }\n',
      'other.yml': 'services: {}\n',
      'srt.json': { network: { allowedDomains: [] } },
      'profile.sb': '(version 1)(deny default)',
      'thv.json': { network: {} },
      'broken.json': '{',
    });
    expect(documentsOf('docker', ['compose', 'run', 'one'], folder)).toEqual({
      compose: { services: { one: { image: 'a' } } },
      composeFolder: folder,
    });
    expect(documentsOf('docker', ['compose', '-f', 'other.yml', 'run', 'one'], folder)).toMatchObject({
      compose: { services: {} },
    });
    expect(documentsOf('srt', ['--settings', `${folder}/srt.json`, 'node'], null)).toEqual({
      srt: { network: { allowedDomains: [] } },
    });
    expect(documentsOf('sandbox-exec', ['-f', 'profile.sb', 'node'], folder)).toEqual({
      seatbelt: '(version 1)(deny default)',
    });
    expect(documentsOf('thv', ['run', '--permission-profile=thv.json', 'x'], folder)).toEqual({
      toolhive: { network: {} },
    });
  });

  it('are left out where they cannot be', () => {
    const folder = folderWith({ 'broken.json': '{', 'folder/x': '' });
    for (const path of ['broken.json', 'folder', 'none', '$HOME/x'])
      expect(documentsOf('srt', ['--settings', path, 'node'], folder), path).toEqual({});
    expect(documentsOf('srt', ['--settings', 'broken.json', 'node'], null)).toEqual({});
    expect(documentsOf('docker', ['run', 'image'], folder)).toEqual({});
  });
});
