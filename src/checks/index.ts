import type { GateItemId } from '../model/gate-item.ts';
import type { Finding, FindingKind } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import { ambiguousConfig } from './ambiguous-config.ts';
import { deceptiveName } from './deceptive-name.ts';
import { deprecatedPackage } from './deprecated-package.ts';
import { maliciousPackage } from './malicious-package.ts';
import { plaintextTransport } from './plaintext-transport.ts';
import { unmaintainedPackage } from './unmaintained-package.ts';
import { unpinnedPackage } from './unpinned-package.ts';
import { vulnerablePackage } from './vulnerable-package.ts';
import { yankedPackage } from './yanked-package.ts';

/** One question put to the inventory. Pure. Adding one: a file here, a line in `CHECKS`, a test with a bad and an ok case. */
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
  ambiguousConfig,
  deceptiveName,
  deprecatedPackage,
  maliciousPackage,
  plaintextTransport,
  unmaintainedPackage,
  unpinnedPackage,
  vulnerablePackage,
  yankedPackage,
];

export { makeFinding } from './_finding.ts';
