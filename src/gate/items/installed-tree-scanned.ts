import type { AdvisorySourceStatus } from '../../model/inventory.ts';
import { nameOfSource } from '../../model/source-name.ts';
import { toMinute } from '../times.ts';
import { count } from './_count.ts';
import { describeGaps, hintOf } from '../gaps.ts';
import { examineTrees, isSettled, type TreeState } from './_tree.ts';
import type { GateItemRecord } from './index.ts';

function describeSource({ id, dataTime }: AdvisorySourceStatus): string {
  const isTime = dataTime !== null && !Number.isNaN(Date.parse(dataTime));
  return `${nameOfSource(id).phrase} (${isTime ? toMinute(dataTime) : 'of an unknown time'})`;
}

/** `13 packages in the trees of 3 active servers (14 known in all), held against OSV (…), 2 of them not in full`. */
function describeTrees({ local, packages, known, unchecked }: TreeState, sources: readonly string[]): string {
  if (local.length === 0) return 'No tree of an active server was read';
  const all = known.size === packages.size ? '' : ` (${known.size.toLocaleString('en-US')} known in all)`;
  const trees = `${count(packages.size, 'package')} in the trees of ${count(local.length, 'active server')}${all}`;
  if (sources.length === 0) return trees;
  // Where it is all of them, the gaps say so.
  const isPart = unchecked.size > 0 && unchecked.size < packages.size;
  return `${trees}, held against ${sources.join(' and ')}${isPart ? `, ${unchecked.size.toLocaleString('en-US')} of them not in full` : ''}`;
}

/** What is missing, worst first. */
function describeHoles({ gaps, unseen, packages, isAsked }: TreeState): string {
  return [
    ...(packages.size > 0 && !isAsked ? ['no advisory source has answered'] : []),
    ...(unseen.length > 0 ? [`no installed tree of ${count(unseen.length, 'server')}`] : []),
    ...(gaps.length > 0 ? [describeGaps(gaps)] : []),
  ].join('; ');
}

/** What was left out and why that keeps nothing open. */
function describeRest({ remote, resting }: TreeState): string {
  return [
    ...(remote.length > 0
      ? [` ${count(remote.length, 'server runs', 'servers run')} on another machine: not seen from here.`]
      : []),
    ...(resting.length > 0 ? [` Not counted, for disabled servers: ${describeGaps(resting)}.`] : []),
  ].join('');
}

/** What a gap says is to be done, or else what is left to do. */
function nextOf({ gaps, unseen: [unseen], packages, isAsked }: TreeState): string {
  const hint = hintOf(gaps);
  if (hint !== '') return hint;
  if (unseen !== undefined) return `${unseen.id}: Install it, then scan again.`;
  if (packages.size > 0 && !isAsked)
    return 'Scan again with access to the advisory source, or keep all advisories here: mcp-audit db update';
  return 'Look by hand at what the report lists as not known.';
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
    const seen = describeTrees(trees, sources);
    if (isSettled(trees)) return { status: 'pass', reason: `${seen}.${rest}`, next: '' };
    return { status: 'unknown', reason: `${seen}; ${describeHoles(trees)}.${rest}`, next: nextOf(trees) };
  },
};
