import type { GateItem, JudgedFinding } from '../../model/decision.ts';
import type { Gap } from '../../model/gap.ts';
import type { GateItemId } from '../../model/gate-item.ts';
import type { Inventory } from '../../model/inventory.ts';
import type { Policy } from '../../model/policy.ts';
import type { Server } from '../../model/server.ts';
import type { ServerReview } from '../tool-states.ts';
import { criticalFindingsHandled } from './critical-findings-handled.ts';
import { credentialsScoped } from './credentials-scoped.ts';
import { highRiskToolsReviewed } from './high-risk-tools-reviewed.ts';
import { installedTreeScanned } from './installed-tree-scanned.ts';
import { inventoryComplete } from './inventory-complete.ts';
import { localTransportsChecked } from './local-transports-checked.ts';
import { ownerAssigned } from './owner-assigned.ts';
import { receiptsEnabled } from './receipts-enabled.ts';

/** All that an item may look at; at least one server, finding or gap is about it. */
export interface Circumstances {
  inventory: Inventory;
  policy: Policy;
  /** The policies that it is made of, each as it stands. */
  policies: readonly Policy[];
  findings: readonly JudgedFinding[];
  /** Of the inventory and of the policy. */
  gaps: readonly Gap[];
  /** What each server offers, held against the policy's reviews of its tools. */
  reviews: ReadonlyArray<ServerReview<Server>>;
}

export type Answer = Pick<GateItem, 'status' | 'reason' | 'next'>;

/** One question of the launch gate. Adding one: a file here, a line in `GATE_ITEM_RECORDS` and its id in the model. */
export interface GateItemRecord {
  /** Also the file's name. */
  id: GateItemId;
  /** A few words, for tables. */
  title: string;
  /** Why it is asked: one or two sentences. */
  why: string;
  /** Pure. An open gap of the item turns any answer but `fail` into `unknown` afterwards. */
  judge(circumstances: Circumstances): Answer;
}

/** In the order they are shown. */
export const GATE_ITEM_RECORDS: readonly GateItemRecord[] = [
  inventoryComplete,
  installedTreeScanned,
  highRiskToolsReviewed,
  credentialsScoped,
  localTransportsChecked,
  criticalFindingsHandled,
  receiptsEnabled,
  ownerAssigned,
];
