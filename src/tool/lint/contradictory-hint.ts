import { own } from '../json.ts';
import { executeSignal } from '../class/execute-signal.ts';
import { operationSignal } from '../class/operation-signal.ts';
import type { LintRule } from './index.ts';

export const contradictoryHint: LintRule = {
  id: 'contradictory-hint',
  tier: 'review',
  title: 'Hints that parameters contradict',
  why: 'A client may run without asking what calls itself read-only; this tool does, and has an operation that changes something, or takes something to run.',
  tool(tool) {
    const hints = tool.annotations;
    if (own(hints, 'readOnlyHint') !== true) return [];
    if (own(hints, 'destructiveHint') === true)
      return [{ path: ['annotations', 'destructiveHint'], text: 'readOnlyHint and destructiveHint are both true' }];
    const contrary = [executeSignal(tool), operationSignal(tool, false)].find(
      (signal) => signal !== null && signal.class !== 'read',
    );
    return contrary === undefined || contrary === null
      ? []
      : [{ path: ['annotations', 'readOnlyHint'], text: `readOnlyHint is true, and ${contrary.reason}` }];
  },
};
