import { describe, expect, it } from 'vitest';
import { AuditError } from '../../src/errors.ts';
import { BASELINE, canBeNamed, isPerson, parsePolicy, recordReview } from '../../src/gate/index.ts';
import type { ToolReview } from '../../src/model/policy.ts';

const HASH = 'ab'.repeat(32);
const OTHER = 'cd'.repeat(32);
const review: ToolReview = { sha256: HASH, class: 'write', by: 'bob@acme.example', date: '2026-11-20' };
const RULES = 'version: 1\nname: p\ngate: { rules: [] }\n';
const JSON_RULES = { version: 1, name: 'p', gate: { rules: [] } };

const record = (text: string, tool = 'new_tool', server = 'files', more: Partial<ToolReview> = {}): string =>
  recordReview(text, 'policy.yaml', { server, tool, review: { ...review, ...more } });
const reviewedIn = (text: string, server = 'files') => parsePolicy(text, 'p').policy.servers?.[server]?.tools?.reviewed;

/** What stands in `after` and not in `before`; null when that is more than one piece. */
function piece(before: string, after: string): string | null {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && before.at(-1 - end) === after.at(-1 - end)) end += 1;
  return start + end === before.length ? after.slice(start, after.length - end) : null;
}

/** The same, where an empty `{}` behind a key may have given way to the lines below that key. */
function inserted(before: string, after: string): string | null {
  const opened = [...before.matchAll(/ *\{\}(?=[ \t]*(?:#[^\n]*)?\r?(?:\n|$))/g)].map(
    ({ 0: braces, index }) => before.slice(0, index) + before.slice(index + braces.length),
  );
  return [before, ...opened].map((one) => piece(one, after)).find((one) => one !== null) ?? null;
}

/** Without the comma that a new last line in braces needs behind the one before it. */
const withoutComma = (after: string): string => after.replace(/,(?=[ \t]*(?:#[^\n]*)?\r?\n[^\n]*new_tool)/, '');

describe('a review in a policy', () => {
  it('is put behind the last of its server, in the layout of the file', () => {
    const before = `${RULES}servers:
  files:
    # what bob has read
    tools:
      reviewed:
        a: # short
          sha256: ${OTHER} # of 1.0.0
          class: read
          by: "bob"
          date: 2026-10-20   # Tuesday
        # the last of them

# The entries below clear rules.
reviews: []
`;
    const entry = `
        new_tool:
          sha256: ${HASH}
          class: write
          by: bob@acme.example
          date: 2026-11-20
`;
    expect(record(before)).toBe(before.replace('# the last of them\n', `# the last of them${entry}`));
  });

  it.each([
    ['without servers', RULES, /\nservers:\n {2}files:\n {4}tools:\n {6}reviewed:\n {8}new_tool:\n {10}sha256/],
    ['with another server', `${RULES}servers:\n    web: {}\n`, /web: \{\}\n {4}files:\n {8}tools:\n/],
    ['with an empty server', `${RULES}servers: { files: {} }\n`, /files: \{\n/],
    [
      'with tools that are empty',
      `${RULES}servers:\n  files:\n    tools: {}\n`,
      /tools:\n {6}reviewed:\n {8}new_tool:\n/,
    ],
    [
      'with no review yet',
      `${RULES}servers:\n  files:\n    tools:\n      reviewed: {}\n`,
      /reviewed:\n {8}new_tool:\n {10}sha256/,
    ],
    ['without a line end at its end', `${RULES}servers:\n  web: {}`, /\n {10}date: 2026-11-20$/],
    ['that is JSON', JSON.stringify(JSON_RULES), /, "servers": \{ "files": /],
    ['that is JSON of many lines', JSON.stringify(JSON_RULES, null, 4), /\},\n {4}"servers": \{ "files"/],
    [
      'with a mark and Windows line ends',
      `\ufeff${RULES}servers:\n  web: {}\n`.replaceAll('\n', '\r\n'),
      /\r\n {10}date: 2026-11-20\r\n$/,
    ],
    ['with markers of its document', `---\n${RULES}...\n`, /date: 2026-11-20\n\.\.\.\n$/],
    ['that is indented as a whole', RULES.trimEnd().replaceAll(/^/gm, '  '), /\n {2}servers:\n {4}files:/],
    [
      'with a text of many lines at its end',
      'version: 1\ngate: { rules: [] }\nname: |\n  two\n  lines\n',
      /\nservers:\n/,
    ],
    ['with comments at its end', `${RULES}# one\n\n  # two\n`, /# two\nservers:/],
  ])('goes into a policy %s', (_, before, pattern) => {
    const after = record(before);
    expect(after).toMatch(pattern);
    expect(reviewedIn(after)).toEqual({ new_tool: review });
    if (before.includes('\r')) expect(after.replaceAll('\r\n', '')).not.toContain('\n');
    expect(inserted(before, after)).not.toBeNull();
    if (before.startsWith('{')) expect(JSON.parse(after)).toMatchObject({ servers: { files: {} } });
  });

  it('stays JSON where the policy is JSON, whatever the name', () => {
    const tool = '\u{e0041}\u202e"\\\n\u{1f600}é';
    const after = record(JSON.stringify(JSON_RULES, null, 2), tool);
    const { servers } = JSON.parse(after) as { servers: object };
    expect(servers).toEqual({ files: { tools: { reviewed: { [tool]: review } } } });
    expect(after).toContain('"\\udb40\\udc41\\u202e\\"\\\\\\n');
  });

  it('goes into a map in braces: inline, on lines of its own, behind a comma that is there', () => {
    const entry = `{ sha256: ${OTHER}, class: read, by: bob, date: 2026-10-20 }`;
    const at = (reviewed: string) => `${RULES}servers:\n  files:\n    tools:\n      reviewed: ${reviewed}\n`;
    const added = `new_tool: { sha256: ${HASH}, class: write, by: bob@acme.example, date: 2026-11-20 }`;
    expect(record(at(`{ a: ${entry} }`))).toBe(at(`{ a: ${entry}, ${added} }`));
    expect(record(at(`{ a: ${entry}, }`))).toBe(at(`{ a: ${entry}, ${added}, }`));
    const open = (rest: string) => at(`{\n          a: ${entry}${rest}\n        }`);
    expect(record(open(''))).toBe(open(`,\n          ${added}`));
    expect(record(open(' # one, two }'))).toBe(open(`, # one, two }\n          ${added}`));
    expect(record(open(', # one'))).toBe(open(`, # one\n          ${added},`));
    expect(record(record(at('{}'), 'first'), 'second').match(/^ {8}\w+:$/gm)).toHaveLength(2);
    expect(record(at('{} # none yet'))).toContain('reviewed: # none yet\n        new_tool:\n');
    // Inside of braces there are no lines below a key.
    const inBraces = record(`${RULES}servers: {\n  files: { tools: { reviewed: {} } }\n}\n`);
    expect(reviewedIn(inBraces)).toEqual({ new_tool: review });
  });

  it('takes the place of an older one, with its quotes and comments', () => {
    const before = `${RULES}servers:
  files:
    tools:
      reviewed:
        a:
          date: '2026-10-20' # then
          sha256: ${OTHER}
          by: >-
            a long
            name
          class: read
        b: { sha256: ${OTHER}, class: read, by: bob, date: 2026-10-20 }
`;
    const after = record(before, 'a');
    expect(after).toBe(
      before
        .replace("'2026-10-20'", '"2026-11-20"')
        .replace(OTHER, HASH)
        .replace('>-\n            a long\n            name', 'bob@acme.example')
        .replace('class: read', 'class: write'),
    );
    expect(record(after, 'a')).toBe(after);
  });

  // oxfmt-ignore
  const NAMES = [
    '__proto__', 'constructor', 'toString', 'true', 'null', '~', 'y', '1', '1e3', '0x10', '.inf', '-', '- a', '? a', ': ',
    'a: b', 'a #b', '#a', '&a', '*a', '!a', '%a', '@a', '`a', '<<', '{a}', '[a]', ',', '"', "'", '\\', '\n', 'a\r\nb', '\u0085',
    '\u2028', '\ufeff', '\u0000', '\u202e\u200b', '\u{e0041}', '\ud800', ' a', 'a ', 'ä', '名前', 'a/b.c-d', 'a'.repeat(900),
    '...', '---',
  ];

  it.each(NAMES)('keeps the name %j of a tool and of a server', (name) => {
    for (const before of [RULES, `${RULES}servers: {}\n`, JSON.stringify(JSON_RULES)]) {
      const twice = record(record(before, 'other'), name);
      const reviewed = reviewedIn(twice) ?? {};
      expect(Object.keys(reviewed).sort()).toEqual(['other', name].sort());
      expect(Object.values(reviewed)).toEqual([review, review]);
      expect(Object.getPrototypeOf(reviewed)).toBe(Object.prototype);
      // No character that an editor would obey or a reader cannot see.
      expect(twice).not.toMatch(/[^\P{C}\n]|\p{Default_Ignorable_Code_Point}/u);
      if (!canBeNamed({ server: name, tool: name })) continue;
      const onServer = record(before, name, name);
      expect(Object.keys(parsePolicy(onServer, 'p').policy.servers ?? {})).toEqual([name]);
      expect(record(onServer, name, name)).toBe(onServer);
    }
  });

  it.each(['Ada Lovelace', 'true', '2026', 'a: b', '"x"', '#1', "O'Neil", '\u202eevil'])(
    'keeps the person %j',
    (by) => {
      expect(reviewedIn(record(RULES, 'a', 'files', { by }))).toMatchObject({ a: { by } });
    },
  );

  it.each([`${'1'.repeat(64)}`, `1e${'1'.repeat(62)}`, `${'0'.repeat(64)}`, `0${'e'.repeat(63)}`])(
    'keeps a hash that looks like a number: %s',
    (sha256) => expect(reviewedIn(record(RULES, 'a', 'files', { sha256 }))).toMatchObject({ a: { sha256 } }),
  );

  it('is not put in where more would have to change; the lines to write are said', () => {
    // The keys do not stand where the map begins.
    const odd = `${RULES}? servers\n: ? files\n  : tools: { reviewed: {} }\n`;
    expect(() => record(odd, 'a', 'other')).toThrow(
      expect.objectContaining({
        hint: expect.stringContaining('servers: { other: { tools: { reviewed: { a: ') as string,
      }),
    );
  });

  it('is refused in a policy that is none, and beyond what a policy may hold', () => {
    expect(() => record('version: 1\n')).toThrow(AuditError);
    expect(() => record(`${RULES}#${'x'.repeat(512 * 1024 - RULES.length - 100)}\n`)).toThrow(/more than/);
  });

  it('goes into the baseline, which stays what it was', () => {
    expect(record(BASELINE).startsWith(BASELINE)).toBe(true);
  });

  it('has no name that a policy could not hold', () => {
    expect(canBeNamed({ server: 'a', tool: 'b' })).toBe(true);
    for (const server of ['', ' ', 'x'.repeat(201)]) expect(canBeNamed({ server, tool: 'b' })).toBe(false);
    for (const tool of ['', 'x'.repeat(1001)]) expect(canBeNamed({ server: 'a', tool })).toBe(false);
    expect([isPerson('bob'), isPerson(' '), isPerson('x'.repeat(201))]).toEqual([true, false, false]);
  });
});

/** Whole numbers below `most`, the same for the same seed (mulberry32). */
function randomFrom(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % most;
  };
}

interface Data {
  [key: string]: string | Data;
}

/** Writes data as YAML in one of many ways: blocks and braces, steps of 1 to 4, quotes, comments, empty lines, line ends. */
function writerFrom(below: (most: number) => number): (data: Data) => string {
  const one = <T>(...ways: [T, ...T[]]): T => ways[below(ways.length)] ?? ways[0];
  const step = 1 + below(4);
  const comment = (column: number): string =>
    one('', '', '', '\n', `${' '.repeat(column)}# ${one('note', 'a: b', '{ }', "it's")}\n`, '# far left\n');
  const scalar = (text: string): string =>
    /^\d$/.test(text)
      ? text
      : one(/^[\w@.-]+$/.test(text) ? text : JSON.stringify(text), JSON.stringify(text), `'${text}'`);
  const braces = (data: string | Data, column: number): string => {
    if (typeof data === 'string') return scalar(data);
    const members = Object.entries(data).map(([key, value]) => `${scalar(key)}: ${braces(value, column + step)}`);
    const tail = members.length > 0 ? one('', ',') : '';
    if (members.length === 0 || one(true, false))
      return `{${one('', ' ')}${members.join(one(', ', ' , '))}${tail}${one('', ' ')}}`;
    const indent = ' '.repeat(column + step);
    const lines = members.map((member) => `${indent}${member}`).join(one(',\n', ', # next\n'));
    return `{${one('', ' # open')}\n${lines}${tail}${one('', ' # last')}\n${' '.repeat(column + 1)}}`;
  };
  const block = (data: Data, column: number): string =>
    Object.entries(data)
      .map(([key, value]) => {
        const head = `${comment(column)}${' '.repeat(column)}${scalar(key)}:`;
        const end = `${one('', '', ' # behind')}\n`;
        const isBlock = typeof value === 'object' && Object.keys(value).length > 0 && below(4) > 0;
        return isBlock ? `${head}${end}${block(value, column + step)}` : `${head} ${braces(value, column)}${end}`;
      })
      .join('');
  return (data) => {
    const text = `${one('', '---\n', '# first\n')}${block(data, 0)}${comment(0)}`;
    const marked = `${one('', '\ufeff')}${one(text, text, text.trimEnd())}`;
    return one(marked, marked, marked.replaceAll('\n', '\r\n'));
  };
}

describe('a policy of any layout', () => {
  it('keeps every byte around a review that is put in, and has what it had', () => {
    const below = randomFrom(20_261_128);
    const old = { sha256: OTHER, class: 'read', by: 'ann', date: '2026-01-31' };
    const pick = <T extends Data>(data: T): T | Record<string, never> => (below(4) === 0 ? {} : data);
    let single = 0;
    for (let run = 0; run < 150; run += 1) {
      const reviewed = pick({ reviewed: below(3) === 0 ? {} : { 'a tool': old, b: old } });
      const servers = { ...pick({ web: {} }), ...pick({ files: pick({ tools: reviewed }) }), ...pick({ last: {} }) };
      const data = { version: '1', name: 'p', gate: {}, ...pick({ servers }), ...pick({ owners: { default: 'ann' } }) };
      const before = writerFrom(below)(data).replace(/(gate['"]?: *)\{ *\}/, '$1{ rules: [] }');
      const { servers: then, ...rest } = parsePolicy(before, 'p').policy;
      const after = record(before);
      const tools = { reviewed: { ...then?.['files']?.tools?.reviewed, new_tool: review } };
      expect(parsePolicy(after, 'p').policy).toEqual({ ...rest, servers: { ...then, files: { tools } } });
      if (inserted(before, after) !== null) single += 1;
      else expect(inserted(before, withoutComma(after)), before).not.toBeNull();
    }
    expect(single).toBeGreaterThan(90);
  });
});
