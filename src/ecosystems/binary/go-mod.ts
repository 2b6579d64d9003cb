/** A module at a version. */
export interface ModuleVersion {
  path: string;
  version: string;
}

/** What a go.mod file says. */
export interface GoMod {
  module: string | null;
  /** The `go` line, without which Go takes 1.16. */
  go: string;
  requires: ModuleVersion[];
  /** `version` is null where every version is replaced, or where a folder takes the place. */
  replaces: Array<{ path: string; version: string | null; by: { path: string; version: string | null } }>;
}

const MAX_LINES = 20_000;

const unquoted = (word: string): string => word.replace(/^(["`])(.*)\1$/, '$2');

/** Words of a line without its comment. */
function wordsOf(line: string): string[] {
  const comment = line.indexOf('//');
  const text = (comment === -1 ? line : line.slice(0, comment)).trim();
  return text === '' ? [] : text.split(/\s+/).map(unquoted);
}

/** Lines that are not understood are passed over, as Go does for dependencies. Source: Go modules reference, "go.mod files". */
export function parseGoMod(text: string): GoMod {
  const mod: GoMod = { module: null, go: '1.16', requires: [], replaces: [] };
  let block: string | null = null;
  for (const line of text.split('\n', MAX_LINES)) {
    const words = wordsOf(line);
    if (block !== null && words[0] === ')') block = null;
    else if (block === null && words[1] === '(') block = words[0] ?? null;
    else if (block !== null) addLine(mod, block, words);
    else addLine(mod, words[0] ?? '', words.slice(1));
  }
  return mod;
}

function addLine(mod: GoMod, verb: string, words: readonly string[]): void {
  const [first, second] = words;
  if (first === undefined) return;
  if (verb === 'module') mod.module = first;
  else if (verb === 'go') mod.go = first;
  else if (verb === 'require' && second !== undefined) mod.requires.push({ path: first, version: second });
  else if (verb === 'replace') {
    const arrow = words.indexOf('=>');
    const path = words[arrow + 1];
    if (arrow < 1 || path === undefined) return;
    const version = arrow === 2 ? (second ?? null) : null;
    mod.replaces.push({ path: first, version, by: { path, version: words[arrow + 2] ?? null } });
  }
}
