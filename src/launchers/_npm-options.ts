/**
 * npm's command line as npm reads it: its option table (npm 11.19, `npm help config`) and the rules of its parser
 * (nopt) and of the `npx` front end. A scanner that guesses which options take a value can be shown a harmless
 * package while npm runs another one.
 */

/** Options without a value but for `true` and `false`. `browser`, which takes either, is left out. */
const SWITCHES = new Set(
  `all allow-same-version audit bin-links bypass-2fa color commit-hooks dangerously-allow-all-scripts description dev
  diff-ignore-all-space diff-name-only diff-no-prefix diff-text dry-run engine-strict expect-results force
  foreground-scripts format-package-lock fund git-tag-version global global-style if-present ignore-scripts
  include-staged include-workspace-root include-attestations init-private install-links json legacy-bundling
  legacy-peer-deps link long offline omit-lockfile-registry-resolved optional package-lock package-lock-only parseable
  allow-scripts-pending allow-scripts-pin prefer-dedupe prefer-offline prefer-online production progress provenance
  read-only rebuild-bundle save save-bundle save-dev save-exact save-optional save-peer save-prod packages-all
  shrinkwrap sign-git-commit sign-git-tag strict-peer-deps strict-allow-scripts strict-ssl timing unicode
  update-notifier usage version versions workspaces workspaces-update yes`.split(/\s+/),
);

/** Options that take the next word as their value. */
const VALUED = new Set(
  `_auth access allow-directory allow-file allow-git allow-remote allow-scripts also audit-level auth-type before ca
  cache cache-max cache-min cafile call cert cidr cpu depth diff diff-dst-prefix diff-src-prefix diff-unified editor
  expect-result-count expires fetch-retries fetch-retry-factor fetch-retry-maxtimeout fetch-retry-mintimeout
  fetch-timeout git globalconfig heading https-proxy include init-author-email init-author-name init-author-url
  init-license init-module init-type init-version init.author.email init.author.name init.author.url init.license
  init.module init.version install-strategy key libc local-address location lockfile-version loglevel logs-dir logs-max
  name maxsockets message min-release-age min-release-age-exclude node-gyp node-options noproxy omit only orgs os otp
  package pack-destination packages prefix preid provenance-file proxy registry replace-registry-host save-prefix
  sbom-format sbom-type scope scopes packages-and-scopes-permission orgs-permission password token-description
  script-shell searchexclude searchlimit searchopts searchstaleness shell tag tag-version-prefix umask user-agent
  userconfig viewer which workspace`.split(/\s+/),
);

/** Of those, the ones that npm also gives a word that looks like an option (in its table: several types, one of them text). */
const TAKES_ANYTHING = new Set(['node-options']);

const SHORTHANDS = new Map<string, readonly string[]>(
  Object.entries({
    'enjoy-by': ['--before'],
    d: ['--loglevel', 'info'],
    dd: ['--loglevel', 'verbose'],
    ddd: ['--loglevel', 'silly'],
    quiet: ['--loglevel', 'warn'],
    q: ['--loglevel', 'warn'],
    s: ['--loglevel', 'silent'],
    silent: ['--loglevel', 'silent'],
    verbose: ['--loglevel', 'verbose'],
    desc: ['--description'],
    help: ['--usage'],
    local: ['--no-global'],
    n: ['--no-yes'],
    no: ['--no-yes'],
    porcelain: ['--parseable'],
    readonly: ['--read-only'],
    reg: ['--registry'],
    iwr: ['--include-workspace-root'],
    ws: ['--workspaces'],
    a: ['--all'],
    c: ['--call'],
    f: ['--force'],
    g: ['--global'],
    L: ['--location'],
    l: ['--long'],
    m: ['--message'],
    p: ['--parseable'],
    C: ['--prefix'],
    S: ['--save'],
    B: ['--save-bundle'],
    D: ['--save-dev'],
    E: ['--save-exact'],
    O: ['--save-optional'],
    P: ['--save-prod'],
    '?': ['--usage'],
    H: ['--usage'],
    h: ['--usage'],
    v: ['--version'],
    w: ['--workspace'],
    y: ['--yes'],
  }),
);

/** What npm understood of a command line. */
export interface NpmCommandLine {
  /** Values by option name, in order of appearance; switches give `true` or `false`. */
  options: Map<string, string[]>;
  positionals: string[];
  /** True when the reading stopped before the end, at a word that can be read in two ways. */
  unclear: boolean;
  /** True for an option that no npm knows and that it takes for a switch. */
  unknown: boolean;
}

/** Why a line that `parseNpm` does not read to its end is not followed. */
export const UNCLEAR_OPTION = { problem: 'an option of npm that is unknown or can be read in two ways' };

