import { isoOf } from '../forms/claims.ts';
import type { Kind } from '../kind.ts';
import { TOKEN, type Part } from './part.ts';

/** Addresses that are signed for one use: Azure's shared access signatures, presigned ones of S3 and Google. */
export function signedPart(parameters: readonly Part[], name: string, host: string | null): Part[] | null {
  const get = (wanted: string): string | undefined =>
    parameters.find((part) => part.name.toLowerCase() === wanted)?.text;
  const shared = get('sig');
  const signature = get('x-amz-signature') ?? get('x-goog-signature');
  const text = shared ?? signature;
  if (text === undefined || (shared !== undefined && get('se') === undefined)) return null;
  const ends = Date.parse(get('se') ?? '');
  const id = shared === undefined ? 'presigned-url' : 'azure-sas-url';
  const kind: Partial<Kind> = {
    scoped: 'yes',
    scopeReason: 'it is signed for named resources and permissions',
    expires: Number.isNaN(ends) ? null : isoOf(ends / 1000),
    ...(shared === undefined ? { longLived: 'no' } : {}),
  };
  return [
    {
      name,
      text,
      says: { ...TOKEN, class: id },
      kind: { ...kind, provider: shared === undefined ? null : 'Azure' },
      host,
    },
  ];
}
