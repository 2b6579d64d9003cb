import { describe, expect, it } from 'vitest';
import { main } from '../../src/cli.ts';
import { AuditError, EXIT } from '../../src/errors.ts';
import { parsePolicy } from '../../src/gate/index.ts';
import { folderWith } from '../stand-ins/folder.ts';
import { terminalAt } from '../stand-ins/terminal.ts';

const HEAD = 'version: 1\nname: n\n';
const GATE = 'gate: { rules: [] }\n';
const body = (text: string): string => `${HEAD}${GATE}${text}\n`;
const gate = (text: string): string => `${HEAD}gate: { ${text} }\n`;
const rule = (text: string): string => gate(`rules: [{ ${text} }]`);
const server = (text: string): string => body(`servers: { s: { ${text} } }`);
const risk = (text: string): string => body(`risk_classes: { high: { ${text} } }`);
const entry = { finding: '0123456789abcdef', server: 's', expires: '2026-11-02' };
const exception = (more: object): string =>
  body(
    `exceptions: [${JSON.stringify({ id: 'E', ...entry, owner: 'a', approved_by: 'b', created: '2026-11-01', reason: 'x', ...more })}]`,
  );
const review = (more: object): string =>
  body(`reviews: [${JSON.stringify({ ...entry, by: 'a', date: '2026-11-01', ...more })}]`);
const told = { maintainer: 'm', channel: 'c' };
const secret = (more: object): string =>
  body(`private: [${JSON.stringify({ id: 'PRIV-1', server: 's', severity: 'high', text: 'x', ...more })}]`);
const tool = (more: object): string =>
  server(
    `tools: { reviewed: { t: ${JSON.stringify({ sha256: 'a'.repeat(64), class: 'read', by: 'a', date: '2026-11-01', ...more })} } }`,
  );

