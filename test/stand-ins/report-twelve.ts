import type { Action, JudgedFinding } from '../../src/model/decision.ts';
import { severitySchema } from '../../src/model/severity.ts';
import type { Report } from '../../src/model/report.ts';
import { NPX_CACHE, npmPurl } from './inventory.ts';
import { finding, gap, HOME, JUDGED_AT, PROJECT, report, server } from './report.ts';

const CURSOR = `${HOME}/.cursor/mcp.json`;
const DESKTOP = `${HOME}/.config/Claude/claude_desktop_config.json`;
const CODE = `${HOME}/.claude.json`;
const SHARED = `${PROJECT}/.mcp.json`;
const EDITOR = `${PROJECT}/.vscode/mcp.json`;

const MCP = '@modelcontextprotocol';
const FILES = `${MCP}/server-filesystem@2025.3.28`;

const SERVERS = [
  server('filesystem', {
    runs: FILES,
    declared: [`cursor ${CURSOR} 4`, `claude-desktop ${DESKTOP} 7`, `claude-code ${CODE} 212`],
    brings: [`${MCP}/sdk@1.9.0`, 'minimatch@10.0.1', 'brace-expansion@2.0.1'],
  }),
  server('kubernetes', {
    runs: 'mcp-server-kubernetes@2.4.4',
    declared: [`cursor ${CURSOR} 12`],
    brings: [`${MCP}/sdk@1.17.0`, 'js-yaml@4.1.0', 'express@4.21.0', 'path-to-regexp@0.1.10'],
  }),
  server('linear', {
    runs: 'mcp-remote@0.1.5',
    declared: [`claude-desktop ${DESKTOP} 19`, `cursor ${CURSOR} 20`],
    brings: ['undici@7.10.0', 'express@4.21.2'],
  }),
  server('github', {
    runs: `${MCP}/server-github@2025.4.8`,
    declared: [`claude-desktop ${DESKTOP} 31`],
    brings: [`${MCP}/sdk@1.9.0`],
  }),
  server('playwright', { runs: '@playwright/mcp@0.0.31', declared: [`vscode ${EDITOR} 3`] }),
  server('crm', {
    runs: '@acme/crm-mcp@4.2.0',
    declared: [`claude-code ${SHARED} 3`],
    brings: ['axios@1.7.2', 'follow-redirects@1.15.6'],
  }),
  server('metrics', { url: 'http://metrics.internal.example:8080/mcp', declared: [`claude-code ${SHARED} 15`] }),
  server('slack', { wants: `${MCP}/server-slack`, declared: [`cursor ${CURSOR} 28`] }),
  server('sentry', { url: 'https://mcp.sentry.dev/mcp', declared: [`claude-code ${CODE} 230`] }),
  server('memory', { runs: `${MCP}/server-memory@2026.7.4`, declared: [`claude-code ${CODE} 241`] }),
  server('time', { runs: '@example/time-mcp@1.3.2', declared: [`claude-code ${SHARED} 22`] }),
  server('context7', { runs: '@upstash/context7-mcp@2.1.0', declared: [`cursor ${CURSOR} 36`], disabled: true }),
];

