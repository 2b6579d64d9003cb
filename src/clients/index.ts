import type { Sealed } from '../credential/sealed.ts';
import type { Platform } from '../io/index.ts';
import type { Scope, Settings, Transport } from '../model/server.ts';
import type { Format, Node, Position } from '../syntax/document.ts';
import { fiveIre } from './5ire.ts';
import { amazonQ } from './amazon-q.ts';
import { amp } from './amp.ts';
import { antigravity } from './antigravity.ts';
import { anythingllm } from './anythingllm.ts';
import { augment } from './augment.ts';
import { bob } from './bob.ts';
import { boltai } from './boltai.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktopExtensions } from './claude-desktop-extensions.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { cline } from './cline.ts';
import { codebuddy } from './codebuddy.ts';
import { codex } from './codex.ts';
import { commandCode } from './command-code.ts';
import { commandLine } from './command-line.ts';
import { continueDev } from './continue.ts';
import { copilotCli } from './copilot-cli.ts';
import { copilotJetbrains } from './copilot-jetbrains.ts';
import { cortexCode } from './cortex-code.ts';
import { crush } from './crush.ts';
import { cursor } from './cursor.ts';
import { deepagents } from './deepagents.ts';
import { devin } from './devin.ts';
import { dockerMcpToolkit } from './docker-mcp-toolkit.ts';
import { factory } from './factory.ts';
import { fastAgent } from './fast-agent.ts';
import { firebaseStudio } from './firebase-studio.ts';
import { firebender } from './firebender.ts';
import { fx } from './fx.ts';
import { geminiCli } from './gemini-cli.ts';
import { goose } from './goose.ts';
import { grokBuild } from './grok-build.ts';
import { hermes } from './hermes.ts';
import { iflow } from './iflow.ts';
import { jan } from './jan.ts';
import { jetbrainsAiAssistant } from './jetbrains-ai-assistant.ts';
import { jetbrainsAir } from './jetbrains-air.ts';
import { junie } from './junie.ts';
import { kiloCode } from './kilo-code.ts';
import { kimiCode } from './kimi-code.ts';
import { kiro } from './kiro.ts';
import { letta } from './letta.ts';
import { librechat } from './librechat.ts';
import { lingma } from './lingma.ts';
import { lmStudio } from './lm-studio.ts';
import { mastraCode } from './mastra-code.ts';
import { mcpRegistry } from './mcp-registry.ts';
import { mcporter } from './mcporter.ts';
import { mistralVibe } from './mistral-vibe.ts';
import { museCode } from './muse-code.ts';
import { openclaw } from './openclaw.ts';
import { opencode } from './opencode.ts';
import { openhands } from './openhands.ts';
import { pi } from './pi.ts';
import { pool } from './pool.ts';
import { qoder } from './qoder.ts';
import { qwenCode } from './qwen-code.ts';
import { reasonix } from './reasonix.ts';
import { roo } from './roo.ts';
import { rovoDev } from './rovo-dev.ts';
import { sema4aiStudio } from './sema4ai-studio.ts';
import { tabnine } from './tabnine.ts';
import { trae } from './trae.ts';
import { visualStudio } from './visual-studio.ts';
import { voidEditor } from './void.ts';
import { vscode } from './vscode.ts';
import { warp } from './warp.ts';
import { windsurf } from './windsurf.ts';
import { witsy } from './witsy.ts';
import { zcode } from './zcode.ts';
import { zed } from './zed.ts';

/**
 * Where a client keeps servers. `path` is a template: it starts with `~/`, `<project>/`, `<above>/` (each folder above the
 * project), `<appdata>/` (the platform's folder for application settings), `${VAR:-template}` (without a template: no
 * such place when the variable is not set) or is absolute; `*` matches a name or a part of one, `**` up to eight levels.
 */
export interface Place {
  scope: Scope;
  path: string | Partial<Record<Platform, string>>;
  format: Format;
  /** Which of the client's readers fits; for clients with files of several shapes. */
  shape?: string;
  /** True for a file that names projects and can hold no server: it is read and not listed. */
  index?: true;
  /**
   * A path (template as in `path`) without which the client is not on this machine: for a file that several clients read
   * (`.mcp.json`), so that only those that are there declare its servers.
   */
  onlyIf?: string;
  /** True for a file of another program, in which the client may have a section: it is listed where it holds servers. */
  guest?: true;
  /** True for a program whose output is the config: it is not run, and that is a gap. */
  program?: true;
}

