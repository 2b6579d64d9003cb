import { resolve } from 'node:path';
import { AuditError, EXIT } from '../errors.ts';
import { realExchange } from '../io/index.ts';
import { whereIs } from '../model/host.ts';
import { version } from '../package.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { inspect } from '../tool/inspect.ts';
import { readListing } from '../tool/read-text.ts';
import type { ToolList } from '../tool/tool.ts';
import { cleanWhenKilled } from './_killed.ts';
import { saveList } from './_save-list.ts';
import { readSavedTools } from './_saved-tools.ts';
import { describeTools } from './_tools-text.ts';
import type { Terminal } from './terminal.ts';
import type { ToolsListOptions } from './tools.ts';

/** Exit code 0, or 3 when a part of the list could not be had or read; a file or an address that is none is an error. */
export async function runToolsList(
  names: readonly string[],
  options: ToolsListOptions,
  terminal: Terminal,
): Promise<number> {
  const { from, url, format } = options;
  if (from === undefined && url === undefined) {
    return (await import('./_run-tools-configured.ts')).runToolsConfigured(names, options, terminal);
  }
  if ((from !== undefined && url !== undefined) || names.length > 0) {
    throw new AuditError('usage', 'wanted: configured servers, a saved list or a running server, and one of them', {
      hint: 'Give names of servers, or --from FILE, or --url http://localhost:PORT/mcp.',
    });
  }
  if (from === undefined) return askServer(url ?? '', options, terminal);
  if (options.save !== undefined) {
    throw new AuditError('usage', '--save keeps what a server gives: it is of no use beside --from', {
      hint: 'Leave out the one or the other.',
    });
  }
  const list = readSavedTools(resolve(terminal.cwd, from));
  show(list, format, terminal);
  return list.unreadCount + list.repeatedCount > 0 ? EXIT.incomplete : EXIT.pass;
}

function show(list: ToolList, format: ToolsListOptions['format'], terminal: Terminal): void {
  const inspected = inspect(list);
  terminal.stdout(format === 'json' ? stringify(inspected) : describeTools(inspected, terminal.width));
}

/** Lists the tools of a server that runs on this machine. It is asked and nothing more: no tool is called, nothing is started. */
async function askServer(
  url: string,
  { format, save }: Pick<ToolsListOptions, 'format' | 'save'>,
  terminal: Terminal,
): Promise<number> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol) || whereIs(url) !== 'loopback') {
    throw new AuditError('usage', '--url: not an http or https address of this machine', {
      hint: 'For example --url http://localhost:3000/mcp',
    });
  }
  const { listOverHttp } = await import('../mcp/index.ts');
  const clientInfo = { name: 'mcp-audit', version: version() };
  const target = { url: new URL(url), headers: {} };
  const stopWatching = cleanWhenKilled(() => {});
  const listing = await listOverHttp(target, realExchange, { transport: 'http', mayLeaveMachine: false, clientInfo });
  stopWatching();
  const { tools, notes, problem, isComplete } = listing;
  for (const note of notes) terminal.stderr(`mcp-audit: ${escapeLine(note)}\n`);
  if (problem !== null) terminal.stderr(`mcp-audit: ${escapeLine(problem.message)}\n`);
  const list = readListing(listing);
  if (list === null || (problem !== null && tools.length === 0)) return EXIT.incomplete;
  show(list, format, terminal);
  if (save !== undefined) saveList(list, save, terminal);
  return list.unreadCount + list.repeatedCount > 0 || !isComplete ? EXIT.incomplete : EXIT.pass;
}
