import { optionTable } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import { unwrapPrefix, type Prefix } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Options of npm's mcp-proxy 6.7, which shares only its name with PyPI's: it starts a command and puts it on a port. */
const MCP_PROXY: Prefix = {
  name: 'mcp-proxy',
  options: optionTable(
    `--apiKey= --connectionTimeout= --corsAddAllowedHeader= --debug --endpoint= --eventStore --no-eventStore
    --eventStoreMaxEvents= --gracefulShutdownTimeout= --host= --keepAliveTimeout= --maxBodySize= --modern --no-modern --port=
    --requestTimeout= --server= --sessionIdleTimeout= --shell --sseEndpoint= --sslCa= --sslCert= --sslKey= --stateless
    --streamEndpoint= --tunnel --tunnelSubdomain= --upstreamProtocol=`,
  ),
  opens: { shell: 'its words are read once more by a shell' },
};

export const mcpProxyNpm: Wrapper = {
  id: 'mcp-proxy-npm',
  kind: 'bridge',
  programs: [],
  packages: { 'npm:mcp-proxy': 'mcp-proxy' },
  nameOf: () => 'mcp-proxy',
  unwrap(line) {
    const result = unwrapPrefix(MCP_PROXY, line);
    if (result === null || 'problem' in result || result.kind !== 'command') return result;
    // Its namesake takes a URL there; this one would look for a program of that name.
    const [url = ''] = result.inner;
    return isHttpUrl(url) ? { kind: 'remote', url } : result;
  },
};
