import type { Platform } from '../io/index.ts';
import type { Format, Node } from '../syntax/index.ts';
import type { Facts, Scope } from './_facts.ts';
import { awsCredentials } from './aws-credentials.ts';
import { azureProfile } from './azure-profile.ts';
import { cargoCredentials } from './cargo-credentials.ts';
import { chromeProfile } from './chrome-profile.ts';
import { claudeCredentials } from './claude-credentials.ts';
import { codexAuth } from './codex-auth.ts';
import { containerdSocket } from './containerd-socket.ts';
import { copilot } from './copilot.ts';
import { dockerConfig } from './docker-config.ts';
import { dockerSocket } from './docker-socket.ts';
import { dotenv } from './dotenv.ts';
import { firefoxProfile } from './firefox-profile.ts';
import { gcloudAdc } from './gcloud-adc.ts';
import { gemCredentials } from './gem-credentials.ts';
import { geminiOauth } from './gemini-oauth.ts';
import { ghHosts } from './gh-hosts.ts';
import { gitCredentials } from './git-credentials.ts';
import { glabConfig } from './glab-config.ts';
import { gnupg } from './gnupg.ts';
import { huggingface } from './huggingface.ts';
import { kubeConfig } from './kube-config.ts';
import { kubeServiceAccount } from './kube-service-account.ts';
import { mavenSettings } from './maven-settings.ts';
import { mcpRemoteTokens } from './mcp-remote-tokens.ts';
import { myCnf } from './my-cnf.ts';
import { netrc } from './netrc.ts';
import { npmrc } from './npmrc.ts';
import { op } from './op.ts';
import { opencodeAuth } from './opencode-auth.ts';
import { passwordStore } from './password-store.ts';
import { pgpass } from './pgpass.ts';
import { pipConfig } from './pip-config.ts';
import { podmanSocket } from './podman-socket.ts';
import { pypirc } from './pypirc.ts';
import { sshAgent } from './ssh-agent.ts';
import { sshKeys } from './ssh-keys.ts';
import { terraform } from './terraform.ts';
import { vaultToken } from './vault-token.ts';
import { yarnrc } from './yarnrc.ts';

/** How what is at a place is read, and what is read out of it: null where no credential is in it. */
export type Content =
  /** `mark`: without this text no credential is in it, and it is not parsed. */
  | { as: Format; mark?: string; read(root: Node): Facts | null }
  /** `name`: of the file, without its folder. */
  | { as: 'text'; read(text: string, name: string): Facts | null }
  /** The first 4 KiB alone, a character for each byte. */
  | { as: 'beginning'; read(text: string): Facts | null }
  /** It is not opened: that it is there says enough, or it is of a form that is not read. */
  | { as: 'name'; facts(platform: Platform): Facts }
  /** Nothing is sent to it. */
  | { as: 'socket'; facts: Facts };

/** Where a store may be. `path` is a template as those of clients are (see `Place`); `*` matches a name or a part of one. */
export interface StorePlace {
  path: string | Partial<Record<Platform, string>>;
  /** The variable of `path` that may hold several paths, joined as in `PATH`. */
  list?: string;
  holds: Content;
}

/**
 * One kind of file or socket by which any program of this user comes to credentials. A reader says what there is and how it is
 * kept; no value leaves it. Adding one: a file here, a line in `STORES`, its shapes in test/stores.
 */
export interface Store {
  /** Also the file's name. */
  id: string;
  title: string;
  /** What somebody can do who has it: a few words that go on from "whoever has it". */
  why: string;
  provider: string | null;
  system: string | null;
  /** What its kind proves of a limit; without it that is not known. */
  scope?: Scope;
  places: readonly StorePlace[];
}

export const STORES: readonly Store[] = [
  awsCredentials,
  azureProfile,
  cargoCredentials,
  chromeProfile,
  claudeCredentials,
  codexAuth,
  containerdSocket,
  copilot,
  dockerConfig,
  dockerSocket,
  dotenv,
  firefoxProfile,
  gcloudAdc,
  gemCredentials,
  geminiOauth,
  ghHosts,
  gitCredentials,
  glabConfig,
  gnupg,
  huggingface,
  kubeConfig,
  kubeServiceAccount,
  mavenSettings,
  mcpRemoteTokens,
  myCnf,
  netrc,
  npmrc,
  op,
  opencodeAuth,
  passwordStore,
  pgpass,
  pipConfig,
  podmanSocket,
  pypirc,
  sshAgent,
  sshKeys,
  terraform,
  vaultToken,
  yarnrc,
];

export { whole, type Facts, type Scope } from './_facts.ts';
