import { FRAMEWORKS, type Mapping } from '../model/mapping.ts';

/** Titles and pages of the ten. Source: OWASP MCP Top 10, 2025, third phase (beta), as of April 2026. */
const ENTRIES = {
  MCP01: ['Token Mismanagement & Secret Exposure', 'MCP01-2025-Token-Mismanagement-and-Secret-Exposure'],
  MCP02: ['Privilege Escalation via Scope Creep', 'MCP02-2025–Privilege-Escalation-via-Scope-Creep'],
  MCP03: ['Tool Poisoning', 'MCP03-2025–Tool-Poisoning'],
  MCP04: [
    'Software Supply Chain Attacks & Dependency Tampering',
    'MCP04-2025–Software-Supply-Chain-Attacks&Dependency-Tampering',
  ],
  MCP05: ['Command Injection & Execution', 'MCP05-2025–Command-Injection&Execution'],
  MCP06: ['Intent Flow Subversion', 'MCP06-2025–Intent-Flow-Subversion'],
  MCP07: ['Insufficient Authentication & Authorization', 'MCP07-2025–Insufficient-Authentication&Authorization'],
  MCP08: ['Lack of Audit and Telemetry', 'MCP08-2025–Lack-of-Audit-and-Telemetry'],
  MCP09: ['Shadow MCP Servers', 'MCP09-2025–Shadow-MCP-Servers'],
  MCP10: ['Context Injection & Over-Sharing', 'MCP10-2025–ContextInjection&OverSharing'],
} as const;
export type OwaspId = keyof typeof ENTRIES;

export function owaspEntry(id: OwaspId): Mapping {
  const [title, page] = ENTRIES[id];
  return {
    framework: 'owasp-mcp',
    id: `${id}:2025`,
    title,
    url: encodeURI(`${FRAMEWORKS['owasp-mcp'].url}2025/${page}`),
  };
}
