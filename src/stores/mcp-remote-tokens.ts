import type { Node } from '../syntax/index.ts';
import { together, type Facts } from './_facts.ts';
import { oauthScope, oauthTokens, scopeOfAll } from './_oauth.ts';
import { secretAt, timeAt } from './_tree.ts';
import type { Store, StorePlace } from './index.ts';

const FOLDER = '${MCP_REMOTE_CONFIG_DIR:-~/.mcp-auth}';

const readTokens = (root: Node): Facts | null => together(oauthTokens(root), scopeOfAll([oauthScope(root)]));
const readClient = (root: Node): Facts | null =>
  together(
    secretAt(root, 'client_secret').map((found) => ({ ...found, expires: timeAt(root, 'client_secret_expires_at') })),
  );

/** Their servers stand in the names of the files as hashes alone. Source: github.com/geelen/mcp-remote, README. */
export const mcpRemoteTokens: Store = {
  id: 'mcp-remote-tokens',
  title: 'Tokens of mcp-remote',
  why: 'uses remote servers as the person who signed in to them',
  provider: null,
  system: 'remote MCP server',
  // Its first versions had no folder for each version.
  places: [FOLDER, `${FOLDER}/*`].flatMap((folder): StorePlace[] => [
    { path: `${folder}/*_tokens.json`, holds: { as: 'json', read: readTokens } },
    { path: `${folder}/*_client_info.json`, holds: { as: 'json', read: readClient } },
  ]),
};
