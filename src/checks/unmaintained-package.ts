import { adviceOn, headline, labelOf } from './_evidence.ts';
import { makeFinding } from './_finding.ts';
import { fixFor } from './_fix.ts';
import { affectedPackages } from './_packages.ts';
import type { Check } from './index.ts';

const WORDS: Record<string, string> = {
  unmaintained: 'is reported as unmaintained',
  unsound: 'is reported as unsound',
  notice: 'carries a notice',
};

export const unmaintainedPackage: Check = {
  id: 'unmaintained-package',
  kind: 'unmaintained',
  item: 'critical-findings-handled',
  title: 'Unmaintained package',
  why: 'An advisory says that nobody looks after the package, or that it does not keep what it promises. The next vulnerability in it will not be fixed.',
  remediation: 'Move to the successor that the advisory names, or to a server that does not need the package.',
  references: ['https://rustsec.org/'],
  run: (inventory) =>
    affectedPackages(inventory, ['unmaintained', 'unsound', 'notice']).map((found) =>
      makeFinding(unmaintainedPackage, found.server, {
        ...adviceOn(found),
        title: `${labelOf(found)} ${WORDS[found.vulnerability.kind]} by ${headline(found.vulnerability)}`,
        fixed: found.affected.fixed,
        fix: fixFor(found, found.affected.fixed),
      }),
    ),
};
