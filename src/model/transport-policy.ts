import { z } from 'zod';
import { actionSchema } from './decision.ts';

const way = actionSchema.optional();

/** What is asked of servers by how they are reached. A key that is absent asks for nothing. */
export const transportPolicySchema = z.strictObject({
  stdio: way,
  'streamable-http': z
    .union([
      actionSchema,
      z.strictObject({
        /** A server of this machine listens at its loopback addresses alone. */
        bind: z.literal('loopback').optional(),
        /** It refuses requests of web pages. */
        origin: z.literal('required').optional(),
        /** It answers nobody without credentials. */
        auth: z.literal('required').optional(),
        /** A server of another machine is reached by https. */
        tls: z.literal('remote').optional(),
      }),
    ])
    .optional(),
  sse: way,
  websocket: way,
});
export type TransportPolicy = z.infer<typeof transportPolicySchema>;
