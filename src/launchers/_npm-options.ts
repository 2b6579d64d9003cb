/*
 * npm's option table (npm 11.19, `npm help config`), for its own command line and the `npx` front end.
 */

/** Options without a value but for `true` and `false`. `browser`, which takes either, is left out. */
export const SWITCHES = new Set(
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
export const VALUED = new Set(
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
export const TAKES_ANYTHING = new Set(['node-options']);

/** What stands for other words. */
export const SHORTHANDS = new Map<string, readonly string[]>(
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
