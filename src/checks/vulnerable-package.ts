import { adviceOn, headline, labelOf } from './_evidence.ts';
import { makeFinding } from './_finding.ts';
import { fixFor } from './_fix.ts';
import { affectedPackages, type AffectedPackage } from './_packages.ts';
import type { Check } from './index.ts';

/** Where each vulnerability has a fix, and each of those versions another vulnerability. */
const caveat = ({ affected }: AffectedPackage): string =>
  affected.fixed !== null && affected.cure === null ? ' No version is known to be free of all that affects it.' : '';

export const vulnerablePackage: Check = {
  id: 'vulnerable-package',
  kind: 'vulnerability',
  item: 'critical-findings-handled',
  title: 'Vulnerable package',
  why: 'A published vulnerability affects a package in the tree that the server runs from. An MCP server works with the rights and credentials of the person who starts it, on input that others choose.',
  remediation: 'Move to a fixed version. Where there is none, disable the server or record a dated exception.',
  references: ['https://ossf.github.io/osv-schema/'],
  run: (inventory) =>
    affectedPackages(inventory, ['vulnerability']).map((found) =>
      makeFinding(vulnerablePackage, found.server, {
        ...adviceOn(found),
        title: `${labelOf(found)} is affected by ${headline(found.vulnerability)}`,
        fixed: found.affected.fixed,
        fix: `${fixFor(found, found.cure, found.affected.fixed)}${caveat(found)}`,
      }),
    ),
};
