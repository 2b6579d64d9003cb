import { isDeepStrictEqual } from 'node:util';
import { CST, Lexer } from 'yaml';
import { AuditError } from '../errors.ts';
import { personSchema, serverNameSchema } from '../model/clearing.ts';
import type { Policy, ToolReview } from '../model/policy.ts';
import { isNobody } from './people.ts';
import { parsePolicy, POLICY_MAX_BYTES } from './parse-policy.ts';
import { scalarOf } from './yaml-scalar.ts';
import { apply, putFields } from './yaml-insert.ts';

/** A review, and what it is of. */
export interface NewReview {
  /** The server as the policy is to name it. */
  server: string;
  tool: string;
  review: ToolReview;
}

const LONGEST_TOOL = 1000;

/** Whether a policy can name them. */
export function canBeNamed({ server, tool }: Pick<NewReview, 'server' | 'tool'>): boolean {
  // `*` is every server that no entry is for.
  return server !== '*' && serverNameSchema.safeParse(server).success && tool !== '' && tool.length <= LONGEST_TOOL;
}

/** Whether a policy can name a person so. */
export function isPerson(by: string): boolean {
  return personSchema.safeParse(by).success && !isNobody(by);
}

/** A copy of a record with one entry more or another one, whatever its name is. */
function withEntry<T>(record: Readonly<Record<string, T>> | undefined, key: string, value: T): Record<string, T> {
  return Object.fromEntries([...Object.entries(record ?? {}), [key, value]]);
}

type ServerPolicy = NonNullable<Policy['servers']>[string];

function withReview(policy: Policy, { server, tool, review }: NewReview): Policy {
  const servers = policy.servers ?? {};
  const own = Object.hasOwn(servers, server) ? servers[server] : undefined;
  const reviewed = withEntry(own?.tools?.reviewed, tool, review);
  return {
    ...policy,
    servers: withEntry<ServerPolicy>(servers, server, { ...own, tools: { ...own?.tools, reviewed } }),
  };
}

/** The comments of a text, in order. */
function commentsOf(text: string): string[] {
  return [...new Lexer().lex(text)]
    .filter((token) => CST.tokenType(token) === 'comment')
    .map((token) => token.trimEnd());
}

/** The lines that a person can put into the policy instead. */
function byHand({ server, tool, review }: NewReview): string {
  const [one, other, by] = [server, tool, review.by].map((text) => scalarOf(text, 'plain'));
  const { sha256, class: does, date } = review;
  return `servers: { ${one}: { tools: { reviewed: { ${other}: { sha256: ${sha256}, class: ${does}, by: ${by}, date: ${date} } } } } }`;
}

/**
 * The text of a policy with one review more, or a new one in the place of an older one of the same tool. Every other byte stays: comments,
 * quotes, layout, line ends. The result is read again before it is given back: it holds what the policy held, the review, and
 * every comment, or this throws `AuditError`.
 */
export function recordReview(text: string, file: string, entry: NewReview): string {
  const { policy } = parsePolicy(text, file);
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const { server, tool, review } = entry;
  const { sha256, class: does, by, date } = review;
  const splices = putFields(body, ['servers', server, 'tools', 'reviewed', tool], { sha256, class: does, by, date });
  const written = splices === null ? null : `${mark}${apply(body, splices)}`;
  if (written !== null && Buffer.byteLength(written) > POLICY_MAX_BYTES) {
    throw new AuditError('input-invalid', `${file} would have more than ${POLICY_MAX_BYTES} bytes`, {
      hint: 'Remove reviews of tools that are gone: mcp-audit scan names them.',
    });
  }
  if (written !== null && isFaithful(written, text, file, withReview(policy, entry))) return written;
  throw new AuditError(
    'input-invalid',
    `${file} is laid out so that the review cannot be put in without changing more`,
    {
      hint: `Put in by hand: ${byHand(entry)}`,
    },
  );
}

function isFaithful(written: string, before: string, file: string, wanted: Policy): boolean {
  try {
    return (
      isDeepStrictEqual(parsePolicy(written, file).policy, wanted) &&
      isDeepStrictEqual(commentsOf(written), commentsOf(before))
    );
  } catch (error) {
    if (error instanceof AuditError) return false;
    throw error;
  }
}
