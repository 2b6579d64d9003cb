/**
 * How clients call themselves to a server (`clientInfo.name`), by our ids; the names are those that servers and their logs know. One that
 * is not here goes by a plain name that says nothing of who looks.
 */
const NAMES: ReadonlyMap<string, string> = new Map([
  ['claude-desktop', 'claude-ai'],
  ['claude-desktop-extensions', 'claude-ai'],
  ['claude-code', 'claude-code'],
  ['cursor', 'cursor-vscode'],
  ['vscode', 'Visual Studio Code'],
  ['codex', 'codex-mcp-client'],
  ['cline', 'Cline'],
  ['roo', 'Roo Code'],
  ['zed', 'Zed'],
  ['gemini-cli', 'gemini-cli-mcp-client'],
]);

/** The name that the server would hear from the client that declares it. */
export function clientNameOf(client: string): string {
  return NAMES.get(client) ?? 'mcp-client';
}
