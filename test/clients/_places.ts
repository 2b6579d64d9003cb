import type { Platform } from '../../src/io/index.ts';

/** The places of one client: the same on every system, or those of one system. */
export type Row = { all: string[] } & Partial<Record<Platform, string[]>>;

/** Folders of user settings of VS Code and what is made from it. */
const EDITORS = [
  ...[
    'Code',
    'Code - Insiders',
    'VSCodium',
    'Cursor',
    'Windsurf',
    'Windsurf - Next',
    'Antigravity',
    'Kiro',
    'Trae',
  ].map((name) => `A/${name}/User`),
  '~/.vscode-server/data/User',
  '~/.vscode-server-insiders/data/User',
  '~/.cursor-server/data/User',
  '~/.windsurf-server/data/User',
];

const inEditors = (file: string): string[] => EDITORS.map((folder) => `user ${folder}/${file}`);
const EDITOR_SETTINGS = [
  ...inEditors('settings.json'),
  ...EDITORS.map((folder) => `profile ${folder}/profiles/*/settings.json`),
];

/** `~` home, `A` application settings, `P` project; else absolute. */
export const MORE_PLACES: Record<string, Row> = {
  '5ire': {
    all: ['user A/5ire/mcp.json'],
  },
  'amazon-q': {
    all: [
      'user ~/.aws/amazonq/mcp.json',
      'user ~/.aws/amazonq/default.json',
      'user ~/.aws/amazonq/agents/*.json',
      'user ~/.aws/amazonq/cli-agents/*.json',
      'project P/.amazonq/mcp.json',
      'project P/.amazonq/default.json',
      'project P/.amazonq/agents/*.json',
      'project P/.amazonq/cli-agents/*.json',
    ],
  },
  amp: {
    all: [
      'user ~/.config/amp/settings.json',
      'project P/.amp/settings.json',
      'user ~/.config/amp/settings.jsonc',
      'project P/.amp/settings.jsonc',
      'plugin ~/.config/agents/skills/*/mcp.json',
      'plugin ~/.config/amp/skills/*/mcp.json',
      'project P/.agents/skills/*/mcp.json',
      ...EDITOR_SETTINGS,
      'project P/.vscode/settings.json',
    ],
    darwin: ['managed /Library/Application Support/ampcode/managed-settings.json'],
    linux: ['managed /etc/ampcode/managed-settings.json'],
    win32: [
      'user A/amp/settings.json',
      'user A/amp/settings.jsonc',
      'managed C:/ProgramData/ampcode/managed-settings.json',
    ],
  },
  antigravity: {
    all: [
      'user ~/.gemini/config/mcp_config.json',
      'user ~/.gemini/antigravity/mcp_config.json',
      'user ~/.gemini/antigravity-cli/mcp_config.json',
      'project P/.agents/mcp_config.json',
      'plugin ~/.gemini/config/plugins/*/mcp_config.json',
      'user A/Antigravity/User/workspaceStorage/*/workspace.json',
    ],
  },
  anythingllm: {
    all: ['user A/anythingllm-desktop/storage/plugins/anythingllm_mcp_servers.json'],
  },
  augment: {
    all: [
      'user ~/.augment/settings.json',
      'project P/.augment/settings.json',
      'local P/.augment/settings.local.json',
      ...EDITOR_SETTINGS,
      'project P/.vscode/settings.json',
    ],
  },
  bob: {
    all: ['user ~/.bob/mcp_settings.json', 'user ~/.bob/mcp.json', 'project P/.bob/mcp.json'],
  },
  boltai: {
    all: [],
    darwin: ['user ~/.boltai/mcp.json'],
  },
  cline: {
    all: [
      ...inEditors('globalStorage/saoudrizwan.claude-dev/settings/cline_mcp_settings.json'),
      'user ~/.cline/data/settings/cline_mcp_settings.json',
    ],
  },
  codebuddy: {
    all: ['user ~/.codebuddy/.mcp.json', 'user ~/.codebuddy/mcp.json', 'user ~/.codebuddy.json', 'project P/.mcp.json'],
  },
  'command-code': {
    all: ['user ~/.commandcode/mcp.json', 'local ~/.commandcode/projects/*/mcp.json', 'project P/.mcp.json'],
  },
  continue: {
    all: [
      'user ~/.continue/config.yaml',
      'user ~/.continue/mcpServers/*.yaml',
      'project P/.continue/mcpServers/*.yaml',
      'user ~/.continue/mcpServers/*.yml',
      'project P/.continue/mcpServers/*.yml',
      'user ~/.continue/agents/*.yaml',
      'project P/.continue/agents/*.yaml',
      'user ~/.continue/agents/*.yml',
      'project P/.continue/agents/*.yml',
      'user ~/.continue/assistants/*.yaml',
      'project P/.continue/assistants/*.yaml',
      'user ~/.continue/assistants/*.yml',
      'project P/.continue/assistants/*.yml',
      'user ~/.continue/mcpServers/*.json',
      'project P/.continue/mcpServers/*.json',
      'user ~/.continue/config.json',
      'project P/.continuerc.json',
    ],
  },
  'cortex-code': {
    all: ['user ~/.snowflake/cortex/mcp.json'],
  },
  crush: {
    all: [
      'user ~/.config/crush/crush.json',
      'user ~/.config/crush/crushrc',
      'user ~/.local/share/crush/crush.json',
      'project P/crush.json',
      'project P/.crush.json',
      'project P/crushrc',
      'project P/.crushrc',
    ],
    win32: ['user ~/AppData/Local/crush/crush.json'],
  },
  deepagents: {
    all: ['user ~/.deepagents/.mcp.json', 'project P/.deepagents/.mcp.json', 'project P/.mcp.json'],
  },
  'docker-mcp-toolkit': {
    all: ['user ~/.docker/mcp/registry.yaml', 'user ~/.docker/mcp/tools.yaml'],
  },
  factory: {
    all: [
      'user ~/.factory/mcp.json',
      'project P/.factory/mcp.json',
      'user A/Factory Bridge/mcp.json',
      'user ~/.factory/settings.json',
      'project P/.factory/settings.json',
      'local P/.factory/settings.local.json',
    ],
  },
  'fast-agent': {
    all: [
      'project P/fast-agent.yaml',
      'project P/fast-agent.config.yaml',
      'project P/fastagent.config.yaml',
      'project P/.fast-agent/fast-agent.yaml',
      'project P/.fast-agent/fast-agent.config.yaml',
      'project P/.fast-agent/fastagent.config.yaml',
    ],
  },
  'firebase-studio': {
    all: ['project P/.idx/mcp.json'],
  },
  firebender: {
    all: ['user ~/.firebender/firebender.json', 'project P/firebender.json'],
  },
  fx: {
    all: ['user ~/.fx/mcp.json', 'project P/.mcp.json'],
  },
  goose: {
    all: ['plugin ~/.agents/plugins/*/.mcp.json', 'project P/.agents/plugins/*/.mcp.json'],
    darwin: [
      'user ~/.config/goose/config.yaml',
      'user A/Block/goose/config/config.yaml',
      'user ~/.config/goose/permission.yaml',
      'user A/Block/goose/config/permission.yaml',
    ],
    linux: ['user ~/.config/goose/config.yaml', 'user ~/.config/goose/permission.yaml'],
    win32: [
      'user A/Block/goose/config/config.yaml',
      'user ~/AppData/Block/goose/config.yaml',
      'user A/Block/goose/config/permission.yaml',
      'user ~/AppData/Block/goose/permission.yaml',
    ],
  },
  'grok-build': {
    all: ['user ~/.grok/config.toml', 'project P/.grok/config.toml'],
  },
  hermes: {
    all: [],
    darwin: ['user ~/.hermes/config.yaml'],
    linux: ['user ~/.hermes/config.yaml'],
    win32: ['user ~/AppData/Local/hermes/config.yaml'],
  },
  iflow: {
    all: ['user ~/.iflow/settings.json', 'project P/.iflow/settings.json'],
  },
  jan: {
    all: ['user A/Jan/data/mcp_config.json', 'user ~/jan/mcp_config.json'],
    linux: ['user ~/.local/share/Jan/data/mcp_config.json'],
  },
  'jetbrains-ai-assistant': {
    all: ['user ~/.ai/mcp/mcp.json', 'project P/.ai/mcp/mcp.json'],
  },
  'jetbrains-air': {
    all: ['user A/JetBrains/Air/mcp.json', 'local P/.air/mcp.json', 'project P/.mcp.json'],
  },
  junie: {
    all: ['user ~/.junie/mcp/mcp.json', 'project P/.junie/mcp/mcp.json'],
  },
  'kilo-code': {
    all: [
      'user ~/.config/kilo/kilo.json',
      'user ~/.config/kilo/kilo.jsonc',
      'project P/kilo.json',
      'project P/kilo.jsonc',
      'project P/.kilo/kilo.json',
      'project P/.kilo/kilo.jsonc',
      'project P/.kilocode/kilo.json',
      'project P/.kilocode/kilo.jsonc',
      'project P/.kilocode/mcp.json',
      ...inEditors('globalStorage/kilocode.kilo-code/settings/mcp_settings.json'),
    ],
  },
  'kimi-code': {
    all: ['user ~/.kimi-code/mcp.json', 'user ~/.kimi/mcp.json', 'project P/.kimi-code/mcp.json'],
  },
  kiro: {
    all: [
      'user ~/.kiro/settings/mcp.json',
      'project P/.kiro/settings/mcp.json',
      'plugin ~/.kiro/powers/installed/*/mcp.json',
      'user ~/.kiro/agents/*.json',
      'project P/.kiro/agents/*.json',
      'user A/Kiro/User/workspaceStorage/*/workspace.json',
    ],
  },
  letta: {
    all: ['user ~/.letta/mcp_config.json'],
  },
  librechat: {
    all: ['project P/librechat.yaml', 'user ~/LibreChat/librechat.yaml'],
  },
  lingma: {
    all: ['user ~/.lingma/lingma_mcp.json'],
  },
  'lm-studio': {
    all: ['user ~/.lmstudio/mcp.json', 'user ~/.cache/lm-studio/mcp.json'],
  },
  'mastra-code': {
    all: ['user ~/.mastracode/mcp.json', 'project P/.mastracode/mcp.json', 'project P/.mcp.json'],
  },
  mcporter: {
    all: ['user ~/.mcporter/mcporter.json', 'user ~/.mcporter/mcporter.jsonc', 'project P/config/mcporter.json'],
  },
  'mistral-vibe': {
    all: ['user ~/.vibe/config.toml', 'project P/.vibe/config.toml'],
  },
  'muse-code': {
    all: ['user ~/.config/muse/settings.json'],
  },
  openclaw: {
    all: ['user ~/.openclaw/openclaw.json'],
  },
  opencode: {
    all: [
      'user ~/.config/opencode/opencode.json',
      'user ~/.config/opencode/opencode.jsonc',
      'user ~/.opencode/opencode.json',
      'user ~/.opencode/opencode.jsonc',
      'project P/opencode.json',
      'project P/opencode.jsonc',
      'project P/.opencode/opencode.json',
      'project P/.opencode/opencode.jsonc',
    ],
    darwin: [
      'managed /Library/Application Support/opencode/opencode.json',
      'managed /Library/Application Support/opencode/opencode.jsonc',
    ],
    linux: ['managed /etc/opencode/opencode.json', 'managed /etc/opencode/opencode.jsonc'],
    win32: ['managed C:/ProgramData/opencode/opencode.json', 'managed C:/ProgramData/opencode/opencode.jsonc'],
  },
  openhands: {
    all: ['user ~/.openhands/mcp.json', 'user ~/.openhands/config.toml', 'project P/config.toml'],
  },
  pi: {
    all: ['user ~/.pi/agent/mcp.json', 'user ~/.config/mcp/mcp.json', 'project P/.pi/mcp.json', 'project P/.mcp.json'],
  },
  pool: {
    all: [
      'user ~/.config/poolside/settings.yaml',
      'project P/.poolside/settings.yaml',
      'local P/.poolside/settings.local.yaml',
    ],
  },
  qoder: {
    all: ['user ~/.qoder/mcp.json', 'user ~/.qoder/settings.json', 'user A/Qoder/SharedClientCache/mcp.json'],
  },
  reasonix: {
    all: ['user ~/.reasonix/config.toml', 'project P/reasonix.toml'],
  },
  roo: {
    all: [
      ...inEditors('globalStorage/rooveterinaryinc.roo-cline/settings/mcp_settings.json'),
      ...inEditors('globalStorage/rooveterinaryinc.roo-cline/settings/cline_mcp_settings.json'),
      ...inEditors('globalStorage/zoocodeorganization.zoo-code/settings/mcp_settings.json'),
      'project P/.roo/mcp.json',
    ],
  },
  'rovo-dev': {
    all: [
      'user ~/.rovodev/mcp.json',
      'user ~/.rovodev/mcp_config.json',
      'project P/.rovodev/mcp.json',
      'user ~/.rovodev/config.yml',
    ],
  },
  'sema4ai-studio': {
    all: [],
    darwin: ['user ~/.sema4ai/sema4ai-studio/mcp_servers.json'],
    linux: ['user ~/.sema4ai/sema4ai-studio/mcp_servers.json'],
    win32: ['user ~/AppData/Local/sema4ai/sema4ai-studio/mcp_servers.json'],
  },
  tabnine: {
    all: [
      'user ~/.tabnine/agent/settings.json',
      'project P/.tabnine/agent/settings.json',
      'user ~/.tabnine/mcp_servers.json',
      'project P/.tabnine/mcp_servers.json',
    ],
    darwin: [
      'managed /Library/Application Support/TabnineCli/settings.json',
      'managed /Library/Application Support/TabnineCli/system-defaults.json',
    ],
    linux: ['managed /etc/tabnine-cli/settings.json', 'managed /etc/tabnine-cli/system-defaults.json'],
  },
  trae: {
    all: [
      'user A/Trae/User/mcp.json',
      'user A/Trae CN/User/mcp.json',
      'user A/TRAE SOLO/User/mcp.json',
      'user A/Trae/mcp.json',
      'project P/.trae/mcp.json',
      'user A/Trae/User/workspaceStorage/*/workspace.json',
      'user A/Trae CN/User/workspaceStorage/*/workspace.json',
      'user A/TRAE SOLO/User/workspaceStorage/*/workspace.json',
    ],
  },
  void: {
    all: ['user ~/.void-editor/mcp.json'],
  },
  warp: {
    all: ['user ~/.warp/.mcp.json', 'project P/.warp/.mcp.json'],
  },
  witsy: {
    all: ['user A/Witsy/settings.json'],
  },
  zcode: {
    all: [
      'user ~/.zcode/cli/config.json',
      'project P/.zcode/config.json',
      'user ~/.agents/mcp.json',
      'project P/.agents/mcp.json',
    ],
  },
};
