import { describe, expect, it, onTestFinished } from 'vitest';
import type { AdvisorySource, Package } from '../../src/advisories/index.ts';
import { osv } from '../../src/advisories/osv.ts';
import { readRecord } from '../../src/advisory/read-record.ts';
import type { OsvRecord } from '../../src/advisory/record.ts';
import { gapSchema } from '../../src/model/gap.ts';
import { advisorySourceSchema } from '../../src/model/inventory.ts';
import { NO_INSTALLATION, componentOf } from '../../src/model/installation.ts';
import { UNKNOWN_LAUNCH } from '../../src/model/launch.ts';
import { purlOf } from '../../src/model/purl.ts';
import type { Server } from '../../src/model/server.ts';
import { NO_SETTINGS } from '../../src/model/server.ts';
import { vulnerabilitySchema } from '../../src/model/vulnerability.ts';
import { match, type Matched } from '../../src/scan/match.ts';
import { NOW, offlineIo, onlineIo } from '../stand-ins/io.ts';
import { serverError, startOsv, withHeaders, type OsvStandIn } from '../stand-ins/osv.ts';
import { at, purl, recordFor } from '../advisories/_osv.ts';

/** A server with these packages in its tree. */
function serverWith(id: string, ...packages: Package[]): Server {
  return {
    id,
    name: id,
    declarations: [
      {
        client: 'cursor',
        scope: 'user',
        enabled: true,
        settings: NO_SETTINGS,
        toolSwitch: null,
        resolves: null,
        file: '/c.json',
        line: 1,
        column: 1,
        pointer: '',
      },
    ],
    transport: 'stdio',
    launch: { ...UNKNOWN_LAUNCH, launcher: 'npx', ecosystem: 'npm', package: id },
    environment: [],
    headers: [],
    companions: [],
    offering: null,
    probed: null,
    credentials: null,
    inherits: null,
    isolation: null,
    isolationDisagreements: [],
    source: 'registry',
    publisher: { kind: 'unknown', name: null },
    owner: null,
    installation: {
      ...NO_INSTALLATION,
      path: `/trees/${id}`,
      method: 'npx-cache',
      fidelity: 'installed',
      version: '1.0.0',
      root: null,
      components: packages.map((one) => componentOf({ ...one, id: `node_modules/${one.name}` })),
    },
  };
}

const options = { osvUrl: 'http://127.0.0.1:1', cache: null, database: null };

interface Stub {
  id?: string;
  complete?: boolean;
  records?: Record<string, OsvRecord[]>;
  unanswered?: string[];
  isAvailable?: boolean;
  isSilent?: boolean;
}

/** A source that says what it is told to, and remembers what it was asked. */
function sourceThat({
  id = 'stub',
  complete = true,
  records = {},
  unanswered = [],
  isAvailable = true,
  isSilent = false,
}: Stub) {
  const asked: string[][] = [];
  const source: AdvisorySource = {
    id,
    complete,
    available: () => isAvailable,
    async ask(packages) {
      asked.push(packages.map((one) => purlOf(one)));
      const gap = {
        kind: 'advisory-source-failed',
        item: 'installed-tree-scanned',
        message: `${id} failed`,
        hint: '',
        server: null,
        location: null,
      } as const;
      return {
        status: {
          id,
          from: '',
          status: complete ? 'complete' : 'partial',
          dataTime: null,
          asked: packages.length,
          answered: packages.length - unanswered.length,
        },
        records: new Map(Object.entries(records)),
        unanswered: new Set(unanswered),
        gaps: unanswered.length > 0 && !isSilent ? [{ ...gap, components: unanswered }] : [],
      };
    },
  };
  return { source, asked };
}

function record(id: string, name: string, rest: object = {}): OsvRecord {
  const read = readRecord({ ...recordFor(id, name), ...rest }, new Date(NOW));
  if (read === null) throw new Error('no record');
  return read;
}

const matchWith = (servers: Server[], ...sources: AdvisorySource[]): Promise<Matched> =>
  match(servers, sources, offlineIo(), options);

