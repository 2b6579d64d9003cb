import type { z } from 'zod';
import type { Policy } from '../model/policy.ts';

/** The one name that no record of zod keeps. A server and a tool may have it, and what stands under it must not be lost. */
const NAME = '__proto__';
/** What it is called while zod looks at it; no such name comes out of a text that people write. */
const STAND_IN = `\u0000${NAME}`;

type Data = Record<string, unknown>;

const isData = (value: unknown): value is Data => typeof value === 'object' && value !== null && !Array.isArray(value);

function renamed(value: unknown, from: string, to: string): unknown {
  if (!isData(value) || !Object.hasOwn(value, from)) return value;
  const entries = Object.keys(value).map((key) => [key === from ? to : key, value[key]] as const);
  // Without the setter that an assignment would call.
  return Object.fromEntries(entries);
}

/** The records of a policy whose keys come from elsewhere: names of servers, and of their tools. */
function inRecords(policy: unknown, from: string, to: string): unknown {
  if (!isData(policy) || !isData(policy['servers'])) return policy;
  const servers = renamed(policy['servers'], from, to) as Data;
  const within = Object.keys(servers).map((key) => {
    const server = servers[key];
    const tools = isData(server) ? server['tools'] : undefined;
    if (!isData(server) || !isData(tools) || tools['reviewed'] === undefined) return [key, server] as const;
    return [key, { ...server, tools: { ...tools, reviewed: renamed(tools['reviewed'], from, to) } }] as const;
  });
  return { ...policy, servers: Object.fromEntries(within) };
}

/** Data of a policy for zod to look at. */
export function withStandIns(data: unknown): unknown {
  return inRecords(data, NAME, STAND_IN);
}

/** What zod made of it, under the names that stand in the file. */
export function withOwnNames(policy: Policy): Policy {
  return inRecords(policy, STAND_IN, NAME) as Policy;
}

export function inOwnNames(issues: readonly z.core.$ZodIssue[]): z.core.$ZodIssue[] {
  return issues.map((issue) => ({ ...issue, path: issue.path.map((key) => (key === STAND_IN ? NAME : key)) }));
}
