/** Revisions whose sessions begin with `initialize`, newest first. */
export const INITIALIZE_VERSIONS = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** The first revision without a handshake: each request carries its own `_meta` (2026-07-28 basic/versioning). */
export const FIRST_WITHOUT_HANDSHAKE = '2026-07-28';

/** Revisions without a handshake that are spoken here. */
export const DISCOVER_VERSIONS: readonly string[] = [FIRST_WITHOUT_HANDSHAKE];

/** Source: 2026-07-28 basic/index, "Error Codes". */
export const UNSUPPORTED_VERSION = -32022;

/** How a client calls itself. */
export interface ClientInfo {
  name: string;
  version: string;
}

/**
 * What this client says it can do. It refuses sampling and elicitation when asked, as a person may, but names them: servers offer
 * some tools only to clients that have them, and those are to be seen, too.
 */
export const CLIENT_CAPABILITIES = { roots: {}, sampling: {}, elicitation: {} } as const;

/** The `_meta` of each request since 2026-07-28 (basic/index, "_meta"). */
export const requestMeta = (version: string, clientInfo: ClientInfo): Record<string, unknown> => ({
  _meta: {
    'io.modelcontextprotocol/protocolVersion': version,
    'io.modelcontextprotocol/clientInfo': clientInfo,
    'io.modelcontextprotocol/clientCapabilities': CLIENT_CAPABILITIES,
  },
});

export const SERVER_INFO = 'io.modelcontextprotocol/serverInfo';
