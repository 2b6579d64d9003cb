import type { AdvisorySourceStatus } from '../../model/inventory.ts';
import { toMinute } from '../times.ts';
import { count } from './_count.ts';
import { describeGaps, hintOf } from '../gaps.ts';
import { examineTrees, isSettled, type TreeState } from './_tree.ts';
import type { GateItemRecord } from './index.ts';

function describeSource({ id, dataTime }: AdvisorySourceStatus): string {
  const isTime = dataTime !== null && !Number.isNaN(Date.parse(dataTime));
  return `${id} (${isTime ? toMinute(dataTime) : 'of an unknown time'})`;
}

/** What is missing, worst first. */
function describeHoles({ gaps, unseen, packages, unchecked, isAsked }: TreeState): string {
  return [
    ...(packages.size > 0 && !isAsked ? ['no advisory source has answered'] : []),
    ...(unchecked.size > 0 ? [`${count(unchecked.size, 'package')} not checked in full`] : []),
    ...(unseen.length > 0 ? [`no installed tree of ${count(unseen.length, 'server')}`] : []),
    ...(gaps.length > 0 ? [describeGaps(gaps)] : []),
  ].join('; ');
}

/** What was left out and why that keeps nothing open. */
function describeRest({ remote, resting }: TreeState): string {
  return [
    ...(remote.length > 0
      ? [
          ` ${count(remote.length, 'server runs', 'servers run')} on another machine: what is installed there cannot be seen.`,
        ]
      : []),
    ...(resting.length > 0 ? [` Not counted, for disabled servers: ${describeGaps(resting)}.`] : []),
  ].join('');
}

export const installedTreeScanned: GateItemRecord = {
  id: 'installed-tree-scanned',
  title: 'Installed tree scanned',
  why: 'What runs is what is installed, with all that it brings along, and not what a config or lockfile names.',
  judge(circumstances) {
    const { advisorySources } = circumstances.inventory;
    const trees = examineTrees(circumstances);
    const rest = describeRest(trees);
    if (trees.local.length === 0 && isSettled(trees)) {
      return {
        status: 'not-applicable',
        reason: `No active server runs from a tree on this machine.${rest}`,
        next: '',
      };
    }
    const sources = advisorySources.filter(({ answered }) => answered > 0).map(describeSource);
    const against = sources.length === 0 ? '' : `, held against ${sources.join(' and ')}`;
    const seen = `${count(trees.packages.size, 'package')} in the trees of ${count(trees.local.length, 'server')}${against}`;
    if (isSettled(trees)) return { status: 'pass', reason: `${seen}.${rest}`, next: '' };
    const next =
      hintOf(trees.gaps) ||
      (trees.unseen.length > 0
        ? 'Install the server, then scan again.'
        : 'Scan again with access to the advisory source.');
    return { status: 'unknown', reason: `${seen}; ${describeHoles(trees)}.${rest}`, next };
  },
};
