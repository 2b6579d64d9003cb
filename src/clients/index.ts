import type { Platform } from '../io/index.ts';
import type { Scope, Transport } from '../model/server.ts';
import type { Format, Node, Position } from '../syntax/document.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { codex } from './codex.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { vscode } from './vscode.ts';
import { windsurf } from './windsurf.ts';
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
}

/** One server entry as a client's file declares it: raw, in memory only, never stored or printed. */
export interface Entry {
  name: string;
  at: Position;
  pointer: string;
  enabled: boolean;
  transport: Transport;
  /** Command as written, or null for a remote server. */
  command: string | null;
  args: string[];
  cwd: string | null;
  url: string | null;
  /** Names only, but for the few variables that say where packages live (`npm_config_cache` …, in any letter case). */
  env: Array<{ name: string; value: string | null }>;
  headers: string[];
  /** True when the client runs a program for its headers (`headersHelper`). */
  helper?: true;
  /** The project a `local` entry belongs to (absolute folder), or null. */
  project: string | null;
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
  /** Servers that this file switches off (or on) in another file of the same client; only of these scopes, when named. */
  toggles?: Array<{ server: string; enabled: boolean; project: string | null; scopes?: readonly Scope[] }>;
}

/** A program that launches MCP servers. Adding one: a file here, a line in `CLIENTS`, a fixture in fixtures/clients. */
export interface Client {
  /** Also the file's name. */
  id: string;
  name: string;
  /** Where its format is documented. */
  docs: string;
  places: readonly Place[];
  /** Pure: reads a parsed file of one of its places. */
  read(root: Node, place: Pick<Place, 'scope' | 'shape'>): Reading;
}

export const CLIENTS: readonly Client[] = [claudeCode, claudeDesktop, codex, cursor, geminiCli, vscode, windsurf, zed];

export { expandPath, splitHead, type Target } from './_paths.ts';