/** server | action | severity | advisory | fixed in | chain to the package | summary */
const ADVISORIES = `
linear     | block | critical | GHSA-6xpm-ggf7-wc3p | 0.1.16   | mcp-remote@0.1.5 | mcp-remote exposed to OS command injection via untrusted MCP server connections
linear     | warn  | high     | GHSA-vrm6-8vpv-qv8q | 7.24.0   | mcp-remote@0.1.5 undici@7.10.0 | Unbounded memory consumption in WebSocket permessage-deflate decompression
linear     | warn  | medium   | GHSA-4992-7rv2-5pvq | 7.24.0   | mcp-remote@0.1.5 undici@7.10.0 | CRLF injection via the upgrade option
linear     | warn  | medium   | GHSA-g9mf-h72j-4rw9 | 7.18.2   | mcp-remote@0.1.5 undici@7.10.0 | Unbounded decompression chain in responses
filesystem | block | high     | GHSA-q66q-fx2p-7w4m | 2025.7.1 | ${FILES} | Path validation bypass via symlink
filesystem | block | high     | GHSA-hc55-p739-j48w | 2025.7.1 | ${FILES} | Path validation bypass via colliding path prefix
filesystem | warn  | high     | GHSA-w48q-cv73-mx4w | 1.24.0   | ${FILES} ${MCP}/sdk@1.9.0 | DNS rebinding protection is not enabled by default
filesystem | allow | low      | GHSA-v6h2-p8h4-qcjw | 2.0.2    | ${FILES} minimatch@10.0.1 brace-expansion@2.0.1 | Regular expression denial of service
kubernetes | block | critical | GHSA-wvxp-jp4w-w8wg | 2.9.8    | mcp-server-kubernetes@2.4.4 | exec_in_pod runs a command string in a shell
kubernetes | warn  | high     | GHSA-4xqg-gf5c-ghwq | 3.5.0    | mcp-server-kubernetes@2.4.4 | Argument injection in port_forward
kubernetes | warn  | high     | GHSA-w48q-cv73-mx4w | 1.24.0   | mcp-server-kubernetes@2.4.4 ${MCP}/sdk@1.17.0 | DNS rebinding protection is not enabled by default
kubernetes | warn  | high     | GHSA-rhx6-c78j-4q9w | 0.1.12   | mcp-server-kubernetes@2.4.4 express@4.21.0 path-to-regexp@0.1.10 | path-to-regexp contains a ReDoS
kubernetes | warn  | medium   | GHSA-mh29-5h37-fv8m | 4.1.1    | mcp-server-kubernetes@2.4.4 js-yaml@4.1.0 | Prototype pollution in merge (<<)
github     | warn  | high     | GHSA-w48q-cv73-mx4w | 1.24.0   | ${MCP}/server-github@2025.4.8 ${MCP}/sdk@1.9.0 | DNS rebinding protection is not enabled by default
playwright | warn  | high     | GHSA-6fg3-hvw7-2fwq | 0.0.40   | @playwright/mcp@0.0.31 | No check of Host and Origin: any web page reaches every tool
crm        | warn  | high     | GHSA-8hc4-vh64-cxmj | 1.7.4    | @acme/crm-mcp@4.2.0 axios@1.7.2 | Server-side request forgery in axios
`;

function placeOf(id: string): string {
  const place = SERVERS.find((one) => one.id === id)?.declarations[0];
  return `${place?.file}:${place?.line}`;
}

function readAdvisory(line: string): JudgedFinding {
  const [at = '', action, severity, id = '', fixed = '', steps = '', summary = ''] = line
    .split('|')
    .map((cell) => cell.trim());
  const chain = steps.split(' ');
  const spec = chain.at(-1) ?? '';
  const name = spec.slice(0, spec.lastIndexOf('@'));
  const fix =
    chain.length === 1
      ? `In ${placeOf(at)} change \`${name}\` to \`${name}@${fixed}\`.`
      : `Run \`npm update --ignore-scripts ${name} --prefix ${NPX_CACHE}\` for ${fixed} or later.`;
  return finding({
    server: at,
    action: action as Action,
    severity: severitySchema.parse(severity),
    title: `${spec} is affected by ${id}: ${summary}`,
    purl: npmPurl(spec),
    vulnerability: id,
    chain,
    fixed,
    fix,
    evidence: [`${spec} is installed in ${NPX_CACHE}.`, `Severity ${severity} (GHSA label).`],
    ...(action === 'allow' ? { rules: [], cleared: [{ rule: 'dependency-only', by: 'EX-2026-014' }] } : {}),
  });
}

const FINDINGS = [
  ...ADVISORIES.trim().split('\n').map(readAdvisory),
  finding({
    server: 'github',
    check: 'deprecated-package',
    kind: 'deprecated',
    severity: 'medium',
    action: 'block',
    title: `${MCP}/server-github@2025.4.8 is deprecated: Package no longer supported. Contact Support for more info.`,
    purl: npmPurl(`${MCP}/server-github@2025.4.8`),
    fix: `In ${placeOf('github')} replace it by the version or successor that its message names.`,
  }),
  finding({
    server: 'metrics',
    check: 'plaintext-transport',
    kind: 'plaintext-transport',
    item: 'local-transports-checked',
    action: 'warn',
    title: '`metrics` talks plain HTTP to metrics.internal.example:8080',
    fix: `In ${placeOf('metrics')} use https://.`,
  }),
  finding({
    server: 'crm',
    check: 'unpinned-package',
    kind: 'unpinned',
    severity: 'medium',
    action: 'warn',
    title: '`crm` starts @acme/crm-mcp without an exact version',
    fix: `In ${placeOf('crm')} change \`@acme/crm-mcp\` to \`@acme/crm-mcp@4.2.0\`, the version that is installed now.`,
  }),
  finding({
    server: 'time',
    check: 'ambiguous-config',
    kind: 'ambiguous-config',
    severity: 'medium',
    action: 'warn',
    title: 'The key "time" stands twice in one object',
    fix: `In ${SHARED}:29 keep one of the entries with this key and remove the others.`,
    locations: [{ file: SHARED, line: 29, column: 5, pointer: '/mcpServers/time' }],
  }),
];

