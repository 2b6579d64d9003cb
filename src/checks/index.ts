import type { GateItemId } from '../model/gate-item.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import { adminCredential } from './admin-credential.ts';
import { ambiguousConfig } from './ambiguous-config.ts';
import { approvedTool } from './approved-tool.ts';
import { deceptiveName } from './deceptive-name.ts';
import { deprecatedPackage } from './deprecated-package.ts';
import { exposedSecret } from './exposed-secret.ts';
import { forbiddenVariable } from './forbidden-variable.ts';
import { hiddenCommand } from './hidden-command.ts';
import { isolationMismatch } from './isolation-mismatch.ts';
import { literalSecret } from './literal-secret.ts';
import { maliciousPackage } from './malicious-package.ts';
import { misleadingHint } from './misleading-hint.ts';
import { noIsolation } from './no-isolation.ts';
import { openSandbox } from './open-sandbox.ts';
import { plaintextTransport } from './plaintext-transport.ts';
import { poisonedTool } from './poisoned-tool.ts';
import { readableSecret } from './readable-secret.ts';
import { shadowedTool } from './shadowed-tool.ts';
import { shiftingTool } from './shifting-tool.ts';
import { unexpandedReference } from './unexpanded-reference.ts';
import { unmaintainedPackage } from './unmaintained-package.ts';
import { unneededCredential } from './unneeded-credential.ts';
import { unpinnedPackage } from './unpinned-package.ts';
import { unsafeTransport } from './unsafe-transport.ts';
import { unscopedCredential } from './unscoped-credential.ts';
import { vulnerablePackage } from './vulnerable-package.ts';
import { yankedPackage } from './yanked-package.ts';

/** One question put to the inventory. Pure. Adding one: a file here, lines in `CHECKS` and `_mappings.ts`, a test with a bad and an ok case. */
export interface Check {
  /** Says the fault; also the file's name. */
  id: string;
  kind: FindingKind;
  /** The gate item its findings count for. */
  item: GateItemId;
  /** A few words, for tables. */
  title: string;
  /** Why it counts: two or three sentences. */
  why: string;
  /** What to do about it, in general. */
  remediation: string;
  references: readonly string[];
  run(inventory: Inventory): Finding[];
}

export const CHECKS: readonly Check[] = [
  adminCredential,
  ambiguousConfig,
  approvedTool,
  deceptiveName,
  deprecatedPackage,
  exposedSecret,
  forbiddenVariable,
  hiddenCommand,
  isolationMismatch,
  literalSecret,
  maliciousPackage,
  misleadingHint,
  noIsolation,
  openSandbox,
  plaintextTransport,
  poisonedTool,
  readableSecret,
  shadowedTool,
  shiftingTool,
  unexpandedReference,
  unmaintainedPackage,
  unneededCredential,
  unpinnedPackage,
  unsafeTransport,
  unscopedCredential,
  vulnerablePackage,
  yankedPackage,
];

export { makeFinding } from './_finding.ts';
