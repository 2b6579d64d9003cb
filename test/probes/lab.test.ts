import { describe, expect, it } from 'vitest';
import { PROPERTIES, SESSIONS_OF, startLab, type Lab, type LabConfig } from '../../fixtures/servers/lab/lab.mjs';
import type { Listeners } from '../../src/io/index.ts';
import { MAX_REQUESTS } from '../../src/probes/index.ts';
import { expectedEra, expectedVerdicts } from './_expected.ts';
import { machine, probed, verdictsOf } from './_lab.ts';

/** Every combination: `MCP_AUDIT_LAB=all`; otherwise a sample that is the same each time. */
const ALL = process.env['MCP_AUDIT_LAB'] === 'all';
const SAMPLE = ALL ? 200 : Number(process.env['MCP_AUDIT_LAB'] ?? 120);

const cross = <A, B>(many: readonly A[], by: readonly B[]): Array<A & B> =>
  many.flatMap((one) => by.map((other) => ({ ...one, ...other })));

const values = <Key extends keyof LabConfig>(key: Key): Array<Pick<LabConfig, Key>> =>
  PROPERTIES[key].map((value) => ({ [key]: value }) as Pick<LabConfig, Key>);

/** Eras with the sessions they can have; HTTP+SSE beside them. */
const ways = PROPERTIES.era.flatMap((era) =>
  SESSIONS_OF[era].flatMap((session) =>
    (era === 'legacy' || era === 'dual' ? [false, true] : [false]).map((sse) => ({ era, session, sse })),
  ),
);

const combinations: LabConfig[] = cross(
  cross(cross(cross(cross(ways, values('host')), values('origin')), values('cors')), values('auth')),
  cross(values('contentType'), values('bind')),
).map((config, at) => ({
  ...config,
  // Independent of everything but their own verdict, and of one another's.
  version: at % 2 === 0 ? 'strict' : 'lax',
  headers: (at >> 1) % 2 === (at >> 7) % 2 ? 'strict' : 'lax',
}));

/** A fixed walk that meets every value of every property with every other. */
const step = 7919;
const sample = ALL
  ? combinations
  : Array.from({ length: SAMPLE }, (_, at) => combinations[(at * step) % combinations.length] as LabConfig);

/** What a table would say of a lab server: to look through all processes a hundred thousand times takes an hour. */
const tableOf = ({ port, config }: Lab): Listeners => ({
  sockets: [{ address: config.bind === 'every' ? '0.0.0.0' : '127.0.0.1', port, pid: process.pid }],
  parents: new Map(),
});

async function check(config: LabConfig, isActive: boolean, at: number): Promise<string[]> {
  const lab = await startLab(config);
  try {
    const io = at < SAMPLE || at % 50 === 0 ? machine() : { ...machine(), listeners: async () => tableOf(lab) };
    const report = await probed(lab.url, { isActive }, io);
    const expected = expectedVerdicts(config, isActive);
    const verdicts = verdictsOf(report);
    const wrong = Object.entries(expected)
      .filter(([id, verdict]) => verdicts[id as keyof typeof verdicts] !== verdict)
      .map(([id, verdict]) => `${id}: ${verdicts[id as keyof typeof verdicts]}, not ${verdict}`);
    const era = expectedEra(config, isActive);
    if (report.era !== era) wrong.push(`era: ${report.era}, not ${era}`);
    if (report.requests > MAX_REQUESTS) wrong.push(`${report.requests} requests`);
    if (report.requests !== lab.state.requests)
      wrong.push(`${lab.state.requests} requests came, not ${report.requests}`);
    if (lab.state.sessions.size > 0) wrong.push('a session is left');
    if (!isActive && lab.state.opened > 0) wrong.push('a session was opened');
    if (report.notes.some((note) => note.includes('stopped'))) wrong.push(report.notes.join(' '));
    return wrong.map((one) => `${isActive ? 'active' : 'gentle'} ${one} ${JSON.stringify(config)}`);
  } finally {
    await lab.close();
  }
}

describe(`${sample.length} of ${combinations.length} lab servers`, () => {
  it.each([
    ['gentle', false],
    ['active', true],
  ])(
    'are judged by the %s probes as they are set',
    async (mode, isActive) => {
      const wrong: string[] = [];
      for (const [at, config] of sample.entries()) {
        wrong.push(...(await check(config, isActive, at)));
        if (ALL && (at + 1) % 5000 === 0)
          process.stderr.write(`${mode}: ${at + 1} combinations, ${wrong.length} wrong\n`);
      }
      if (ALL) process.stderr.write(`${mode}: ${sample.length} combinations, ${wrong.length} wrong\n`);
      expect(wrong.slice(0, 20)).toEqual([]);
    },
    60_000 + sample.length * 150,
  );

  it('has every value of every property', () => {
    for (const [key, all] of Object.entries(PROPERTIES)) {
      const met = new Set(sample.map((config) => config[key as keyof LabConfig]));
      expect(
        [...all].filter((value) => !met.has(value)),
        key,
      ).toEqual([]);
    }
  });
});
