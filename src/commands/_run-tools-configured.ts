import { AuditError, EXIT } from '../errors.ts';
import type { Offering } from '../model/offering.ts';
import type { Server } from '../model/server.ts';
import { escapeLine, stringify } from '../reporters/_escape.ts';
import { configuredTools, tellGaps } from './_configured.ts';
import { serversNamed } from './_offered.ts';
import { saveOffering } from './_save-list.ts';
import { describeTools } from './_tools-text.ts';
import type { Terminal } from './terminal.ts';
import type { ToolsListOptions } from './tools.ts';

/** What is shown of a server as JSON: the canonical texts are left out, their hashes say the same. */
function asData({ id, offering }: Server) {
  if (offering === null) return { server: id, offering: null };
  const tools = offering.tools.map((tool) => ({ ...tool, definition: undefined }));
  return { server: id, offering: { ...offering, tools } };
}

function heading({ id }: Server, offering: Offering | null): string {
  if (offering === null) return `${escapeLine(id)}  tools not known\n`;
  const { serverName, serverVersion, source, file, isComplete } = offering;
  const who = [serverName, serverVersion].filter((word) => word !== null).join(' ');
  const from = file === null ? '' : ` (${source} ${file})`;
  return `${escapeLine(`${id}  ${who}${from}${isComplete ? '' : ', in part'}`)}\n`;
}

/** Lists the tools of the configured servers; 3 where those of one are not known, or not all. */
export async function runToolsConfigured(
  names: readonly string[],
  options: ToolsListOptions,
  terminal: Terminal,
): Promise<number> {
  if (options.save !== undefined && names.length !== 1) {
    throw new AuditError('usage', '--save keeps the list of one server: which one?', {
      hint: 'Name it: mcp-audit tools list SERVER --enumerate=all --save FILE',
    });
  }
  const inventory = await configuredTools(options, names, terminal);
  const servers = serversNamed(inventory.servers, names);
  tellGaps(inventory.gaps, servers, terminal);
  if (options.format === 'json') terminal.stdout(stringify({ servers: servers.map(asData) }));
  else {
    const shown = servers.map((server) => {
      const { offering } = server;
      return heading(server, offering) + (offering === null ? '' : describeTools(offering, terminal.width));
    });
    terminal.stdout(shown.length === 0 ? 'no MCP server found\n' : shown.join('\n'));
    const isNoneStarted = (options.enumerate ?? (terminal.hasKeyboard === true ? 'ask' : 'none')) === 'none';
    if (isNoneStarted && servers.some(({ offering }) => offering === null)) {
      const how = terminal.hasKeyboard === true ? 'ask' : 'all';
      terminal.stderr(`Servers are started only when you say so: mcp-audit tools list --enumerate=${how}\n`);
    }
  }
  const [{ offering: only = null } = {}] = servers;
  if (options.save !== undefined && only !== null) saveOffering(only, options.save, terminal);
  const isKnown = servers.length > 0 && servers.every(({ offering }) => offering?.isComplete === true);
  return isKnown ? EXIT.pass : EXIT.incomplete;
}
