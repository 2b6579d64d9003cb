import { FRAMEWORKS, type Mapping } from '../model/mapping.ts';

/**
 * Headings of its sections, by short names of ours: it numbers none. Source: NSA, Model Context Protocol (MCP): Security
 * Design Considerations for AI-Driven Automation, U/OO/6030316-26, May 2026.
 */
const HEADINGS = {
  // Security concerns in MCP design, implementation, and practices
  'access-control': 'Access control',
  'approval-workflows': 'Poor approval workflows',
  // Examples of real-world MCP security issues
  'path-confusion': 'Tool invocation path confusion',
  'output-poisoning': 'Poisoning output for downstream automation',
  // Recommendations
  'supported-projects': 'Choose supported MCP projects when possible',
  'message-signing': 'Sign and verify MCP messages',
  'vulnerability-tracking': 'Track and patch MCP related vulnerabilities',
  'network-scan': 'Scan local network for open or vulnerable MCP servers',
} as const;
export type NsaId = keyof typeof HEADINGS;

export function nsaEntry(id: NsaId): Mapping {
  return { framework: 'nsa-mcp', id, title: HEADINGS[id], url: FRAMEWORKS['nsa-mcp'].url };
}
