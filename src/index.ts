/** The library: what the command line is made of. */
export { AuditError, EXIT, type ErrorCode } from './errors.ts';
export { judge, loadBaseline, parsePolicy, type PolicyFile } from './gate/index.ts';
export { homeAt, realFiles, realHttp, thisMachine, type Files, type Http, type Io, type Machine } from './io/index.ts';
export type { Decision, GateItem, JudgedFinding, Verdict } from './model/decision.ts';
export type { Finding } from './model/finding.ts';
export type { Gap } from './model/gap.ts';
export { inventorySchema, type Inventory } from './model/inventory.ts';
export type { Policy } from './model/policy.ts';
export type { Report } from './model/report.ts';
export type { Server } from './model/server.ts';
export { REPORTERS, type Reporter } from './reporters/index.ts';
export { scan, type ScanOptions } from './scan/index.ts';
