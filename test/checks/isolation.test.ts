import { describe, expect, it } from 'vitest';
import { isolationMismatch } from '../../src/checks/isolation-mismatch.ts';
import { noIsolation } from '../../src/checks/no-isolation.ts';
import { openSandbox } from '../../src/checks/open-sandbox.ts';
import { OPENING_KINDS, type Disagreement, type Isolation, type Opening } from '../../src/model/isolation.ts';
import { isolationWith } from '../stand-ins/facts.ts';
import { inventoryOf, serverWith, type ServerParts } from '../stand-ins/inventory.ts';
import { offeringWith, toolEntry } from '../stand-ins/tools.ts';

const EXECUTES = { offering: offeringWith([toolEntry('run', 'Runs code.', { code: {} })]) };
const READS = { offering: offeringWith([toolEntry('get_a')]) };
const PLACE = '/home/ada/.cursor/mcp.json:3';

describe('open-sandbox', () => {
  const run = (found: Opening[], parts: ServerParts = {}, more: Partial<Isolation> = {}) => {
    const isolation = { ...isolationWith({ openings: { found, isComplete: true } }), ...more };
    return openSandbox.run(inventoryOf([serverWith({ isolation, ...parts })]));
  };

  it('is silent about a sandbox without openings, and about what is not known', () => {
    expect(run([])).toEqual([]);
    expect(openSandbox.run(inventoryOf([serverWith()]))).toEqual([]);
    expect(openSandbox.run(inventoryOf([serverWith({ isolation: isolationWith({ openings: null }) })]))).toEqual([]);
  });

  it.each(['privileged', 'docker-socket', 'host-root-mount'] as const)('%s undoes it as a whole', (kind) => {
    const found = [{ kind, what: kind === 'privileged' ? 'privileged' : '/x' }];
    expect(run(found, READS)[0]).toMatchObject({ severity: 'high', confidence: 'high' });
    const [finding] = run(found, EXECUTES);
    expect(finding).toMatchObject({ severity: 'critical', item: 'critical-findings-handled' });
    expect(finding?.evidence).toContain('A tool of the server runs what it is given.');
  });

  it('names the option to remove, or what to mount instead', () => {
    const [privileged, mount] = run([
      { kind: 'privileged', what: 'privileged' },
      { kind: 'sensitive-mount', what: '~/.ssh' },
      { kind: 'sensitive-mount', what: '/etc' },
    ]);
    expect(privileged?.title).toBe(
      'The sandbox of `everything` is open (privileged), which gives it every right over the machine’s kernel and devices',
    );
    expect(privileged?.fix).toContain(`In ${PLACE} remove \`--privileged\``);
    expect(mount).toMatchObject({ severity: 'medium' });
    expect(mount?.title).toContain('(sensitive-mount: ~/.ssh and /etc)');
    expect(mount?.fix).toContain('in the place of ~/.ssh and /etc.');
  });

  it.each(OPENING_KINDS)('has words for %s', (kind) => {
    const [finding, ...others] = run([{ kind, what: '$& `x`' }]);
    expect(others).toEqual([]);
    expect(finding?.fix).toMatch(/^In \S+ \S.{10,}\.$/);
    expect(finding?.fix).not.toContain('…');
  });

  it('says where it was seen', () => {
    const openings = {
      value: { found: [{ kind: 'host-pid' as const, what: 'pid' }], isComplete: true },
      basis: 'observed' as const,
      evidence: '',
    };
    expect(run([], {}, { openings })[0]?.evidence).toEqual(['It was seen on what runs.']);
  });
});

describe('isolation-mismatch', () => {
  const one = (aspect: Disagreement['aspect'], isWeaker: boolean | null): Disagreement => ({
    aspect,
    static: 'none',
    observed: 'all',
    isWeaker,
  });
  const run = (...found: Disagreement[]) =>
    isolationMismatch.run(inventoryOf([serverWith({ isolationDisagreements: found })]));

  it('is silent where both agree', () => expect(run()).toEqual([]));

  it('tells what is weaker, other and stronger apart', () => {
    const findings = run(one('network', true), one('user', null), one('memory', false), one('sandbox', true));
    expect(findings.map(({ severity }) => severity)).toEqual(['high', 'medium', 'info']);
    expect(findings[0]?.title).toBe(
      'What runs of `everything` is kept apart less than its line says: network and sandbox',
    );
    expect(findings[0]?.evidence).toEqual([
      'network: declared none; observed all.',
      'sandbox: declared none; observed all.',
    ]);
    expect(new Set(findings.map(({ id }) => id)).size).toBe(3);
    // The order in which they are found is no part of what they are.
    expect(run(one('sandbox', true), one('network', true))[0]?.id).toBe(findings[0]?.id);
  });
});

describe('no-isolation', () => {
  const NONE = isolationWith({ sandbox: [], filesystem: { reads: 'all', writes: 'all', mounts: [], hidden: [] } });
  const run = (parts: ServerParts) => noIsolation.run(inventoryOf([serverWith(parts)]));

  it('is silent about a sandbox, about what is not known, and about servers elsewhere', () => {
    expect(run({ isolation: null })).toEqual([]);
    expect(run({ isolation: isolationWith() })).toEqual([]);
    expect(run({ isolation: isolationWith({ sandbox: null }) })).toEqual([]);
    expect(run({ isolation: NONE, transport: 'http' })).toEqual([]);
  });

  it('weighs what its tools can do', () => {
    expect(run({ isolation: NONE })[0]).toMatchObject({ severity: 'info', confidence: 'medium' });
    expect(run({ isolation: NONE, ...READS })[0]).toMatchObject({ severity: 'info' });
    const [finding] = run({ isolation: NONE, ...EXECUTES });
    expect(finding).toMatchObject({ severity: 'medium' });
    expect(finding?.title).toBe('`everything` runs without isolation, and a tool of it runs what it is given');
    expect(finding?.evidence[0]).toMatch(/^No isolation: /);
  });
});
