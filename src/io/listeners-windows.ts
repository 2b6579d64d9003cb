import type { ListeningSocket } from './listeners.ts';

/** What ConvertTo-Json writes: an array, or the one object there is. */
function rowsOf(text: string): Array<Record<string, unknown>> {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // PowerShell prints nothing where there is nothing.
  }
  const rows: unknown[] = Array.isArray(value) ? value : [value];
  return rows.filter((row): row is Record<string, unknown> => typeof row === 'object' && row !== null);
}

const withoutZone = (address: string): string => address.replace(/%.*$/, '');

/** The output of `Get-NetTCPConnection -State Listen | Select-Object LocalAddress,LocalPort,OwningProcess | ConvertTo-Json`. */
export function parseNetTcpConnections(text: string): ListeningSocket[] {
  return rowsOf(text).flatMap(({ LocalAddress: address, LocalPort: port, OwningProcess: pid }) =>
    typeof address === 'string' && typeof port === 'number'
      ? [{ address: withoutZone(address), port, pid: typeof pid === 'number' ? pid : null }]
      : [],
  );
}

/** The output of `Get-CimInstance Win32_Process | Select-Object ProcessId,ParentProcessId | ConvertTo-Json`. */
export function parseWindowsProcesses(text: string): Map<number, number> {
  return new Map(
    rowsOf(text).flatMap(({ ProcessId: pid, ParentProcessId: parent }) =>
      typeof pid === 'number' && typeof parent === 'number' ? [[pid, parent]] : [],
    ),
  );
}

/** The word for the state is translated: what listens is known by its far end, port 0. */
const NETSTAT_ROW = /^ *TCP +(\S+):(\d{1,5}) +(?:0\.0\.0\.0|\[::\]):0 +\S.*? (\d+)\s*$/gm;

/** The output of `netstat -ano -p TCP` or `-p TCPv6`. */
export function parseNetstat(text: string): ListeningSocket[] {
  return [...text.matchAll(NETSTAT_ROW)].map(([, host = '', port, pid]) => ({
    address: withoutZone(host.replace(/^\[|\]$/g, '')),
    port: Number(port),
    pid: Number(pid),
  }));
}
