import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { realAccepts, realListeners, realOwnAddresses } from '../../src/io/index.ts';
import { parseProcNet } from '../../src/io/listeners-linux.ts';
import { parseLsof, parsePs } from '../../src/io/listeners-macos.ts';
import { parseNetstat, parseNetTcpConnections, parseWindowsProcesses } from '../../src/io/listeners-windows.ts';

describe('parseProcNet', () => {
  it('reads the listening sockets of /proc/net/tcp', () => {
    const text = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:0BB8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 52341 1 0000000000000000 100 0 0 10 0
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1065 1 0000000000000000 100 0 0 10 0
   2: 0A01A8C0:01BB 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 777 1 0000000000000000 100 0 0 10 0
   3: 0100007F:0BB8 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 52399 1 0000000000000000 20 4 30 10 -1
`;
    expect(parseProcNet(text)).toEqual([
      { address: '127.0.0.1', port: 3000, inode: '52341' },
      { address: '0.0.0.0', port: 8080, inode: '1065' },
      { address: '192.168.1.10', port: 443, inode: '777' },
    ]);
  });

  it.each([
    ['00000000000000000000000000000000', '::'],
    ['00000000000000000000000001000000', '::1'],
    ['0000000000000000FFFF00000100007F', '127.0.0.1'],
    ['B80D0120000000000000000001000000', '2001:db8::1'],
  ])('reads the address %s of /proc/net/tcp6 as %s', (hex, address) => {
    const row = `   0: ${hex}:0050 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 9 1 0000000000000000 100 0 0 10 0\n`;
    expect(parseProcNet(row)).toEqual([{ address, port: 80, inode: '9' }]);
  });

  it('reads words in the order of a machine that writes the high byte first', () => {
    const row =
      '   0: 7F000001:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 9 1 0 100 0 0 10 0\n';
    expect(parseProcNet(row, 'BE')).toEqual([{ address: '127.0.0.1', port: 80, inode: '9' }]);
  });

  it('reads nothing out of other text', () => expect(parseProcNet('hello\n  1: zz:00 0A\n')).toEqual([]));
});

describe('parseLsof', () => {
  it('reads a process, its sockets and their families', () => {
    const text = `p512\ncnode\nf22\ntIPv4\nn127.0.0.1:3000\nf23\ntIPv6\nn*:9090\nf24\ntIPv6\nn[::1]:3001\np77\ncControlCenter\nf9\ntIPv4\nn*:5000\nf10\ntIPv6\nn[fe80::1%lo0]:88\n`;
    expect(parseLsof(text)).toEqual([
      { address: '127.0.0.1', port: 3000, pid: 512 },
      { address: '::', port: 9090, pid: 512 },
      { address: '::1', port: 3001, pid: 512 },
      { address: '0.0.0.0', port: 5000, pid: 77 },
      { address: 'fe80::1', port: 88, pid: 77 },
    ]);
    expect(parseLsof('n127.0.0.1:1->127.0.0.1:x\n\nnonsense')).toEqual([]);
  });

  it('has the parents from ps', () => {
    expect(parsePs('    1     0\n  512   500\n  500     1\n')).toEqual(
      new Map([
        [1, 0],
        [512, 500],
        [500, 1],
      ]),
    );
  });
});

describe('Windows', () => {
  it.each([
    [
      '[{"LocalAddress":"::","LocalPort":3000,"OwningProcess":4242},{"LocalAddress":"127.0.0.1","LocalPort":8080,"OwningProcess":88}]',
      [
        { address: '::', port: 3000, pid: 4242 },
        { address: '127.0.0.1', port: 8080, pid: 88 },
      ],
    ],
    ['{"LocalAddress":"fe80::1%5","LocalPort":53,"OwningProcess":4}', [{ address: 'fe80::1', port: 53, pid: 4 }]],
    ['', []],
    ['[null, 1, {"LocalAddress":1}]', []],
  ])('reads Get-NetTCPConnection as JSON: %s', (text, sockets) =>
    expect(parseNetTcpConnections(text)).toEqual(sockets),
  );

  it('reads netstat in any language', () => {
    const text = `
Aktive Verbindungen

  Proto  Lokale Adresse         Remoteadresse          Status           PID
  TCP    0.0.0.0:135            0.0.0.0:0              ABHÖREN         1040
  TCP    127.0.0.1:3000         0.0.0.0:0              ABHÖREN         4242
  TCP    127.0.0.1:3000         127.0.0.1:50123        HERGESTELLT     4242
  TCP    [::]:445               [::]:0                 À L’ÉCOUTE      4
  TCP    [::1]:3000             [::]:0                 LISTENING       4242
`.replaceAll('\n', '\r\n');
    expect(parseNetstat(text)).toEqual([
      { address: '0.0.0.0', port: 135, pid: 1040 },
      { address: '127.0.0.1', port: 3000, pid: 4242 },
      { address: '::', port: 445, pid: 4 },
      { address: '::1', port: 3000, pid: 4242 },
    ]);
  });

  it('has the parents from CIM', () => {
    const text = '[{"ProcessId":4242,"ParentProcessId":4000},{"ProcessId":0}]';
    expect(parseWindowsProcesses(text)).toEqual(new Map([[4242, 4000]]));
  });
});

describe('this machine', () => {
  it('shows a socket of this process, and takes connections to it', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const listeners = await realListeners()();
    expect(listeners?.sockets).toContainEqual({ address: '127.0.0.1', port, pid: process.pid });
    expect(listeners?.parents.get(process.pid)).toBe(process.ppid);
    expect(await realAccepts('127.0.0.1', port, 1_000)).toBe(true);
    expect(await realAccepts('127.0.0.1', 1, 1_000)).toBe(false);
  });

  it('has no loopback address among those by which others reach it', () => {
    expect(realOwnAddresses().filter((address) => /^127\.|^::1$|^fe80/.test(address))).toEqual([]);
  });
});