const GAPS = [
  gap({
    kind: 'not-installed',
    server: 'slack',
    message: `npx would fetch ${MCP}/server-slack at its next start: what would run is not on this machine.`,
    hint: `Run \`npm cache npx info\`, or start the server once, then scan again.`,
  }),
  gap({
    kind: 'remote',
    server: 'metrics',
    message: 'The server runs at metrics.internal.example:8080: its packages cannot be seen from here.',
  }),
  gap({
    kind: 'remote',
    server: 'sentry',
    message: 'The server runs at mcp.sentry.dev: its packages cannot be seen from here.',
  }),
  gap({
    kind: 'config-invalid',
    item: 'inventory-complete',
    message: 'The file ends within an object: servers after this line are not known.',
    location: { file: `${HOME}/.codeium/windsurf/mcp_config.json`, line: 41, column: 1, pointer: '' },
    hint: 'Mend the file, then scan again.',
  }),
  gap({
    kind: 'advisory-query-failed',
    message: '2 packages could not be looked up: no answer in time.',
    components: ['pkg:npm/%40acme/crm-mcp@4.2.0', 'pkg:npm/%40acme/crm-client@4.2.0'],
    hint: 'Scan again; the answers so far are kept.',
  }),
];

/** Twelve servers, twenty findings, a few gaps: what a developer's machine may look like. */
export function twelveServers(): Report {
  return report({
    verdict: 'fail',
    servers: SERVERS,
    findings: FINDINGS,
    gaps: GAPS,
    items: {
      'inventory-complete': {
        status: 'unknown',
        reason: '12 servers in 6 files; 1 file could not be read in full',
        next: `Mend ${HOME}/.codeium/windsurf/mcp_config.json:41, then scan again.`,
      },
      'installed-tree-scanned': {
        status: 'unknown',
        reason: '9 of 12 servers scanned; 1 is not installed, 2 run elsewhere',
        next: 'Start `slack` once, then scan again.',
      },
      'high-risk-tools-reviewed': {
        status: 'warn',
        required: false,
        reason: 'no server has a tool review',
        next: '`mcp-audit tools review`',
      },
      'credentials-scoped': {
        status: 'warn',
        required: false,
        reason: '7 variables of 5 servers are not scoped',
        next: '`mcp-audit policy init`',
      },
      'local-transports-checked': { status: 'warn', reason: '1 of 2 remote servers is reached without encryption' },
      'critical-findings-handled': { status: 'fail', reason: '5 findings block 4 servers' },
      'receipts-enabled': { status: 'not-applicable', required: false, reason: 'the policy asks for none' },
      'owner-assigned': { reason: 'platform@acme.example owns all 12' },
    },
    inventory: {
      vulnerabilities: FINDINGS.flatMap(({ vulnerability, purl, severity, fixed, title }) =>
        vulnerability === null || purl === null
          ? []
          : [
              {
                id: vulnerability,
                ids: [`CVE-${vulnerability.slice(5, 9)}`, vulnerability],
                kind: 'vulnerability' as const,
                severity,
                severitySource: 'GHSA label',
                score: severity === 'critical' ? 9.6 : null,
                vector: null,
                exploited: null,
                epss: null,
                summary: title.slice(title.indexOf(': ') + 2),
                url: `https://osv.dev/vulnerability/${vulnerability}`,
                modified: JUDGED_AT,
                affects: [{ purl, fixed, cure: fixed, lastKnownAffected: null }],
              },
            ],
      ),
      advisorySources: [
        { id: 'osv', from: 'https://api.osv.dev', status: 'partial', dataTime: JUDGED_AT, asked: 20, answered: 18 },
        {
          id: 'shipped',
          from: 'shipped',
          status: 'complete',
          dataTime: '2026-11-11T00:00:00.000Z',
          asked: 2,
          answered: 2,
        },
      ],
    },
    policy: { name: 'acme-laptops', source: `${HOME}/.config/mcp-audit/policy.yaml`, digest: 'a'.repeat(64) },
  });
}
