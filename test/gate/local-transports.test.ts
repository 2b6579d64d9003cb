import { describe, expect, it } from 'vitest';
import { judge } from '../../src/gate/index.ts';
import type { GateItem } from '../../src/model/decision.ts';
import type { Gap } from '../../src/model/gap.ts';
import type { Probed } from '../../src/model/observation.ts';
import type { Rule } from '../../src/model/policy.ts';
import type { Server } from '../../src/model/server.ts';
import { declarationWith, gapWith, inventoryOf, remoteServerWith, serverWith } from '../stand-ins/inventory.ts';
import { policyWith } from '../stand-ins/policy.ts';
import { probedWith } from '../stand-ins/tools.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const BLOCK: Rule = {
  id: 'block',
  when: { kind: 'unsafe-transport', severity: 'high' },
  action: 'block',
  override: 'exception',
};
const ALLOW: Rule = { id: 'allow', when: { kind: 'unsafe-transport' }, action: 'allow' };

const notes = (probed: Probed | null, more: Parameters<typeof remoteServerWith>[1] = {}): Server =>
  remoteServerWith('http://localhost:3000/mcp', { name: 'notes', probed, ...more });

function item(servers: Server[], { rules = [BLOCK], gaps = [] }: { rules?: Rule[]; gaps?: Gap[] } = {}): GateItem {
  const decision = judge(inventoryOf(servers, { gaps }), policyWith({ gate: { rules } }), NOW);
  const found = decision.items.find(({ id }) => id === 'local-transports-checked');
  expect(found).toBeDefined();
  return found as GateItem;
}

const lead = '1 server answers on a port of this machine';

describe('local-transports-checked', () => {
  it('passes when all that is needed was answered well', () => {
    expect(item([notes(probedWith()), serverWith()])).toMatchObject({
      status: 'pass',
      reason: `${lead}; each was probed, and keeps out what it should.`,
      next: '',
    });
    expect(item([notes(probedWith({ session: 'inconclusive', 'legacy-sse': 'not-reached' }))]).status).toBe('pass');
  });

  it.each(['bind', 'origin', 'rebinding', 'cors', 'simple-request', 'auth'] as const)(
    'is unknown while %s is inconclusive, was not reached or is missing',
    (id) => {
      const judged = item([notes(probedWith({ [id]: 'inconclusive' }))]);
      expect(judged).toMatchObject({ status: 'unknown', reason: `${lead}; not known: ${id} of notes.` });
      expect(judged.next).not.toBe('');
      const behindNothing = id === 'auth' ? {} : { auth: 'fail' as const };
      expect(item([notes(probedWith({ ...behindNothing, [id]: 'not-reached' }))], { rules: [ALLOW] }).status).toBe(
        'unknown',
      );
      const probed = probedWith();
      const verdicts = probed.verdicts.filter(({ check }) => check !== id);
      expect(item([notes({ ...probed, verdicts })]).status).toBe('unknown');
    },
  );

  it('passes where credentials are asked for before anything else, but not where that is all that is known of it', () => {
    const behind = {
      origin: 'not-reached',
      rebinding: 'not-reached',
      cors: 'not-reached',
      'simple-request': 'not-reached',
    } as const;
    expect(item([notes(probedWith({ auth: 'pass', ...behind }))]).status).toBe('pass');
    expect(item([notes(probedWith({ auth: 'not-reached', ...behind }))]).status).toBe('unknown');
    expect(item([notes(probedWith({ auth: 'inconclusive', ...behind }))]).status).toBe('unknown');
    expect(item([notes(probedWith({ auth: 'pass', ...behind, cors: 'inconclusive' }))]).status).toBe('unknown');
  });

  it('says how to find out, and warns of what that does', () => {
    const open = { cors: 'inconclusive' } as const;
    expect(item([notes(probedWith(open))]).next).toBe(
      '`mcp-audit scan --probe=active` asks more; it opens sessions, and servers have fallen over it.',
    );
    expect(item([notes(probedWith(open, { mode: 'active' }))]).next).toContain('Check by hand that notes');
    expect(item([notes(probedWith({ bind: 'inconclusive' }))]).next).toContain('Scan as the user who runs notes');
    expect(item([notes(null)])).toMatchObject({ status: 'unknown', reason: `${lead}; 1 not probed (notes).` });
    expect(item([notes(null)]).next).toContain('where notes runs, while it runs');
  });

  it.each([
    ['a probe says so', notes(probedWith({}, { isListening: false })), []],
    [
      'a gap says so',
      notes(null),
      [gapWith({ item: 'local-transports-checked', kind: 'transport-unknown', server: 'notes' })],
    ],
  ])('is unknown where nothing listens, as %s', (_, server, gaps) => {
    expect(item([server], { gaps })).toMatchObject({
      status: 'unknown',
      reason: `${lead}; 1 not reached (notes).`,
      next: 'Start notes and scan again, or disable its entry.',
    });
  });

  it('fails when the policy blocks what it lets in, whatever is not known', () => {
    const judged = item([notes(probedWith({ origin: 'fail', cors: 'inconclusive' })), notes(null, { id: 'wiki' })]);
    expect(judged).toMatchObject({
      status: 'fail',
      reason: '2 servers answer on a port of this machine; the policy blocks 1 finding (notes).',
    });
    expect(judged.next).toMatch(/^notes: Answer 403/);
  });

  it('warns when what it lets in is not blocked, and tells it beside what is not known', () => {
    const failing = { origin: { verdict: 'fail', severity: 'medium' } } as const;
    const judged = item([notes(probedWith(failing))]);
    expect(judged).toMatchObject({ status: 'warn', reason: `${lead}; 1 finding (notes) to look at.` });
    expect(judged.next).toMatch(/^notes: Answer 403/);
    expect(item([notes(probedWith({ ...failing, cors: 'inconclusive' }))])).toMatchObject({
      status: 'unknown',
      reason: `${lead}; not known: cors of notes; 1 finding (notes) to look at.`,
    });
  });

  it('passes what the policy allows, and says that it does', () => {
    expect(item([notes(probedWith({ origin: 'fail' }))], { rules: [ALLOW] })).toMatchObject({
      status: 'pass',
      reason: `${lead}; each was probed, and the policy allows 1 finding (notes).`,
    });
  });

  it('leaves disabled servers and servers elsewhere alone', () => {
    const off = { declarations: [declarationWith({ enabled: false })] };
    expect(item([notes(null, off), serverWith()]).status).toBe('not-applicable');
    const weak = probedWith({ origin: { verdict: 'fail', severity: 'low' } });
    expect(item([notes(weak, off), notes(probedWith(), { id: 'wiki' })]).status).toBe('pass');
  });

  it('counts a server that was probed though its entry does not say where it is', () => {
    const odd = serverWith({ transport: 'unknown', probed: probedWith() });
    expect(item([odd])).toMatchObject({ status: 'pass' });
    const nowhere = serverWith({ name: 'odd', transport: 'unknown' });
    expect(item([nowhere])).toMatchObject({
      status: 'unknown',
      reason: 'of 1 server it is not known where they answer (odd).',
      next: 'Check by hand that the server binds to loopback, and checks Host, Origin and a token.',
    });
  });

  it('names a few of many', () => {
    const many = Array.from({ length: 9 }, (_, at) => notes(null, { id: `s${at}` }));
    expect(item(many).reason).toContain('9 not probed (s0, s1, s2, 6 more)');
  });
});
