import type { Server } from '../model/server.ts';

/** A bare name, or an absolute path: a relative one is what a project brings itself. */
const OWN_PROGRAM = /^(?:(?:\/|[A-Za-z]:[\\/]).*[\\/])?mcp-audit(?:\.cmd|\.exe)?$/;

/** Whether a server is started by `mcp-audit run`, which stands between it and its client and keeps a record. */
export function isRecorded({ launch: { commandLine } }: Pick<Server, 'launch'>): boolean {
  return OWN_PROGRAM.test(commandLine[0] ?? '') && commandLine[1] === 'run';
}

/** Whether it has a tool that does more than read; null where its tools are not known. */
export function isSensitive({ offering }: Pick<Server, 'offering'>): boolean | null {
  if (offering?.tools.some((tool) => tool.class !== 'read') === true) return true;
  return offering !== null && offering.isComplete && offering.source !== 'manifest' ? false : null;
}
