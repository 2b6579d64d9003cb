import { describe, expect, it } from 'vitest';
import { judge, ownerOf, type PolicyFile } from '../../src/gate/index.ts';
import { divertingIn } from '../../src/gate/diverting.ts';
import { isSameArtifact } from '../../src/gate/same-artifact.ts';
import type { Decision } from '../../src/model/decision.ts';
import type { ServerMatch } from '../../src/model/server-policy.ts';
import type { Server } from '../../src/model/server.ts';
import { inventoryOf, remoteServerWith, serverWith, type ServerParts } from '../stand-ins/inventory.ts';
import { policyWith, type PolicyParts } from '../stand-ins/policy.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const OWN: ServerMatch = { package: 'pkg:npm/everything-server' };
const told = ({ findings }: Decision): string[] => findings.map(({ kind, action }) => `${action} ${kind}`);
const decide = (servers: Server[], file: PolicyFile): Decision => judge(inventoryOf(servers), file, NOW);

describe('a line that looks like the artifact is not it', () => {
  it.each<[string, ServerParts]>([
    ['where a variable names another registry', { environment: ['npm_config_registry'] }],
    ['in letters of any case', { environment: ['NPM_CONFIG_REGISTRY'] }],
    ['where a variable names a registry for a scope', { environment: ['npm_config_@acme:registry'] }],
    ['where a variable names settings', { environment: ['npm_config_userconfig'] }],
    ['where a variable loads code', { environment: ['NODE_OPTIONS'] }],
    ['where the line sets one', { launch: { environment: ['NODE_OPTIONS'] } }],
    ['where a variable decides what npx is', { environment: ['PATH'] }],
    ['where a variable names an index', { environment: ['UV_DEFAULT_INDEX'] }],
    [
      'where another package may bring its command',
      { launch: { extraPackages: [{ ecosystem: 'npm', name: 'evil', version: null }] } },
    ],
    ['where the line names another registry', { launch: { registry: 'http://registry.example' } }],
  ])('%s', (_, parts) => {
    expect(isSameArtifact(OWN, serverWith(parts))).toBe(false);
    const file = policyWith({ servers: { everything: { match: OWN } } });
    expect(told(decide([serverWith(parts)], file))).toContain('block policy-identity');
  });

  it('says why, and what to do', () => {
    const file = policyWith({ servers: { everything: { match: OWN } } });
    const found = decide([serverWith({ environment: ['npm_config_registry'] })], file).findings.find(
      ({ kind }) => kind === 'policy-identity',
    );
    expect(found?.evidence).toContain('The variable npm_config_registry can put something else in its place.');
    expect(found?.fix).toContain('`match.registry`');
  });

  it('of a command, where a part of it was taken out', () => {
    const command = ['bash', '-c', '<redacted>'];
    const server = serverWith({ launch: { commandLine: command, package: null, ecosystem: 'unknown' } });
    expect(isSameArtifact({ command }, server)).toBe(false);
    const plain = ['node', '/opt/server.js'];
    expect(isSameArtifact({ command: plain }, serverWith({ launch: { commandLine: plain } }))).toBe(true);
  });

  it('but variables that say nothing of it leave it what it is', () => {
    const environment = ['GITHUB_TOKEN', 'LOG_LEVEL', 'npm_config_loglevel', 'HTTPS_PROXY', 'npm_config_https_proxy'];
    expect(divertingIn(environment)).toEqual([]);
    expect(isSameArtifact(OWN, serverWith({ environment }))).toBe(true);
    const remote = remoteServerWith('https://mcp.example/', { environment: ['PATH'] });
    expect(isSameArtifact({ url: 'https://mcp.example/' }, remote)).toBe(true);
    // A bridge is a program of this machine.
    const bridge = serverWith({
      environment: ['NODE_OPTIONS'],
      launch: { package: 'mcp-remote', remoteUrl: 'https://mcp.example/' },
    });
    expect(isSameArtifact({ url: 'https://mcp.example/' }, bridge)).toBe(false);
  });
});

describe('a name alone takes nothing over', () => {
  const other = serverWith({ launch: { package: 'evil', commandLine: ['npx', 'evil'] } });

  it('not the owner', () => {
    const { policy } = policyWith({
      owners: { servers: { everything: 'ada' } },
      servers: { everything: { match: OWN } },
    });
    expect(ownerOf(policy, serverWith())).toBe('ada');
    expect(ownerOf(policy, other)).toBeNull();
    const named = policyWith({ owners: { servers: { everything: 'ada' } } });
    expect(ownerOf(named.policy, other)).toBe('ada');
  });

  describe('not a rule that lets something pass', () => {
    const rule = (action: 'allow' | 'warn'): PolicyParts => ({
      gate: { rules: [{ id: 'known', when: { kind: 'unpinned', server: 'everything' }, action }] },
    });
    const unpinned: ServerParts = {
      launch: { pinned: false, version: null, commandLine: ['npx', 'everything-server'] },
    };
    const actions = (servers: Server[], parts: PolicyParts): string[] =>
      decide(servers, policyWith(parts))
        .findings.filter(({ kind }) => kind === 'unpinned')
        .map(({ action, rules }) => `${action} ${rules.join()}`);

    it('holds for the one that has it', () => {
      expect(actions([serverWith(unpinned)], rule('allow'))).toEqual(['allow known']);
    });
    it('holds for none of several', () => {
      const both = ['a', 'b'].map((id) => serverWith({ ...unpinned, id }));
      expect(actions(both, rule('allow'))).toEqual(['warn default', 'warn default']);
      expect(actions(both, rule('warn'))).toEqual(['warn known', 'warn known']);
    });
    it('holds for no other artifact', () => {
      const match: ServerMatch = { package: 'pkg:npm/another-server' };
      expect(actions([serverWith(unpinned)], { ...rule('allow'), servers: { everything: { match } } })).toEqual([
        'warn default',
      ]);
    });
  });

  it('not the reviews of the machine in the eyes of the user', () => {
    const offering = offeringWith([toolEntry('read_file', 'Reads a file.', { path: { type: 'string' } })]);
    const sha256 = offering.tools[0]?.hash ?? '';
    const reviewed = { read_file: { sha256, class: 'read' as const, by: 'ada', date: '2026-11-01' } };
    const machine = policyWith({ servers: { everything: { match: OWN, tools: { reviewed } } } }, '/etc/policy.yaml');
    const file: PolicyFile = { ...policyWith(), upper: machine };
    const reasonFor = (server: Server): string | undefined =>
      decide([{ ...server, offering }], file).items.find(({ id }) => id === 'high-risk-tools-reviewed')?.reason;
    expect(reasonFor(serverWith())).toContain('each reviewed');
    expect(reasonFor(other)).not.toContain('each reviewed');
    expect(told(decide([{ ...other, offering }], file))).toContain('warn tool-unreviewed');
  });
});
