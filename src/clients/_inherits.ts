/**
 * Which of its own variables a client passes on to a server that it starts, beside those that the entry sets. `all`: each.
 * `most`: all but those whose name or value looks like a secret. `minimal`: a fixed list without secrets, such as the official
 * SDKs' HOME, LOGNAME, PATH, SHELL, TERM and USER.
 */
export type Inherits = 'all' | 'most' | 'minimal' | 'unknown';

/*
 * Client | what it passes on | who says so: a file of its own repository, or a page. Of a client that starts servers in
 * several ways the one that passes on most.
 */
const TABLE = `
5ire | minimal | nanbingxyz/5ire: src/main/mcp.ts, with the proxy and certificates that are set
amazon-q | all | aws/amazon-q-developer-cli: crates/chat-cli/src/mcp_client/client.rs
claude-code | all | github.com/anthropics/claude-code-action/releases/tag/v1.0.77, which names what CLAUDE_CODE_SUBPROCESS_ENV_SCRUB takes away
claude-desktop | minimal | modelcontextprotocol.io/legacy/tools/debugging
cline | all | cline/cline: sdk/packages/core/src/extensions/mcp/client.ts; its extension for VS Code: the SDK's list
codex | minimal | openai/codex: codex-rs/rmcp-client/src/utils.rs, with LANG, LC_ALL, TMPDIR and TZ
continue | all | continuedev/continue: extensions/cli/src/services/mcpTransports.ts; in an editor a list
crush | all | charmbracelet/crush: internal/agent/tools/mcp/init.go
fast-agent | minimal | evalstate/fast-agent: src/fast_agent/mcp/client_gateway.py
gemini-cli | most | google-gemini/gemini-cli: packages/core/src/tools/mcp-client.ts
goose | all | block/goose: crates/goose/src/agents/extension_manager.rs
jan | all | menloresearch/jan: src-tauri/src/core/mcp.rs
librechat | minimal | danny-avila/LibreChat: packages/api/src/mcp/connection.ts
mcporter | all | steipete/mcporter: src/runtime/transport.ts
mistral-vibe | minimal | mistralai/mistral-vibe: vibe/core/tools/mcp/tools.py, by the Python SDK
opencode | all | sst/opencode: packages/opencode/src/mcp/index.ts
pi | all | github.com/nicobailon/pi-mcp-adapter/pull/514; an entry may switch it off
roo | minimal | RooCodeInc/Roo-Code: src/services/mcp/McpHub.ts
void | all | voideditor/void: src/vs/workbench/contrib/void/electron-main/mcpChannel.ts
vscode | all | microsoft/vscode: src/vs/workbench/api/node/extHostMcpNode.ts
zed | all | zed-industries/zed: crates/context_server/src/transport/stdio_transport.rs
`;

export interface Inheritance {
  client: string;
  passes: Exclude<Inherits, 'unknown'>;
  source: string;
}

const WORDS: ReadonlyArray<Inheritance['passes']> = ['all', 'most', 'minimal'];

export const INHERITANCES: readonly Inheritance[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [client = '', word = '', source = ''] = line.split(' | ');
    return { client, passes: WORDS.find((one) => one === word) ?? 'all', source };
  });

const BY_CLIENT = new Map(INHERITANCES.map(({ client, passes }) => [client, passes]));

/** What a client passes on, by its id. */
export function inheritedBy(client: string): Inherits {
  return BY_CLIENT.get(client) ?? 'unknown';
}