/** Each has one mistake, at this line. */
const MALFORMED: [what: string, text: string, line: number, words: RegExp][] = [
  ['nothing', '', 1, /empty/],
  ['a comment', '# x\n', 1, /empty/],
  ['a list', '- a\n', 1, /wanted a map/],
  ['a word', 'hello\n', 1, /wanted a map/],
  ['another version', `version: 2\nname: n\n${GATE}`, 1, /knows version 1/],
  ['a version in words', `version: one\nname: n\n${GATE}`, 1, /`version`/],
  ['no version', `name: n\n${GATE}`, 1, /missing key `version`/],
  ['no name', `version: 1\n${GATE}`, 1, /missing key `name`/],
  ['no gate', HEAD, 1, /missing key `gate`/],
  ['a blank name', `version: 1\nname: " "\n${GATE}`, 2, /not blank/],
  ['an unknown key', body('rule: []'), 4, /unknown key \(saw `rule`/],
  ['a key twice', body('name: m'), 4, /second time/],
  ['an anchor', body('owners: &o { default: a }'), 4, /anchor/],
  ['a tag', body('owners: !x { default: a }'), 4, /tag/],
  ['a merge key', body('owners: { <<: {} }'), 4, /merge key/],
  ['a directive', `%YAML 1.1\n---\n${body('')}`, 1, /directive/],
  ['a second document', `${body('')}---\nx: 1\n`, 5, /second document/],
  ['a tab', `${HEAD}gate:\n\trules: []\n`, 4, /./],
  ['a text without its end', `version: 1\nname: "n\n`, 3, /missing here/],
  ['no rules', gate('require: []'), 3, /missing key `rules`/],
  ['rules that are a map', gate('rules: {}'), 3, /wanted a list/],
  ['an unknown gate item', gate('rules: [], require: [everything]'), 3, /`require`/],
  ['an age without a unit', gate('rules: [], max_advisory_age: "24"'), 3, /such as 24h/],
  ['an age of nothing', gate('rules: [], max_scan_age: 0h'), 3, /such as 24h/],
  ['an age below nothing', gate('rules: [], max_scan_age: -1d'), 3, /such as 24h/],
  ['an age in weeks', gate('rules: [], max_scan_age: 1w'), 3, /such as 24h/],
  ['a rule without id', rule('when: { kind: malware }, action: warn'), 3, /missing key `id`/],
  ['a rule without condition', rule('id: r, action: warn'), 3, /missing key `when`/],
  ['a rule without action', rule('id: r, when: { kind: malware }'), 3, /missing key `action`/],
  ['a rule of no kind', rule('id: r, when: {}, action: warn'), 3, /missing key `kind`/],
  ['an unknown kind', rule('id: r, when: { kind: virus }, action: warn'), 3, /`kind`/],
  ['an unknown kind in a list', rule('id: r, when: { kind: [malware, virus] }, action: warn'), 3, /an entry of `kind`/],
  ['no kind in a list', rule('id: r, when: { kind: [] }, action: warn'), 3, /at least one/],
  ['an unknown condition', rule('id: r, when: { kind: malware, age: 1d }, action: warn'), 3, /unknown key \(saw `age`/],
  ['an unknown severity', rule('id: r, when: { kind: malware, severity: urgent }, action: warn'), 3, /`severity`/],
  ['an unknown reach', rule('id: r, when: { kind: malware, reach: far }, action: warn'), 3, /`reach`/],
  ['an unknown path', rule('id: r, when: { kind: malware, path: here }, action: warn'), 3, /`path`/],
  ['a likelihood above one', rule('id: r, when: { kind: vulnerability, epss: 2 }, action: warn'), 3, /`epss`/],
  [
    'what is not exploited',
    rule('id: r, when: { kind: vulnerability, exploited: false }, action: warn'),
    3,
    /`exploited`/,
  ],
  ['an unknown action', rule('id: r, when: { kind: malware }, action: deny'), 3, /`action`/],
  ['a boolean action', rule('id: r, when: { kind: malware }, action: true'), 3, /`action`/],
  ['an unknown override', rule('id: r, when: { kind: malware }, action: block, override: always'), 3, /`override`/],
  ['a review of a block', rule('id: r, when: { kind: malware }, action: block, until: reviewed'), 3, /until: reviewed/],
  [
    'a clearing of what is allowed',
    rule('id: r, when: { kind: malware }, action: allow, override: exception'),
    3,
    /means nothing/,
  ],
  ['an id of other letters', rule('id: R 1, when: { kind: malware }, action: warn'), 3, /`id`/],
  ['the id of no rule', rule('id: default, when: { kind: malware }, action: warn'), 3, /no rule at all/],
  [
    'one id twice',
    gate('rules: [{ id: r, when: { kind: malware }, action: warn }, { id: r, when: { kind: malware }, action: warn }]'),
    3,
    /same id/,
  ],
  ['owners that are a list', body('owners: [a]'), 4, /wanted a map/],
  ['an owner that is a number', body('owners: { default: 7 }'), 4, /quotes/],
  ['an unknown transport', body('transports: { http: warn }'), 4, /saw `http`/],
  ['an unknown word for a transport', body('transports: { sse: deny }'), 4, /`sse`/],
  [
    'an unknown demand on http',
    body('transports: { streamable-http: { cors: none } }'),
    4,
    /saw `cors`, wanted bind, origin, auth or tls/,
  ],
  ['another bind', body('transports: { streamable-http: { bind: all } }'), 4, /`bind`/],
  ['a list of transports', body('transports: { streamable-http: [allow] }'), 4, /wanted a map/],
  ['an unknown class', body('risk_classes: { medium: {} }'), 4, /saw `medium`/],
  ['an unknown demand of a class', risk('network: none'), 4, /saw `network`/],
  ['an unknown row', risk('isolation: { rootfs: read-only }'), 4, /saw `rootfs`/],
  ['another sandbox', risk('isolation: { sandbox: optional }'), 4, /`sandbox`/],
  ['another user', risk('isolation: { user: root }'), 4, /`user`/],
  ['an unknown limit', risk('isolation: { limits: [disk] }'), 4, /`limits`/],
  ['an unknown opening', risk('isolation: { forbid: [windows] }'), 4, /`forbid`/],
  ['an unknown word for literals', risk('credentials: { literals: deny }'), 4, /`literals`/],
  ['a hyphen for an underline', risk('credentials: { long-lived: block }'), 4, /did you mean `long_lived`/],
  ['an unknown word for receipts', risk('receipts: some'), 4, /`receipts`/],
  ['an unknown key of a server', server('owner: a'), 4, /saw `owner`/],
  ['a server that is a word', body('servers: { s: high }'), 4, /wanted a map/],
  ['a server without a name', body('servers: { "": {} }'), 4, /blank/],
  ['an unknown risk', server('risk: extreme'), 4, /`risk`/],
  ['a match of nothing', server('match: {}'), 4, /one artifact/],
  ['a match of two things', server('match: { image: a/b, url: "https://x" }'), 4, /one artifact/],
  ['a match with a version', server('match: { package: "pkg:npm/a@1.0.0" }'), 4, /without a version/],
  ['a match of no package URL', server('match: { package: a }'), 4, /package URL/],
  ['a match of no URL', server('match: { url: ftp://x }'), 4, /http or https/],
  ['a match of no command', server('match: { command: [] }'), 4, /at least one/],
  ['a registry without a package', server('match: { image: a, registry: b }'), 4, /goes with `package`/],
  ['a pin of a range', server('pin: { version: "^1.0.0" }'), 4, /exact version/],
  ['a pin of a number', server('pin: { version: 1.0 }'), 4, /`version`/],
  ['a pin of no digest', server('pin: { digest: latest }'), 4, /a digest/],
  ['a pin that nothing enforces', server('pin: { integrity: sha512-x }'), 4, /saw `integrity`/],
  ['a credential as a word', server('credentials: { env: { A: any } }'), 4, /wanted a map/],
  ['an unknown key of a credential', server('credentials: { env: { A: { scope: x } } }'), 4, /saw `scope`/],
  ['another inheritance', server('credentials: { inherit: some }'), 4, /`inherit`/],
  ['a URL for a host', server('egress: ["https://a.example"]'), 4, /host name/],
  ['a wildcard in the middle', server('egress: ["a.*.example"]'), 4, /host name/],
  ['a host in capitals', server('egress: [API.example]'), 4, /host name/],
  ['another default', server('tools: { default: ask }'), 4, /`default`/],
  ['a hash in capitals', tool({ sha256: 'A'.repeat(64) }), 4, /SHA-256/],
  ['a hash that is short', tool({ sha256: 'a'.repeat(63) }), 4, /SHA-256/],
  ['an unknown class of tool', tool({ class: 'safe' }), 4, /`class`/],
  ['a review of a tool by nobody', tool({ by: '' }), 4, /`by`/],
  ['a review of a tool on no day', tool({ date: '2026-13-01' }), 4, /a day that exists/],
  ['an artifact for all', body('servers: { "*": { match: { image: a } } }'), 4, /for every server/],
  ['a review for all', body('servers: { "*": { tools: { reviewed: {} } } }'), 4, /for every server/],
  ['an exception without package', exception({ finding: 'GHSA-a' }), 4, /missing key `package`/],
  ['an exception by one person', exception({ approved_by: 'A ' }), 4, /a second person/],
  ['an exception for 91 days', exception({ expires: '2027-02-01' }), 4, /90 days/],
  ['an exception that ends before', exception({ expires: '2026-10-01' }), 4, /out of bounds/],
  ['an exception for ever', exception({ expires: 'never' }), 4, /a day that exists/],
  ['an exception without a reason', exception({ reason: ' ' }), 4, /not blank/],
  ['an unknown classification', exception({ classification: 'harmless' }), 4, /`classification`/],
  ['an unknown justification', exception({ justification: 'because' }), 4, /`justification`/],
  ['an unknown visibility', exception({ visibility: 'secret' }), 4, /`visibility`/],
  [
    'a private exception that nobody was told of',
    exception({ visibility: 'private' }),
    4,
    /missing key `notification`/,
  ],
  ['a notification of what is public', exception({ notification: told }), 4, /goes with/],
  ['a wildcard package', exception({ package: 'pkg:npm/*@1' }), 4, /exact package URL/],
  ['a review by nobody', review({ by: '' }), 4, /`by`/],
  ['a review without end', review({ expires: undefined }), 4, /missing key `expires`/],
  [
    'an approval of no rule',
    body(
      'approvals: [{ rule: x, package: "pkg:npm/a@1", server: s, owner: a, approved_by: b, date: 2026-11-01, expires: 2026-11-02, reason: x }]',
    ),
    4,
    /no such rule/,
  ],
  ['a private finding of nothing', secret({ server: undefined }), 4, /missing key `package` or `server`/],
  ['a private finding of a public id', secret({ id: 'CVE-2026-1' }), 4, /an id of your own/],
  ['a private finding without words', secret({ text: '' }), 4, /`text`/],
  ['a private finding of no severity', secret({ severity: 'bad' }), 4, /`severity`/],
  ['a notification to nobody', secret({ notification: { channel: 'c' } }), 4, /missing key `maintainer`/],
  ['a notification on no day', secret({ notification: { ...told, sent: 'soon' } }), 4, /a day that exists/],
  ['an embargo without a unit', body('disclosure: { private: { embargo: "90" } }'), 4, /such as 24h/],
  ['a disclosure of something else', body('disclosure: { public: {} , private: {} }'), 4, /saw `public`/],
];

describe('a malformed policy', () => {
  it('is one of a hundred and more', () => {
    expect(MALFORMED.length).toBeGreaterThan(100);
    expect(new Set(MALFORMED.map(([what]) => what)).size).toBe(MALFORMED.length);
    expect(() => parsePolicy(body(''), 'p.yaml')).not.toThrow();
  });

  it.each(MALFORMED)('%s', (_, text, line, words) => {
    let error: unknown;
    try {
      parsePolicy(text, 'p.yaml');
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(AuditError);
    const { message, exitCode } = error as AuditError;
    expect(exitCode).toBe(EXIT.usage);
    expect(message).toMatch(/^p\.yaml:\d+:\d+: [^\n]+$/);
    expect(message).toContain(`p.yaml:${line}:`);
    expect(message).toMatch(words);
  });

  it('ends the command with 2, its line, and no report', async () => {
    const folder = folderWith({ 'p.yaml': rule('id: r, when: { kind: virus }, action: warn') });
    const terminal = terminalAt(folder);
    expect(await main(['scan', '--policy', 'p.yaml', '--config', 'none.json', '--offline'], terminal)).toBe(2);
    expect(terminal.out).toBe('');
    expect(terminal.err).toMatch(/p\.yaml:3:\d+: wrong value for `kind`/);
  });
});