describe('what is asked about', () => {
  it('is every package once, whatever number of servers have it', async () => {
    const { source, asked } = sourceThat({});
    const result = await matchWith(
      [serverWith('one', at('a'), at('b')), serverWith('two', at('b'), at('a', '2.0.0'), at('a'))],
      source,
    );
    expect(asked.map((purls) => purls.toSorted())).toEqual([[purl('a'), purl('a', '2.0.0'), purl('b')]]);
    expect(result).toMatchObject({ vulnerabilities: [], gaps: [] });
  });

  it('is nothing when nothing is installed', async () => {
    const { source, asked } = sourceThat({});
    const bare: Server = { ...serverWith('one'), installation: null };
    expect(await matchWith([bare, serverWith('two')], source)).toEqual({
      advisorySources: [],
      vulnerabilities: [],
      gaps: [],
    });
    expect(asked).toEqual([]);
  });

  it('is not what has no version or an ecosystem that is not followed: those are gaps', async () => {
    const { source, asked } = sourceThat({});
    const odd = { ecosystem: 'Packagist', name: 'acme/requests', version: '1.0' };
    const result = await matchWith(
      [serverWith('one', at('a', ''), odd, at('b')), serverWith('two', at('a', ''))],
      source,
    );
    expect(asked).toEqual([[purl('b')]]);
    expect(result.gaps).toEqual([
      expect.objectContaining({ kind: 'advisory-query-failed', components: ['pkg:generic/acme/requests@1.0'] }),
      expect.objectContaining({ kind: 'advisory-query-failed', components: ['pkg:npm/a'] }),
    ]);
  });
});

describe('several sources', () => {
  it('are asked in turn for what is left open, and a partial one leaves a gap', async () => {
    const first = sourceThat({ id: 'first', unanswered: [purl('b'), purl('c')] });
    const second = sourceThat({ id: 'second', complete: false, records: { [purl('b')]: [record('GHSA-1', 'b')] } });
    const result = await matchWith([serverWith('one', at('a'), at('b'), at('c'))], first.source, second.source);
    expect(second.asked).toEqual([[purl('b'), purl('c')]]);
    expect(result.advisorySources.map(({ id }) => id)).toEqual(['first', 'second']);
    expect(result.vulnerabilities).toMatchObject([{ id: 'GHSA-1', affects: [{ purl: purl('b') }] }]);
    expect(result.gaps).toMatchObject([
      { kind: 'advisory-partial', item: 'installed-tree-scanned', components: [purl('b'), purl('c')] },
      { kind: 'advisory-source-failed', message: 'first failed' },
    ]);
  });

  it('say how to have the rest: with the network, or again when it was used already', async () => {
    const { source } = sourceThat({ complete: false });
    const servers = [serverWith('one', at('a'))];
    const hintOf = ({ gaps }: Matched): string | undefined =>
      gaps.find(({ kind }) => kind === 'advisory-partial')?.hint;
    expect(hintOf(await match(servers, [source], offlineIo(), options))).toContain('without --offline');
    const online = hintOf(await match(servers, [source], await onlineIo(), options));
    expect(online).toContain('again');
    expect(online).not.toContain('--offline');
  });

  it('take any number of packages and gaps', async () => {
    const some = (name: string) => Array.from({ length: 50_000 }, (_, number) => at(`${name}${number}`));
    const { source } = sourceThat({ complete: false });
    const servers = ['a', 'b', 'c', 'd'].map((name) => serverWith(name, ...some(name)));
    const result = await matchWith(servers, source);
    expect(result.gaps).toMatchObject([{ kind: 'advisory-partial' }]);
    expect(result.gaps[0]?.components).toHaveLength(200_000);
  });

  it('after the first are not asked when it answers everything', async () => {
    const first = sourceThat({});
    const second = sourceThat({ id: 'second', complete: false });
    const result = await matchWith([serverWith('one', at('a'))], first.source, second.source);
    expect(second.asked).toEqual([]);
    expect(result).toMatchObject({ advisorySources: [{ id: 'stub' }], gaps: [] });
  });

  it('that are not available are passed over', async () => {
    const first = sourceThat({ id: 'first', isAvailable: false });
    const second = sourceThat({ id: 'second', complete: false });
    const result = await matchWith([serverWith('one', at('a'))], first.source, second.source);
    expect(first.asked).toEqual([]);
    expect(result).toMatchObject({
      advisorySources: [{ id: 'second' }],
      gaps: [{ kind: 'advisory-partial', components: [purl('a')] }],
    });
  });

  it('add up for a package that the first answers in part; what it says of an id stands', async () => {
    const first = sourceThat({
      unanswered: [purl('a')],
      records: { [purl('a')]: [record('GHSA-1', 'a', { summary: 'first' })] },
    });
    const second = sourceThat({
      id: 'second',
      complete: false,
      records: { [purl('a')]: [record('GHSA-1', 'a', { summary: 'second' }), record('GHSA-2', 'a')] },
    });
    const result = await matchWith([serverWith('one', at('a'))], first.source, second.source);
    expect(result.vulnerabilities).toMatchObject([
      { id: 'GHSA-1', summary: 'first', affects: [{ purl: purl('a') }] },
      { id: 'GHSA-2' },
    ]);
  });

  it.each([
    ['there is none', []],
    ['none is available', [sourceThat({ isAvailable: false }).source]],
    [
      'the last one leaves a package out without a word',
      [sourceThat({ unanswered: [purl('a')], isSilent: true }).source],
    ],
  ])('never leave a package clean by silence: %s', async (_, sources) => {
    const result = await matchWith([serverWith('one', at('a'))], ...sources);
    expect(result.gaps).toMatchObject([{ kind: 'advisory-source-failed', components: [purl('a')] }]);
  });
});

