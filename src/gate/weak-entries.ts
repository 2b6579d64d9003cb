import type { JudgedFinding } from '../model/decision.ts';
import type { Finding } from '../model/finding.ts';
import type { Clearing } from './clear.ts';
import type { PolicyFile } from './parse-policy.ts';
import { policyEntry } from './policy-checks.ts';
import { findingOn } from './policy-findings.ts';
import { privateSubjects, publishedFrom } from './private-subjects.ts';
import { endOfDay, millisecondsOf, startOfDay } from './times.ts';

/** Entries whose second person is the first one in other words. They clear nothing. */
export function findSelfApproved(clearings: readonly Clearing[], file: PolicyFile): Finding[] {
  return clearings
    .filter(({ isSelfApproved }) => isSelfApproved)
    .map((clearing) =>
      findingOn(policyEntry, clearing, file, {
        severity: 'medium',
        title: `The ${clearing.name} is approved by its owner: it clears nothing`,
        evidence: ['`owner` and `approved_by` are two ways to write one person.'],
        remedy: 'have another person approve it.',
      }),
    );
}

/** Entries of which somebody is still to be named. They clear nothing. */
export function findUndecided(clearings: readonly Clearing[], file: PolicyFile): Finding[] {
  return clearings
    .filter(({ isUndecided }) => isUndecided)
    .map((clearing) =>
      findingOn(policyEntry, clearing, file, {
        severity: 'medium',
        title: `The ${clearing.name} names nobody yet: it clears nothing`,
        evidence: ['`TODO` and the like are no person.'],
        remedy: 'name the people who stand behind it, once they do.',
      }),
    );
}

/** Approvals that clear more than one finding: the next one would be cleared unseen. */
export function findWide(
  clearings: readonly Clearing[],
  judged: readonly JudgedFinding[],
  file: PolicyFile,
): Finding[] {
  const counts = new Map<string, number>();
  for (const by of judged.flatMap(({ cleared }) => cleared.map((one) => one.by)))
    counts.set(by, (counts.get(by) ?? 0) + 1);
  return clearings
    .filter(({ kind, name }) => kind === 'approval' && (counts.get(name) ?? 0) > 1)
    .map((clearing) =>
      findingOn(policyEntry, clearing, file, {
        severity: 'low',
        title: `The ${clearing.name} clears ${counts.get(clearing.name)} findings`,
        evidence: ['It is for a rule and a package: what that rule finds of it later would be cleared, too.'],
        remedy: 'give the rule one kind, or clear each finding by an exception of its own.',
      }),
    );
}

/** Private findings that their maintainer was not told of, or that are kept back longer than the policy lets them. */
export function findUntold(file: PolicyFile, now: Date): Finding[] {
  const asks = file.policy.disclosure?.private;
  if (asks === undefined) return [];
  const { require_notification: isRequired, embargo } = asks;
  return privateSubjects(file.policy).flatMap((subject) => {
    const entry = { name: `private finding ${subject.id}`, path: subject.path, server: null, package: null };
    const sent = subject.notification?.sent;
    const isSent = sent !== undefined && startOfDay(sent) <= now.getTime();
    if (!isSent) {
      if (isRequired !== true) return [];
      return [
        findingOn(policyEntry, entry, file, {
          severity: 'medium',
          title: `The maintainer was not told of the ${entry.name}`,
          evidence: ['`disclosure.private.require_notification` asks for it.'],
          remedy: 'tell the maintainer and note the day as `notification.sent`.',
        }),
      ];
    }
    const from = publishedFrom(subject, file.policy);
    if (embargo === undefined || from === null || from <= endOfDay(sent) + millisecondsOf(embargo)) return [];
    return [
      findingOn(policyEntry, entry, file, {
        severity: 'low',
        title: `The ${entry.name} is kept back for more than ${embargo}`,
        evidence: ['`disclosure.private.embargo` says for how long it may be.'],
        remedy: 'bring `notification.publish_after` forward.',
      }),
    ];
  });
}

/** What is wrong with the file itself. */
export function findDoubts(file: PolicyFile): Finding[] {
  const { doubts = [], source } = file;
  if (doubts.length === 0) return [];
  return [
    findingOn(policyEntry, { name: `policy file ${source}`, path: [], server: null, package: null }, file, {
      severity: 'high',
      title: 'The policy of this machine may be changed by others than its administrator',
      evidence: [...doubts],
      remedy: `nothing is to be mended: let only root write the file and the folders above it (chown root, chmod go-w).`,
    }),
  ];
}