function expandShorthand(name: string): readonly string[] | undefined {
  const whole = SHORTHANDS.get(name);
  if (whole) return whole;
  // `-yq` is `-y -q` when every letter is a shorthand.
  const letters = [...name].map((letter) => SHORTHANDS.get(letter));
  return name.length > 1 && letters.every((expansion) => expansion !== undefined) ? letters.flat() : undefined;
}

/**
 * Reads words as npm's option parser does; `--` ends the options. Unclear where its reading depends on more than these
 * tables: an option that is not in them (npm also takes the first letters of one), or a value that some types of option
 * take and others leave (one that looks like an option, `null`, none at all).
 */
export function parseNpm(words: readonly string[]): NpmCommandLine {
  const rest = [...words];
  const options = new Map<string, string[]>();
  const positionals: string[] = [];
  let unknown = false;
  const unclear = (): NpmCommandLine => ({ options, positionals, unclear: true, unknown });
  const set = (name: string, value: string): void => {
    const values = options.get(name);
    if (values) values.push(value);
    else options.set(name, [value]);
  };
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (/^-{2,}$/.test(word)) {
      return { options, positionals: [...positionals, ...rest], unclear: false, unknown };
    }
    if (!word.startsWith('-') || word === '-') {
      positionals.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    // npm splits at `=` and lets a switch leave the value behind as a positional.
    if (equals > 0) rest.unshift(word.slice(equals + 1));
    let name = (equals > 0 ? word.slice(0, equals) : word).replace(/^-+/, '');
    const expansion = SWITCHES.has(name) || VALUED.has(name) ? undefined : expandShorthand(name);
    if (expansion) {
      rest.unshift(...expansion);
      continue;
    }
    // No option begins with a capital, so that one alone is unknown to every npm: a switch without a meaning.
    if (/^-[A-Z]$/.test(word)) {
      unknown = true;
      continue;
    }
    // `no` also counts when it stands twice: the option then is a switch, whatever its type.
    const [negations = ''] = /^(?:no-)*/i.exec(name) ?? [];
    const negated = negations === '' ? null : negations.length % 2 === 1;
    name = name.slice(negations.length);
    const [next] = rest;
    // The registry of a scope is no option of the tables; it takes a value after `=` only.
    const isScoped = equals > 0 && /^@[^:/]+:registry$/.test(name);
    if (VALUED.has(name) || isScoped) {
      const isClear = next !== undefined && next !== 'null' && !/^-{2,}$/.test(next);
      if (negated !== null || !isClear || (next.startsWith('-') && !TAKES_ANYTHING.has(name))) return unclear();
      set(name, next.trim());
      rest.shift();
    } else if (!SWITCHES.has(name) || next === 'null' || (name === 'color' && next === 'always')) {
      return unclear();
    } else if (next === 'true' || next === 'false') {
      set(name, String((next === 'true') !== (negated === true)));
      rest.shift();
    } else {
      set(name, String(!negated));
    }
  }
  return { options, positionals, unclear: false, unknown };
}

/** Options of old npx that newer ones drop; the second set also takes a value. */
const REMOVED_SWITCHES = new Set(['always-spawn', 'ignore-existing', 'shell-auto-fallback']);
const REMOVED_OPTIONS = new Set(['npm', 'node-arg', 'n']);
const NPX_VALUED = new Set(['package', 'p', 'cache', 'userconfig', 'call', 'c', 'shell', 'npm', 'node-arg', 'n']);
const NPX_SWITCHES = new Set([
  ...SWITCHES,
  ...REMOVED_SWITCHES,
  'browser',
  'no-install',
  'quiet',
  'q',
  'version',
  'v',
  'help',
  'h',
]);

/** Turns `npx` words into `npm exec` words: everything from the first positional on belongs to the package. */
export function npxToExec(words: readonly string[]): string[] {
  const result = [...words];
  for (let index = 0; index < result.length; index++) {
    const word = result[index] ?? '';
    if (word === '--') return result;
    if (!word.startsWith('-')) {
      result.splice(index, 0, '--');
      return result;
    }
    const [key = '', ...rest] = word.replace(/^-+/, '').split('=');
    const removed = REMOVED_SWITCHES.has(key) || REMOVED_OPTIONS.has(key);
    const inline = rest.length > 0;
    if (key === 'p') result[index] = ['--package', ...rest].join('=');
    else if (key === 'shell') result[index] = ['--script-shell', ...rest].join('=');
    else if (key === 'no-install') result[index] = '--yes=false';
    else if (SHORTHANDS.has(key) && !removed) {
      result.splice(index, 1, ...(SHORTHANDS.get(key) ?? []), ...(inline ? [rest.join('=')] : []));
      index--;
      continue;
    }
    const next = result[index + 1];
    const takesNext =
      !inline && !NPX_SWITCHES.has(key) && (NPX_VALUED.has(key) || (next !== undefined && !next.startsWith('-')));
    if (removed) {
      result.splice(index, takesNext ? 2 : 1);
      index--;
    } else if (takesNext) {
      index++;
    }
  }
  return result;
}
