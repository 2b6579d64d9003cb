import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Access, Machine } from '../../src/io/index.ts';
import { findStores, type FoundStores } from '../../src/scan/stores.ts';
import { filesInMemory } from '../ecosystems/_memory.ts';
import { SHAPES } from './_shapes.ts';

/** No piece of a secret of this length may be in what is told. */
const PIECE = 7;

const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789',
  'abcdefghijklmnopqrstuvwxyz0123456789',
  '0123456789abcdef',
  'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-_.~',
];

/** Random secrets of several lengths and alphabets; keeps those that it gave. */
function secrets(): { next: () => string; given: string[] } {
  const given: string[] = [];
  const next = (): string => {
    const alphabet = ALPHABETS[given.length % ALPHABETS.length] ?? 'x';
    const secret = [...randomBytes(12 + (given.length % 40))].map((byte) => alphabet[byte % alphabet.length]).join('');
    given.push(secret);
    return secret;
  };
  return { next, given };
}

const FORMS: ReadonlyArray<(secret: string) => string> = [
  (secret) => secret,
  (secret) => secret.toLowerCase(),
  (secret) => Buffer.from(secret).toString('base64'),
  (secret) => Buffer.from(secret).toString('base64url'),
  (secret) => Buffer.from(secret).toString('hex'),
  (secret) => encodeURIComponent(secret),
  (secret) => JSON.stringify(secret).slice(1, -1),
  (secret) => [...secret].toReversed().join(''),
];

function pieces(text: string): Set<string> {
  const found = new Set<string>();
  for (let at = 0; at + PIECE <= text.length; at += 1) found.add(text.slice(at, at + PIECE));
  return found;
}

/** The secrets of which a piece is told, in any form. */
function leaks(found: FoundStores, given: readonly string[]): string[] {
  const told = pieces(JSON.stringify(found));
  return given.filter((secret) => FORMS.some((form) => [...pieces(form(secret))].some((piece) => told.has(piece))));
}

const HOME = '/home/ada';
const access: Access = {
  permissions: () => ({ mode: 0o600, owner: 1, group: 1, isSocket: false }),
  allows: () => true,
};

function look(files: Record<string, string>): FoundStores {
  const placed = Object.fromEntries(Object.entries(files).map(([path, text]) => [`${HOME}/${path}`, text]));
  const machine: Machine = { platform: 'linux', home: HOME, env: {}, nodePrefixes: [] };
  return findStores(machine, filesInMemory(placed), access, { project: `${HOME}/work/shop`, isOwnHome: false });
}

/** Every shape once; those of one path by turns. */
function homes(next: () => string): Array<Record<string, string>> {
  const turns: Array<Record<string, string>> = [];
  for (const { path, content } of SHAPES) {
    const turn = turns.find((files) => !Object.hasOwn(files, path));
    if (turn) turn[path] = content(next);
    else turns.push({ [path]: content(next) });
  }
  return turns;
}

describe('secrets in stores', () => {
  it('are never told, of a thousand', () => {
    let stores = 0;
    let planted = 0;
    while (planted < 1000) {
      const { next, given } = secrets();
      for (const files of homes(next)) {
        const found = look(files);
        stores += found.stores.length;
        expect(leaks(found, given)).toEqual([]);
      }
      planted += given.length;
    }
    expect(stores).toBeGreaterThan(300);
  });

  it('are never told where a file is cut off, damaged or put together wrongly', () => {
    let gaps = 0;
    for (let turn = 0; turn < 3; turn += 1) {
      const { next, given } = secrets();
      for (const files of homes(next)) {
        const damaged = Object.entries(files).map(([path, text], index): [string, string] => {
          const at = randomBytes(4).readUInt32BE() % (text.length + 1);
          const kinds = [
            text.slice(0, at),
            text.slice(at),
            `${text.slice(0, at)}${'"\n[{:@/='[index % 8]}${text.slice(at)}`,
            text.replaceAll('"', ''),
            text.replaceAll('\n', ' '),
            `${next()} ${text}`,
          ];
          return [path, kinds[(turn * 2 + index) % kinds.length] ?? text];
        });
        const found = look(Object.fromEntries(damaged));
        gaps += found.gaps.length;
        expect(leaks(found, given)).toEqual([]);
      }
    }
    expect(gaps).toBeGreaterThan(20);
  });

  it('are never told where a host should be', () => {
    const { next, given } = secrets();
    for (let turn = 0; turn < 10; turn += 1) {
      const [a, b, c, d, e, f] = [next(), next(), next(), next(), next(), next()];
      const found = look({
        '.npmrc': `//${a}/:_authToken=x\n//u:${b}@r.example.com/:_authToken=x\n`,
        '.netrc': `machine ${c} password x\n`,
        '.docker/config.json': JSON.stringify({
          auths: { [d]: { auth: 'x' }, [`https://${e}@h.example.com`]: { auth: 'x' } },
        }),
        '.git-credentials': `https://u:p/${f}@x.example.com\nhttps://${next()}#@${next()}\nhttps://a:${next()}\\${next()}@b.example.com\n`,
        '.pgpass': `${next()}:1:x:y:z\n`,
      });
      expect(found.stores).toHaveLength(5);
      // What is short, or of letters alone, may well be the name of a host.
      const clear = given.filter((secret) => secret.length >= 24 && !/[~+]/.test(secret));
      expect(leaks(found, clear)).toEqual([]);
    }
  });
});
