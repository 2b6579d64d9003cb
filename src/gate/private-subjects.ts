import { createHash } from 'node:crypto';
import type { Notification } from '../model/clearing.ts';
import type { Policy } from '../model/policy.ts';
import { endOfDay, millisecondsOf, startOfDay } from './times.ts';

/** Something that a policy knows and that is not public. */
export interface PrivateSubject {
  id: string;
  /** Package URL, with or without a version; null when it is about a server as a whole. */
  package: string | null;
  /** As the policy names it. */
  server: string | null;
  notification: Notification | null;
  /** What stands in the policy about it and in no report: reasons, references, people who were told. */
  words: string[];
  /** Nobody who does not have the policy can guess it. */
  secret: string;
  path: (string | number)[];
}

function subject(
  about: Pick<PrivateSubject, 'id' | 'package' | 'server' | 'path'>,
  text: string,
  notification: Notification | undefined,
): PrivateSubject {
  const { maintainer, reference } = notification ?? {};
  const words = [text, maintainer, reference].filter((word) => word !== undefined);
  const secret = createHash('sha256')
    .update(JSON.stringify([about.id, about.package, about.server, text, notification ?? null]))
    .digest('hex');
  return { ...about, notification: notification ?? null, words, secret };
}

/** All of a policy, published ones too. */
export function privateSubjects({ private: entries = [], exceptions = [] }: Policy): PrivateSubject[] {
  return [
    ...entries.map((entry, index) => {
      const { id, package: purl = null, server = null } = entry;
      return subject({ id, package: purl, server, path: ['private', index] }, entry.text, entry.notification);
    }),
    ...exceptions.flatMap((entry, index) => {
      if (entry.visibility !== 'private') return [];
      const { finding: id, package: purl = null, server } = entry;
      return [subject({ id, package: purl, server, path: ['exceptions', index] }, entry.reason, entry.notification)];
    }),
  ];
}

/** From when on it may be told: milliseconds since the epoch; null where nobody was told or no day is set. */
export function publishedFrom({ notification }: Pick<PrivateSubject, 'notification'>, policy: Policy): number | null {
  const { sent, publish_after: day } = notification ?? {};
  if (sent === undefined) return null;
  const embargo = policy.disclosure?.private.embargo;
  if (day !== undefined) return Math.max(endOfDay(day), startOfDay(sent));
  return embargo === undefined ? null : endOfDay(sent) + millisecondsOf(embargo);
}

/** Those that no report may name at `now`. */
export function hiddenSubjects(policy: Policy, now: Date): PrivateSubject[] {
  return privateSubjects(policy).filter((one) => {
    const from = publishedFrom(one, policy);
    return from === null || !(now.getTime() >= from);
  });
}
