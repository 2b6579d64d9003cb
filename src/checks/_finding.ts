import { createHash } from 'node:crypto';
import type { Finding } from '../model/finding.ts';
import type { Location } from '../model/location.ts';
import { isActive, type Server } from '../model/server.ts';
import type { Check } from './index.ts';

/** Stable between scans: the first 16 hexadecimal digits of a SHA-256 over what the finding is about. */
function findingId(about: {
  check: string;
  server: string | null;
  subject: string;
  vulnerability: string | null;
}): string {
  const text = JSON.stringify([about.check, about.server, about.subject, about.vulnerability]);
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

/** Where a server is declared: what a client would start first, then what is switched off. */
export function locationsOf(server: Server): Location[] {
  const enabled = server.declarations.filter((declaration) => declaration.enabled);
  const disabled = server.declarations.filter((declaration) => !declaration.enabled);
  return [...enabled, ...disabled].map(({ file, line, column, pointer }) => ({ file, line, column, pointer }));
}

/** What a check says about one server; what is left out is empty or not known. */
export interface Details extends Pick<Finding, 'severity' | 'confidence' | 'title' | 'evidence' | 'fix'> {
  /** What of the server it is about: part of the finding's identity, so no counts and no dates. */
  subject: string;
  purl?: string | null;
  tool?: string;
  vulnerability?: string;
  ids?: string[];
  exploited?: boolean;
  epss?: number | null;
  chain?: string[];
  fixed?: string | null;
  locations?: Location[];
}

/** A finding of `check` about `server`, or about a file when it is null. */
export function makeFinding(
  check: Pick<Check, 'id' | 'kind' | 'item'>,
  server: Server | null,
  { subject, ...details }: Details,
): Finding {
  const about = { check: check.id, server: server?.id ?? null, subject, vulnerability: details.vulnerability ?? null };
  return {
    id: findingId(about),
    check: check.id,
    kind: check.kind,
    item: check.item,
    reachability: 'unknown',
    server: server?.id ?? null,
    active: server === null || isActive(server),
    purl: null,
    tool: null,
    ids: [],
    exploited: false,
    epss: null,
    chain: [],
    fixed: null,
    locations: server === null ? [] : locationsOf(server),
    ...details,
    vulnerability: about.vulnerability,
  };
}