describe('vulnerabilities', () => {
  it('are one for the aliases of a package, and one for the packages of an id', async () => {
    const alias = { aliases: ['CVE-2026-1'] };
    const { source } = sourceThat({
      records: {
        [purl('b')]: [record('PYSEC-1', 'b', alias), record('GHSA-1', 'b', alias), record('GHSA-2', 'b')],
        [purl('a')]: [record('GHSA-1', 'a', alias)],
      },
    });
    const { vulnerabilities } = await matchWith([serverWith('one', at('b'), at('a'))], source);
    expect(vulnerabilities).toMatchObject([
      {
        id: 'GHSA-1',
        ids: ['CVE-2026-1', 'GHSA-1', 'PYSEC-1'],
        affects: [
          { purl: purl('a'), fixed: '2.0.0' },
          { purl: purl('b'), fixed: '2.0.0' },
        ],
      },
      { id: 'GHSA-2', ids: ['GHSA-2'], affects: [{ purl: purl('b') }] },
    ]);
  });

  it('of one CVE with a GHSA for each package stay apart', async () => {
    const alias = { aliases: ['CVE-2026-1'] };
    const { source } = sourceThat({
      records: { [purl('a')]: [record('GHSA-a', 'a', alias)], [purl('b')]: [record('GHSA-b', 'b', alias)] },
    });
    const { vulnerabilities } = await matchWith([serverWith('one', at('a'), at('b'))], source);
    expect(vulnerabilities.map(({ id, affects }) => [id, affects.map((one) => one.purl)])).toEqual([
      ['GHSA-a', [purl('a')]],
      ['GHSA-b', [purl('b')]],
    ]);
  });

  it('have the most severe of what is said about them', async () => {
    const label = (severity: string) => ({ database_specific: { severity } });
    const { source } = sourceThat({
      records: {
        [purl('a')]: [record('GHSA-1', 'a', label('LOW'))],
        [purl('b')]: [record('GHSA-1', 'b', label('CRITICAL'))],
        [purl('c')]: [record('GHSA-1', 'c', label('HIGH'))],
      },
    });
    const { vulnerabilities } = await matchWith([serverWith('one', at('a'), at('b'), at('c'))], source);
    expect(vulnerabilities).toMatchObject([{ severity: 'critical', affects: [{}, {}, {}] }]);
  });

  it('name the version that mends all of them beside the one that fixes each', async () => {
    const ranges = (...events: object[]) => ({
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events }] }],
    });
    const twice = ranges({ introduced: '0' }, { fixed: '1.5.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' });
    const { source } = sourceThat({
      records: {
        [purl('a')]: [
          record('GHSA-1', 'a', twice),
          record('GHSA-2', 'a'),
          record('GHSA-3', 'a', ranges({ introduced: '0' })),
        ],
      },
    });
    const { vulnerabilities } = await matchWith([serverWith('one', at('a'))], source);
    expect(vulnerabilities.map(({ id, affects }) => [id, affects[0]?.fixed, affects[0]?.cure])).toEqual([
      ['GHSA-1', '1.5.0', '2.1.0'],
      ['GHSA-2', '2.0.0', '2.1.0'],
      ['GHSA-3', null, null],
    ]);
  });

  it('do not name a version that a source of a part knows to be affected', async () => {
    const ranges = (...events: object[]) => ({
      affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events }] }],
    });
    const next = record('GHSA-2', 'a', ranges({ introduced: '2.0.0' }, { fixed: '2.0.1' }));
    const { source } = sourceThat({
      records: { [purl('a')]: [record('GHSA-1', 'a')], [purl('a', '2.0.0')]: [next] },
      unanswered: [purl('a')],
    });
    const ofPart: AdvisorySource = {
      ...source,
      async ask(...question) {
        const answer = await source.ask(...question);
        return { ...answer, status: { ...answer.status, status: 'partial' } };
      },
    };
    const { vulnerabilities } = await matchWith([serverWith('one', at('a'))], ofPart);
    expect(vulnerabilities).toMatchObject([{ id: 'GHSA-1', affects: [{ cure: '2.0.1' }] }]);
  });

  it('come out the same whatever the order of servers and records', async () => {
    const records = [
      record('GHSA-2', 'a', { aliases: ['CVE-1'] }),
      record('CVE-1', 'a'),
      record('MAL-1', 'a'),
      record('GHSA-3', 'a'),
    ];
    const servers = [serverWith('one', at('a'), at('b'), at('c', '')), serverWith('two', at('b', '2.0.0'), at('a'))];
    const unanswered = [purl('b'), purl('b', '2.0.0')];
    const forth = await matchWith(servers, sourceThat({ unanswered, records: { [purl('a')]: records } }).source);
    const back = await matchWith(
      servers.toReversed(),
      sourceThat({ unanswered: unanswered.toReversed(), records: { [purl('a')]: records.toReversed() } }).source,
    );
    expect(forth.vulnerabilities.map(({ id }) => id)).toEqual(['GHSA-2', 'GHSA-3', 'MAL-1']);
    expect(back.vulnerabilities).toEqual(forth.vulnerabilities);
    expect(back.gaps.map(({ kind }) => kind)).toEqual(forth.gaps.map(({ kind }) => kind));
  });

  it.each(['__proto__', 'constructor'])('are found in a package called %s', async (name) => {
    const { source } = sourceThat({ records: { [purl(name)]: [record('GHSA-1', name)] } });
    const { vulnerabilities } = await matchWith([serverWith('one', at(name), at('toString'))], source);
    expect(vulnerabilities).toMatchObject([{ id: 'GHSA-1', affects: [{ purl: purl(name) }] }]);
  });
});

