import { z } from 'zod';
import { notificationSchema, packageSchema, privateIdSchema, serverNameSchema, words } from './clearing.ts';
import { severitySchema } from './severity.ts';

/** Something that is wrong with a package or a server and that is not public. */
export const privateFindingSchema = z
  .strictObject({
    id: privateIdSchema,
    /** With a version, or for every version. */
    package: packageSchema.optional(),
    server: serverNameSchema.optional(),
    severity: severitySchema,
    text: words(2000),
    notification: notificationSchema.optional(),
  })
  .refine((entry) => entry.package !== undefined || entry.server !== undefined, {
    path: ['package'],
    error: 'missing key `package` or `server`',
  });
export type PrivateFinding = z.infer<typeof privateFindingSchema>;
