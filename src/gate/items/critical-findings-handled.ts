import { severityRank } from '../../model/severity.ts';
import { count } from './_count.ts';
import { examineTrees, isSettled } from './_tree.ts';
import type { GateItemRecord } from './index.ts';

/** Critical, high, and what no source rates. */
const SEVERE = severityRank('unknown');

export const criticalFindingsHandled: GateItemRecord = {
  id: 'critical-findings-handled',
  title: 'Critical findings handled',
  why: 'What the policy blocks may not launch, and what is severe may not be left without somebody having looked at it.',
  judge(circumstances) {
    const { findings } = circumstances;
    const blocked = findings.filter(({ action }) => action === 'block');
    // What is about tools or transports is counted by its own item.
    const severe = findings.filter(
      ({ action, severity, item }) =>
        action === 'warn' && severityRank(severity) <= SEVERE && item === 'critical-findings-handled',
    );
    const cleared = findings.filter((finding) => finding.cleared.length > 0);
    const aside = cleared.length === 0 ? '' : ` ${count(cleared.length, 'finding')} cleared in the policy.`;
    const left = `${count(severe.length, 'finding')} of critical, high or unknown severity`;
    const [first] = blocked;
    if (first !== undefined) {
      return {
        status: 'fail',
        reason: `The policy blocks ${count(blocked.length, 'finding')}.${aside}`,
        next: first.fix,
      };
    }
    if (!isSettled(examineTrees(circumstances))) {
      const known = severe.length === 0 ? '' : ` ${left} to look at.`;
      return {
        status: 'unknown',
        reason: `Nothing that is known is blocked, but not every tree was checked in full.${known}${aside}`,
        next: 'See installed-tree-scanned.',
      };
    }
    const [worst] = severe;
    if (worst !== undefined) {
      return { status: 'warn', reason: `Nothing is blocked; ${left} to look at.${aside}`, next: worst.fix };
    }
    return { status: 'pass', reason: `Nothing is blocked, and nothing severe is left to look at.${aside}`, next: '' };
  },
};
