import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { didYouMean, type Reviewable } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import type { Offering } from '../model/offering.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { definitionHash } from '../tool/definition-hash.ts';
import { isObject, type JsonObject } from '../tool/json.ts';
import { offeringOf } from '../tool/offering.ts';
import { readToolList } from '../tool/read-list.ts';
import { toolOf } from '../tool/tool.ts';
import type { Answers } from './_ask.ts';
import { configuredTools, tellGaps } from './_configured.ts';
import type { EnumerateOptions } from './_live-options.ts';
import { readNamed } from './_read-named.ts';
import { loadInventory } from './_load-inventory.ts';
import type { SelectionOptions } from './_selection-options.ts';
import { readSavedTools } from './_saved-tools.ts';
import type { Terminal } from './terminal.ts';

const LARGEST_FILE = 256 * 1024 * 1024;

/** Whether a JSON text is an inventory, or a report that was taken for one. */
function isInventory(text: string): boolean {
  const value = parseJson(text.replace(/^\uFEFF/, ''));
  return isObject(value) && ['schemaVersion', 'verdict', 'runs'].some((key) => Object.hasOwn(value, key));
}

/** The definition of a tool of an inventory, if it is what the tool's name and hash say. */
function definitionOf({ name, hash, definition }: Offering['tools'][number], file: string): JsonObject | null {
  if (definition === null) return null;
  const value = parseJson(definition);
  const tool = isObject(value) ? toolOf(value, 0) : null;
  if (tool !== null && tool.name === name && (hash === null || definitionHash(tool) === hash)) return tool.definition;
  throw new AuditError('input-invalid', `${file}: the definition of a tool does not fit its name and hash`, {
    hint: 'Make a new inventory: mcp-audit scan --save FILE',
  });
}

/**
 * An offering whose every word about a tool comes out of its definition: an inventory may come from anywhere, and who approves a
 * hash has to have read what it is of.
 */
function reread(offering: Offering, file: string): Offering {
  const definitions = offering.tools.map((tool) => definitionOf(tool, file));
  const { serverName: name, serverVersion: version, instructions } = offering;
  const list = readToolList({
    tools: definitions.filter((definition) => definition !== null),
    serverInfo: { ...(name === null ? {} : { name }), ...(version === null ? {} : { version }) },
    ...(instructions === null ? {} : { instructions }),
  });
  const fresh = list === null ? [] : offeringOf(list, { source: offering.source, file }).tools;
  if (fresh.length !== definitions.filter((definition) => definition !== null).length) {
    throw new AuditError('input-invalid', `${file}: the definition of a tool is larger than any that is read`, {
      hint: 'Make a new inventory: mcp-audit scan --save FILE',
    });
  }
  const next = fresh.values();
  return {
    ...offering,
    tools: offering.tools.map((tool, index) => {
      const read = definitions[index] === null ? undefined : next.next().value;
      return read === undefined ? tool : { ...read, hash: tool.hash };
    }),
  };
}

/** The servers that the words name, each by its id or a name that it alone has. */
function pick<T extends Reviewable>(servers: readonly T[], words: readonly string[]): T[] {
  const picked = words.map((word) => {
    const fitting = servers.filter(({ id, name }) => id === word || name === word);
    const [server, ...others] = fitting;
    if (server !== undefined && others.length === 0) return server;
    const meant = didYouMean(
      word,
      servers.map(({ id }) => id),
    );
    throw new AuditError(
      'usage',
      fitting.length === 0 ? `there is no server ${word}` : `several servers are called ${word}`,
      {
        hint:
          fitting.length === 0
            ? `${meant === null ? '' : `Did you mean ${meant}? `}mcp-audit inventory lists them.`
            : `Name one of the ids ${fitting.map(({ id }) => id).join(', ')}.`,
      },
    );
  });
  return [...new Set(picked)];
}

/** Servers to look at, with what they offer. */
export interface Offered {
  servers: Reviewable[];
  /** Every server there is, by which a policy's names are understood. */
  all: readonly Reviewable[];
}

/** The servers that are named, or all that a client would start. */
function offeredBy(servers: readonly Reviewable[], words: readonly string[]): Offered {
  return { servers: serversNamed(servers, words), all: servers };
}

/** The servers that are named; without a name those that a client would start. */
export function serversNamed<T extends Reviewable>(servers: readonly T[], words: readonly string[]): T[] {
  if (words.length > 0) return pick(servers, words);
  return servers.filter(({ declarations }) => declarations.some(({ enabled }) => enabled !== false));
}

/** What `--from` holds: a kept inventory, or a list of tools of the one server that is named. */
function offeredIn(from: string, words: readonly string[], { cwd }: Terminal): Offered {
  const file = resolve(cwd, from);
  if (isInventory(readNamed(realFiles, file, LARGEST_FILE, 'the inventory'))) {
    const { servers } = loadInventory(realFiles, file, cwd);
    const offered = offeredBy(servers, words);
    return {
      ...offered,
      servers: offered.servers.map((server) => ({
        ...server,
        offering: server.offering === null ? null : reread(server.offering, file),
      })),
    };
  }
  const list = readSavedTools(file);
  const [id, ...others] = words;
  if (id === undefined || others.length > 0) {
    throw new AuditError('usage', `${from} is the list of one server: which one?`, {
      hint: 'Name the server as the policy is to name it: mcp-audit tools review SERVER --from FILE …',
    });
  }
  const servers = [{ id, name: id, declarations: [], offering: offeringOf(list, { source: 'file', file }) }];
  return { servers, all: servers };
}

/** The servers of a file, or those that are configured: then they are started and asked, as far as their user allows it. */
export async function findOffered(
  words: readonly string[],
  { from, ...options }: { from?: string } & SelectionOptions & EnumerateOptions,
  terminal: Terminal,
  answers: Answers | null,
): Promise<Offered> {
  if (from !== undefined) return offeredIn(from, words, terminal);
  const { servers, gaps } = await configuredTools(options, words, terminal, answers);
  tellGaps(gaps, servers, terminal);
  return offeredBy(servers, words);
}
