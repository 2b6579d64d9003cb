import { z } from 'zod';

/** Free text that says something, of bounded length. */
export const words = (longest: number) => z.string().max(longest).regex(/\S/, 'text that is not blank');

export const personSchema = words(200);
export const serverNameSchema = words(200);
export const ruleIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens, at most 64');

const PURL = 'an exact package URL with its version, such as pkg:npm/%40scope/name@1.2.3';
const exactPurl = z
  .string(PURL)
  .max(500)
  .regex(/^pkg:[a-z][a-z0-9.+-]*\/[^@?#*\s]+@[0-9A-Za-z][0-9A-Za-z.%+_~-]*$/, PURL);

const PACKAGE = 'a package URL without a version, such as pkg:npm/%40scope/name';
export const packageNameSchema = z
  .string(PACKAGE)
  .max(500)
  .regex(/^pkg:[a-z][a-z0-9.+-]*\/[^@?#*\s]+$/, PACKAGE);

const ANY_PACKAGE = 'a package URL, such as pkg:npm/%40scope/name@1.2.3';
/** With a version or without one. */
export const packageSchema = z
  .string(ANY_PACKAGE)
  .max(500)
  .regex(/^pkg:[a-z][a-z0-9.+-]*\/[^@?#*\s]+(?:@[0-9A-Za-z][0-9A-Za-z.%+_~-]*)?$/, ANY_PACKAGE);

const PRIVATE_ID = 'an id of your own, such as PRIV-2026-003: letters, digits, dots and hyphens, at most 64';
/** Neither the id of a vulnerability that is published nor a finding's own: those are for what everybody may know. */
export const privateIdSchema = z
  .string(PRIVATE_ID)
  .regex(/^(?!(?:GHSA|CVE|MAL|PYSEC|GO|RUSTSEC)-)(?![0-9a-f]{16}$)[A-Za-z0-9][A-Za-z0-9._-]{3,63}$/, PRIVATE_ID);

export const daySchema = z.iso.date('a day that exists, as YYYY-MM-DD');

/** How the maintainer was told of what is not public. */
export const notificationSchema = z.strictObject({
  maintainer: words(200),
  /** By which way: `github-private-report`, `mail` … */
  channel: words(100),
  sent: daySchema.optional(),
  reference: words(200).optional(),
  acknowledged: daySchema.optional(),
  /** Behind this day it may be told. */
  publish_after: daySchema.optional(),
});
export type Notification = z.infer<typeof notificationSchema>;

const OWN_ID = /^[0-9a-f]{16}$/;

/** One finding on one server: any id of the vulnerability and the exact package, or the finding's own id from a report. */
const subject = {
  finding: z
    .string()
    .max(100)
    .regex(/^[A-Za-z0-9][A-Za-z0-9._:-]*$/, "a vulnerability's id or a finding's own id"),
  package: exactPurl.optional(),
  server: serverNameSchema,
};
const isExact = (entry: { finding: string; package?: string | undefined }): boolean =>
  entry.package !== undefined || OWN_ID.test(entry.finding);
const EXACT = {
  path: ['package'],
  error: 'missing key `package`',
  params: { wanted: "an exact package URL with its version, or `finding` as a finding's own id" },
};

/** Of OpenVEX: why a product is not affected. Source: OpenVEX specification 0.2.0, Status Justifications. */
export const JUSTIFICATIONS = [
  'component_not_present',
  'vulnerable_code_not_present',
  'vulnerable_code_not_in_execute_path',
  'vulnerable_code_cannot_be_controlled_by_adversary',
  'inline_mitigations_already_exist',
] as const;

const hasTwoPeople = (entry: { owner: string; approved_by: string }): boolean =>
  entry.owner.trim().toLowerCase() !== entry.approved_by.trim().toLowerCase();
const TWO_PEOPLE = {
  path: ['approved_by'],
  error: '`approved_by` is the same as `owner`',
  params: { wanted: 'a second person' },
};

const MAX_DAYS = 90;
const DAY = 86_400_000;
/** A day that does not exist is a mistake of its own, and no second one here. */
const endsInTime = (from: string, until: string): boolean => {
  const days = (Date.parse(until) - Date.parse(from)) / DAY;
  return !(days < 0 || days > MAX_DAYS);
};
const endsInTimeAfter = (key: string) => ({
  path: ['expires'],
  error: '`expires` is out of bounds',
  params: { wanted: `a day from \`${key}\` to ${MAX_DAYS} days after it` },
});

/** Clears `until: reviewed` for one finding on one server. */
export const reviewSchema = z
  .strictObject({
    ...subject,
    by: personSchema,
    date: daySchema,
    expires: daySchema,
    note: words(2000).optional(),
  })
  .refine(isExact, EXACT)
  .refine((review) => endsInTime(review.date, review.expires), endsInTimeAfter('date'));
export type Review = z.infer<typeof reviewSchema>;

/** Clears a rule with `override: approval` for one package on one server. */
export const approvalSchema = z
  .strictObject({
    rule: ruleIdSchema,
    package: exactPurl,
    server: serverNameSchema,
    owner: personSchema,
    approved_by: personSchema,
    date: daySchema,
    expires: daySchema,
    reason: words(2000),
  })
  .refine(hasTwoPeople, TWO_PEOPLE)
  .refine((approval) => endsInTime(approval.date, approval.expires), endsInTimeAfter('date'));
export type Approval = z.infer<typeof approvalSchema>;

/** Clears every rule with `override: exception` for one finding on one server. */
export const exceptionSchema = z
  .strictObject({
    id: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots and hyphens, at most 64'),
    ...subject,
    /** Whether what is wrong can be reached: it clears nothing that is known to be reached otherwise. */
    classification: z.enum(['dependency-only', 'runtime']).optional(),
    justification: z.enum(JUSTIFICATIONS).optional(),
    /** Where the reason can be read up. */
    evidence: z.array(words(500)).max(20).optional(),
    /** `private`: package and server stand in no report until the finding is published. */
    visibility: z.enum(['public', 'private']).optional(),
    notification: notificationSchema.optional(),
    owner: personSchema,
    approved_by: personSchema,
    created: daySchema,
    expires: daySchema,
    reason: words(2000),
  })
  .refine(isExact, EXACT)
  .refine((entry) => entry.visibility !== 'private' || entry.notification !== undefined, {
    path: ['notification'],
    error: 'missing key `notification`',
    params: { wanted: 'how the maintainer was told, since `visibility` is private' },
  })
  .refine((entry) => entry.visibility === 'private' || entry.notification === undefined, {
    path: ['notification'],
    error: '`notification` goes with `visibility: private`',
  })
  .refine(hasTwoPeople, TWO_PEOPLE)
  .refine((exception) => endsInTime(exception.created, exception.expires), endsInTimeAfter('created'));
export type Exception = z.infer<typeof exceptionSchema>;
