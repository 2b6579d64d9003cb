import type { Answer } from '../../model/credential.ts';
import { chat } from './chat.ts';
import { clouds } from './clouds.ts';
import { codeHosts } from './code-hosts.ts';
import { commerce } from './commerce.ts';
import { databases } from './databases.ts';
import { deployment } from './deployment.ts';
import { developerTools } from './developer-tools.ts';
import { identity } from './identity.ts';
import { mail } from './mail.ts';
import { models } from './models.ts';
import { observability } from './observability.ts';
import { packageRegistries } from './package-registries.ts';
import { search } from './search.ts';
import { secretStores } from './secret-stores.ts';
import { workspaces } from './workspaces.ts';

/** A form by which a credential is known. What it says of scope and life is what the type says, without asking anybody. */
export interface Format {
  /** Kebab-case, unique: `github-classic-pat`. */
  class: string;
  /** As `providers.ts` writes it. */
  provider: string;
  /** What it opens, where that is one host for all. */
  host: string | null;
  /** Its public beginning; the rest is secret. */
  prefix: string;
  /** Of the whole value, linear. */
  pattern: RegExp;
  /** Whether a value of this shape was issued so. One that was not is a literal all the same, its class less sure. */
  check: ((value: string) => boolean) | null;
  /** Its shape is not its own: it counts where the name says the provider. */
  isByName: boolean;
  /** Its shape or beginning is used by others too: the class is less sure. */
  isShared: boolean;
  /** Made to be seen: no secret. */
  isPublic: boolean;
  scoped: Answer;
  scopeReason: string;
  longLived: Answer;
  administers: Answer;
  /** The provider's page about it. */
  doc: string | null;
}

/** Formats of one field of work. Adding a format: a line of a family; adding a family: a file here and a line in `FAMILIES`. */
export interface Family {
  /** Also the file's name. */
  id: string;
  formats: readonly Format[];
}

/** Distinctive forms stand before those that share a beginning with them. */
export const FAMILIES: readonly Family[] = [
  chat,
  clouds,
  codeHosts,
  commerce,
  databases,
  deployment,
  developerTools,
  identity,
  mail,
  models,
  observability,
  packageRegistries,
  search,
  secretStores,
  workspaces,
];

export const FORMATS: readonly Format[] = FAMILIES.flatMap(({ formats }) => formats);

/** A token is short; what is longer is no token of the table. */
const LONGEST = 4_000;

/** The form of a value, if it has one; `provider` is whom its name means. */
export function formatOf(value: string, provider: string | null): Format | null {
  if (value.length > LONGEST) return null;
  const fitting = FORMATS.filter(({ prefix, pattern }) => value.startsWith(prefix) && pattern.test(value));
  const named = fitting.find((format) => format.provider === provider);
  return named ?? fitting.find(({ isByName }) => !isByName) ?? null;
}
