/** JSON-RPC messages that are sent, and the headers that go with them. */

/** The last revision with a handshake, and the first without. */
const LEGACY = '2025-11-25';
export const MODERN = '2026-07-28';
/** A revision that every server since June 2025 knows, and older ones ignore. */
const OLD = '2025-06-18';
/** No session has this id: a server that keeps sessions opens none for it. */
const NO_SESSION = '00000000-0000-4000-8000-000000000000';

const CLIENT = { name: 'mcp-audit', version: '1' };
const META = {
  'io.modelcontextprotocol/protocolVersion': MODERN,
  'io.modelcontextprotocol/clientInfo': CLIENT,
  'io.modelcontextprotocol/clientCapabilities': {},
};

/** Headers with lower-case names; a null takes a header away. */
export type Headers = Readonly<Record<string, string | null>>;

/** What is sent, but for where it goes. */
export interface Message {
  headers: Headers;
  body: Readonly<Record<string, unknown>>;
}

const JSON_HEADERS = {
  'content-type': 'application/json',
  accept: 'application/json, text/event-stream',
  'accept-encoding': 'identity',
};

/** The list of tools, asked for in a session that cannot be: it opens none, and a stateless server answers it. */
export const listTools: Message = {
  headers: { ...JSON_HEADERS, 'mcp-session-id': NO_SESSION, 'mcp-protocol-version': OLD },
  body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
};

/** The list of tools in an open session, or without one where the server has none. */
export const listToolsIn = (session: string | null, version: string): Message => ({
  headers: { ...listTools.headers, 'mcp-session-id': session, 'mcp-protocol-version': version },
  body: listTools.body,
});

/** Opens a session on a server that keeps them. */
export const initialize: Message = {
  headers: JSON_HEADERS,
  body: {
    jsonrpc: '2.0',
    id: 1,
    method: 'initialize',
    params: { protocolVersion: LEGACY, capabilities: {}, clientInfo: CLIENT },
  },
};

const withoutHandshake = (method: string, version = MODERN): Message => ({
  headers: { ...JSON_HEADERS, 'mcp-protocol-version': version, 'mcp-method': method },
  body: {
    jsonrpc: '2.0',
    id: 1,
    method,
    params: { _meta: { ...META, 'io.modelcontextprotocol/protocolVersion': version } },
  },
});

export const modernListTools: Message = withoutHandshake('tools/list');
export const discover: Message = withoutHandshake('server/discover');
export const modernListToolsAs = (version: string): Message => withoutHandshake('tools/list', version);

/** A call of a tool that no server has. */
export const callNothing = (message: Message, tool: string): Message => ({
  headers:
    message.headers['mcp-method'] === undefined
      ? message.headers
      : { ...message.headers, 'mcp-method': 'tools/call', 'mcp-name': tool },
  body: {
    ...message.body,
    method: 'tools/call',
    params: { ...(message.body['params'] as object | undefined), name: tool, arguments: {} },
  },
});

/** The same message with other headers. */
export const changed = (message: Message, headers: Headers): Message => ({
  ...message,
  headers: { ...message.headers, ...headers },
});
