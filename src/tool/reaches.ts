import { SYSTEMS, type Reach } from '../model/tool.ts';
import { ownText } from './json.ts';
import { parametersOf, type Tool } from './tool.ts';
import { executeSignal } from './class/execute-signal.ts';
import type { ServerTraits } from './class/server-traits.ts';
import { wordsOf } from './class/words.ts';
import { AMBIGUOUS_SERVICES, namesService, SERVICES } from './services.ts';

export { SYSTEMS, type Reach } from '../model/tool.ts';

type Evidence = Record<Exclude<Reach['system'], 'saas'>, { text: RegExp; parameter: RegExp }>;

const NONE = /^(?!)/;

const EVIDENCE: Evidence = {
  filesystem: {
    text: /\b(?:file ?systems?|(?:local |text |multiple |single |large |media )?files?(?! (?:id|key|name) )|director(?:y|ies)|folders?|disk)\b/gi,
    parameter:
      /^(?:absolute|dest(?:ination)?|file|input|local|output|project|save|source|target|working|workspace)?_?(?:dir|directory|file|file_?paths?|filename|files|folder|path|paths|root|to)$|^(?:source|destination)$/i,
  },
  network: {
    text: /\b(?:web ?(?:pages?|sites?|search(?:es)?)|internet|https? requests?)\b/gi,
    parameter: /^(?:\w*_)?(?:url|urls|uri|endpoint|webhook|host|hostname|domain)$|(?:Url|URL|Uri)s?$/,
  },
  shell: {
    text: /\b(?:shell|terminal|command[- ]line|bash|powershell|zsh|repl)\b/gi,
    parameter: /^(?:cmd|command|commands|shell)$/i,
  },
  database: {
    text: /\b(?:sql|databases?|mongodb|postgres(?:ql)?|mysql|mariadb|sqlite|redis|neo4j|cypher|bigquery|snowflake|dynamodb|clickhouse|duckdb|elasticsearch|cassandra)\b/gi,
    parameter: /^(?:sql|database|collection|table|tables)$/i,
  },
  browser: {
    text: /\b(?:browsers?|css selectors?|viewport|puppeteer|playwright|selenium|chrome|chromium|current page|page elements?|element on the page)\b/gi,
    parameter: /^(?:selector|viewport)$/i,
  },
  cloud: {
    text: /\b(?:aws|amazon web services|ec2|azure|gcp|google cloud|kubernetes|kubectl|helm|cloudflare|vercel|netlify|heroku|digitalocean|terraform)\b/gi,
    parameter: NONE,
  },
};

/** A link names a place to read, not one that the tool reaches. */
const LINK = /\bhttps?:\/\/[^\s)"'`<>]{1,500}/g;
const MOST_TEXT = 3_000;
const MOST_WORDS = 5;

/** The systems a tool reaches, as its words and parameters show them, in the order of `SYSTEMS`. */
export function reachesOf(tool: Tool, { ownWords }: ServerTraits): Reach[] {
  const parameters = parametersOf(tool);
  const names = wordsOf(tool.name);
  const text = [
    names.join(' '),
    tool.title ?? '',
    tool.description,
    ...parameters.map(({ schema }) => ownText(schema, 'description') ?? ''),
  ]
    .join('\n')
    .slice(0, MOST_TEXT)
    .replace(LINK, '');
  const server = [...ownWords].join(' ');
  const found: Reach[] = [];
  for (const system of SYSTEMS) {
    if (system === 'saas') continue;
    const { text: pattern, parameter } = EVIDENCE[system];
    const taken = parameters.map(({ name }) => name).filter((name) => parameter.test(name));
    const said = [...new Set((text.match(pattern) ?? []).map((word) => word.toLowerCase()))];
    // A path may be one of an API, and a file one of a service: neither says much without the other.
    if (system === 'filesystem' && (taken.length === 0 || said.length === 0) && server.match(pattern) === null)
      continue;
    const named = server.match(pattern) === null ? [] : ['the server’s name'];
    const words = [...named, ...taken.map((name) => `\`${name}\``), ...said].slice(0, MOST_WORDS);
    if (words.length > 0) found.push({ system, name: null, words });
  }
  const runs = executeSignal(tool);
  if (runs !== null && !found.some(({ system }) => /^(?:shell|database|browser)$/.test(system))) {
    found.push({ system: 'shell', name: null, words: [runs.reason] });
  }
  found.sort((a, b) => SYSTEMS.indexOf(a.system) - SYSTEMS.indexOf(b.system));
  return [...found, ...servicesOf(text, ownWords, names)];
}

function servicesOf(text: string, server: ReadonlySet<string>, names: readonly string[]): Reach[] {
  const shown = new Map<string, Set<string>>();
  const add = (service: string, word: string): void =>
    void shown.set(service, (shown.get(service) ?? new Set()).add(word));
  const called = ` ${[...server].join(' ')} `;
  for (const [service, pattern] of namesService(`${called}\n${text}`) ? SERVICES : []) {
    if (pattern.test(called)) add(service, 'the server’s name');
    const [word] = pattern.exec(text) ?? [];
    if (word !== undefined) add(service, word.toLowerCase());
  }
  for (const [service, word] of AMBIGUOUS_SERVICES) {
    if (server.has(word)) add(service, 'the server’s name');
    else if (names[0] === word) add(service, word);
  }
  return [...shown].map(([name, words]) => ({ system: 'saas', name, words: [...words] }));
}