describe('with OSV and what is shipped', () => {
  const fallback = () =>
    sourceThat({ id: 'shipped', complete: false, records: { [purl('bad')]: [record('GHSA-1', 'bad')] } });

  async function online(prepare: (service: OsvStandIn) => unknown) {
    const service = await startOsv([recordFor('GHSA-1', 'bad'), recordFor('GHSA-2', 'bad')]);
    onTestFinished(() => service.close());
    await prepare(service);
    const second = fallback();
    const servers = [serverWith('one', at('bad'), at('good')), serverWith('two', at('bad'))];
    const result = await match(servers, [osv, second.source], await onlineIo(), {
      osvUrl: service.url,
      cache: null,
      database: null,
    });
    return { service, result, second };
  }

  it('only OSV is asked when it answers', async () => {
    const { service, result, second } = await online(() => {});
    expect(second.asked).toEqual([]);
    // Once more, about the version that mends it.
    expect(service.requests.filter(({ route }) => route === 'batch').map(({ queries }) => queries.length)).toEqual([
      2, 1,
    ]);
    expect(result.gaps).toEqual([]);
    expect(result.vulnerabilities.map((one) => vulnerabilitySchema.parse(one).id)).toEqual(['GHSA-1', 'GHSA-2']);
    expect(result.advisorySources.map((one) => advisorySourceSchema.parse(one))).toMatchObject([
      { id: 'osv', status: 'complete' },
    ]);
  });

  it.each([
    ['is not there', (service: OsvStandIn) => service.close()],
    ['only fails', (service: OsvStandIn) => service.fault(serverError())],
  ])('the shipped ones stand in when OSV %s, and both gaps are told', async (_, prepare) => {
    const { result, second } = await online(prepare);
    expect(second.asked.map((purls) => purls.toSorted())).toEqual([
      [purl('bad'), purl('good')],
      [purl('bad', '2.0.0')],
    ]);
    expect(result.vulnerabilities).toMatchObject([{ id: 'GHSA-1' }]);
    expect(result.advisorySources).toMatchObject([
      { id: 'osv', status: 'failed' },
      { id: 'shipped', status: 'partial' },
    ]);
    expect(result.gaps.map((gap) => gapSchema.parse(gap))).toMatchObject([
      { kind: 'advisory-partial', components: [purl('bad'), purl('good')] },
      { kind: 'advisory-source-failed', components: [purl('bad'), purl('good')] },
    ]);
  });

  it('the time of a stale answer is told', async () => {
    const { result } = await online((service) => service.fault(withHeaders({ age: '172800' }), { route: 'batch' }));
    expect(result.advisorySources).toMatchObject([{ status: 'complete', dataTime: '2026-11-21T09:00:00.000Z' }]);
  });
});