/** One server entry as a client's file declares it: raw, in memory only, never stored or printed. */
export interface Entry {
  name: string;
  at: Position;
  pointer: string;
  /** Null when the client's files do not settle it. */
  enabled: boolean | null;
  transport: Transport;
  /** Command as written, or null for a remote server. */
  command: string | null;
  args: string[];
  cwd: string | null;
  url: string | null;
  /** Of the few variables that say where packages live (`npm_config_cache`, `UV_CACHE_DIR` …) also the value; of every other it is sealed, where the entry has it. */
  env: Array<{ name: string; value: string | null; sealed?: Sealed; at?: Position }>;
  headers: string[];
  /** Of the headers whose value the entry has. */
  sealedHeaders?: ReadonlyArray<{ name: string; sealed: Sealed; at?: Position }>;
  settings: Settings;
  /** The project a `local` entry belongs to (absolute folder), or null. */
  project: string | null;
  /** The plugin or extension that brings it, by the name under which the client switches it on and off. */
  plugin?: string;
  /** What the manifest that declares it says that it offers. */
  outline?: Outline;
}

/** A list of tools by an extension's manifest: names and descriptions, hostile text, as large as a config may be. */
export interface Outline {
  /** For `readOutline`: an object with `tools`, and with `prompts` where it has some. */
  list: { tools: unknown; prompts?: unknown };
  /** False where the manifest says that there are more, or does not say which there are. */
  isWhole: boolean;
}

/** A switch for servers that another file of the same client declares. */
export interface Toggle {
  /** The server's name; `*` for each one. */
  server: string;
  /** Null when this file leaves open which it is. */
  enabled: boolean | null;
  project: string | null;
  /** Only for servers of these scopes. */
  scopes?: readonly Scope[];
  /** Only for servers that this plugin brings. */
  plugin?: string;
  /** True when letter case does not count in the server's name. */
  anyCase?: true;
  /** Only for servers of exactly this command and its arguments. */
  words?: readonly string[];
  /** Only for servers at such a URL; `*` stands for any characters. */
  url?: string;
  /** Servers that it is not about, when `server` is `*`: an allow-list switches all the others off. */
  but?: readonly string[];
}

/** What a client reads out of one file. */
export interface Reading {
  entries: Entry[];
  /** Entries that are not of the client's shape: what is wrong, and where. */
  problems: Array<{ message: string; at: Position; pointer: string }>;
  /** Folders the client has opened: their project files are looked at too. */
  projects?: string[];
  /** Further files this one names (absolute or relative to it). */
  files?: Array<{ path: string; scope: Scope; format: Format; shape?: string }>;
  /** Servers that this file switches off (or on) in another file of the same client. */
  toggles?: Toggle[];
  /** Tools that this file allows, forbids or approves for a server of another file of the same client; `*` for each. */
  filters?: Array<{ server: string; settings: Partial<Settings> }>;
}

/** Where a file lies, for files whose meaning depends on it. */
export interface Where {
  /** The file's absolute path. */
  file: string;
  platform: Platform;
  home: string;
}

/**
 * A program that launches MCP servers. Adding one: a file here, a line in `CLIENTS`, a fixture in fixtures/clients; README.md
 * lists it, which its test asks for.
 */
export interface Client {
  /** Also the file's name. */
  id: string;
  name: string;
  /** Other words for it that `--client` takes: an older name, a part of the client, a short form. */
  aliases?: readonly string[];
  /** Where its format is documented. */
  docs: string;
  places: readonly Place[];
  /** How one tool of a server is switched off there, in a few words that go on from "by"; without it that is not known. */
  toolSwitch?: string;
  /** Pure: reads a parsed file of one of its places. */
  read(root: Node, place: Pick<Place, 'scope' | 'shape'>, where?: Where): Reading;
}

export const CLIENTS: readonly Client[] = [
  fiveIre,
  amazonQ,
  amp,
  antigravity,
  anythingllm,
  augment,
  bob,
  boltai,
  claudeCode,
  claudeDesktop,
  claudeDesktopExtensions,
  cline,
  codebuddy,
  codex,
  commandCode,
  commandLine,
  continueDev,
  copilotCli,
  copilotJetbrains,
  cortexCode,
  crush,
  cursor,
  deepagents,
  devin,
  dockerMcpToolkit,
  factory,
  fastAgent,
  firebaseStudio,
  firebender,
  fx,
  geminiCli,
  goose,
  grokBuild,
  hermes,
  iflow,
  jan,
  jetbrainsAiAssistant,
  jetbrainsAir,
  junie,
  kiloCode,
  kimiCode,
  kiro,
  letta,
  librechat,
  lingma,
  lmStudio,
  mastraCode,
  mcpRegistry,
  mcporter,
  mistralVibe,
  museCode,
  openclaw,
  opencode,
  openhands,
  pi,
  pool,
  qoder,
  qwenCode,
  reasonix,
  roo,
  rovoDev,
  sema4aiStudio,
  tabnine,
  trae,
  visualStudio,
  voidEditor,
  vscode,
  warp,
  windsurf,
  witsy,
  zcode,
  zed,
];

export { inheritedBy, type Inherits } from './_inherits.ts';
export { resolvedBy } from './_resolves.ts';
export { expandPath, onDrive, splitHead, type Target } from './_paths.ts';
