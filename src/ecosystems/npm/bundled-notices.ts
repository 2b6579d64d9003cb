import { exactVersion, isPackageName, type Named } from './bundled-paths.ts';

/** Files in which bundlers and people keep the licences of what they took in. */
export const NOTICE =
  /(?:\.licen[cs]es?(?:\.txt)?|^licenses\.txt|third[-_ .]?party[-_ .]?(?:notices?|licen[cs]es?)?(?:\.\w+)?)$/i;

/** In prose capitals are no part of a name. */
const isPlainName = (text: string): boolean => isPackageName(text) && text === text.toLowerCase();

const MAX_LINE = 400;
const MAX_NAMED = 2000;

/** `- name@1.2.3 (https…)`, `1. name version 1.2.3 (https…)`, `name@1.2.3`. */
const LISTED = /^(?:[-*•]|\d+\.|%%)?\s*(@?[^\s@]+)(?:@| version | )v?(\d[^\s,;:()]*)(.*)$/;

function namedOnLine(line: string): Named | null {
  const [, name = '', text = '', rest = ''] = LISTED.exec(line) ?? [];
  const version = exactVersion(text);
  if (version === '' || !isPlainName(name)) return null;
  // `name@version` speaks for itself; two words do so only before an address.
  const isSure = line.includes(`${name}@${text}`) || /^\s*\(https?:/.test(rest);
  return isSure ? { name, version, copy: '' } : null;
}

/** The packages that a licence notice lists: by line, or as fields `Name:` and `Version:` of rollup's licence plugin. */
export function readNotice(text: string): Named[] {
  const named: Named[] = [];
  let name: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.length > MAX_LINE || named.length >= MAX_NAMED) continue;
    const [, field = '', value = ''] = /^(?:[-*#]\s*)?(name|version):\s*(\S+)\s*$/i.exec(line) ?? [];
    if (field.toLowerCase() === 'name') name = isPlainName(value) ? value : null;
    else if (field !== '' && name !== null) {
      const version = exactVersion(value);
      if (version !== '') named.push({ name, version, copy: '' });
      name = null;
    } else if (field === '') {
      const one = namedOnLine(line.trim());
      if (one !== null) named.push(one);
    }
  }
  return named;
}

const BANNER = /^\/\*!\s*(?:@license\s+)?([a-z0-9][\w.-]*)[\s@]\s*v?(\d+\.\d+\.\d+[\w.+-]*)/;
const REPOSITORY = /https?:\/\/github\.com\/[\w.-]+\/([\w.-]+)/;
const MAX_BANNERS = 500;

/** A name that a licence comment states, and whether its repository is of the same name. */
export interface Banner extends Named {
  isSure: boolean;
}

/** `/*! name v1.2.3`, which minifiers keep. The name there need not be that of the package (axe is `axe-core`). */
export function readBanners(script: Buffer): Banner[] {
  const named: Banner[] = [];
  for (let at = script.indexOf('/*!'); at !== -1 && named.length < MAX_BANNERS; at = script.indexOf('/*!', at + 3)) {
    const [comment = ''] = script.toString('latin1', at, at + 300).split('*/', 1);
    const [, name = '', text = ''] = BANNER.exec(comment) ?? [];
    const version = exactVersion(text);
    const isSure = REPOSITORY.exec(comment)?.[1] === name;
    if (version !== '' && isPlainName(name)) named.push({ name, version, copy: '', isSure });
  }
  return named;
}
