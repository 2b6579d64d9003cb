import { writeFiles } from '../stand-ins/folder.ts';

const nameOf = (spec: string): string => spec.replace(/^@/, '').replace(/[^a-z0-9.-]+/gi, '-');

/** Declares servers in the user files of four clients, dealt out in turn. */
export function declareServers(home: string, specs: readonly string[]): void {
  const hands: string[][] = [[], [], [], []];
  specs.forEach((spec, index) => hands[index % 4]?.push(spec));
  const [desktop = [], cursor = [], vscode = [], codex = []] = hands;
  const map = (hand: readonly string[]): object =>
    Object.fromEntries(hand.map((spec) => [nameOf(spec), { command: 'npx', args: ['-y', spec] }]));
  writeFiles(home, {
    '.config/Claude/claude_desktop_config.json': { mcpServers: map(desktop) },
    'Library/Application Support/Claude/claude_desktop_config.json': { mcpServers: map(desktop) },
    '.cursor/mcp.json': { mcpServers: map(cursor) },
    '.config/Code/User/mcp.json': { servers: map(vscode) },
    'Library/Application Support/Code/User/mcp.json': { servers: map(vscode) },
    '.codex/config.toml': codex
      .map(
        (spec) =>
          `[mcp_servers.${JSON.stringify(nameOf(spec))}]\ncommand = "npx"\nargs = ["-y", ${JSON.stringify(spec)}]\n`,
      )
      .join('\n'),
  });
}
