import type { Finding } from '../model/finding.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Withdrawal } from '../model/withdrawal.ts';
import { confidenceOf, labelOf, sighting } from './_evidence.ts';
import { makeFinding } from './_finding.ts';
import { packagesOf, type InstalledPackage } from './_packages.ts';
import { shorten } from './_words.ts';
import type { Check } from './index.ts';

const SOURCES: Record<Withdrawal['source'], string> = {
  lockfile: 'The lockfile says so, as of when it was written.',
  npm: 'The npm registry says so.',
  pypi: 'The index of Python packages says so.',
};

/** A finding for each package that is withdrawn in the way the check is about. */
export function findWithdrawn(check: Check, inventory: Inventory, fix: (found: InstalledPackage) => string): Finding[] {
  return packagesOf(inventory).flatMap((found) => {
    const { component, chain, server, own } = found;
    const { withdrawn, purl } = component;
    if (withdrawn === null || withdrawn === false || withdrawn.kind !== check.kind) return [];
    const message = shorten(withdrawn.message.trim(), 200);
    return makeFinding(check, server, {
      subject: purl,
      purl,
      severity: own ? 'medium' : 'low',
      confidence: confidenceOf(found),
      title: `${labelOf(found)} is ${withdrawn.kind}${message === '' ? '' : `: ${message}`}`,
      evidence: [sighting(found), SOURCES[withdrawn.source]],
      chain,
      fix: fix(found),
    });
  });
}
