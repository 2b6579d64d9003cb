const LARGEST = 16 * 1024 * 1024;
const LARGEST_SCRIPT = 64 * 1024;

/** What readers of packages look at first: manifests, lockfiles, the databases of installed packages. */
const NAMES = new Set(
  `package.json package-lock.json npm-shrinkwrap.json .package-lock.json .npmrc yarn.lock .yarnrc.yml .pnp.cjs
  .pnp.data.json pnpm-lock.yaml pnpm-workspace.yaml .modules.yaml bun.lock deno.json deno.lock METADATA PKG-INFO RECORD
  WHEEL INSTALLER REQUESTED direct_url.json entry_points.txt requires.txt top_level.txt uv_cache.json pyvenv.cfg
  pyproject.toml uv.lock poetry.lock pdm.lock pylock.toml requirements.txt uv-receipt.toml pipx_metadata.json
  os-release passwd`.split(/\s+/),
);

const PATHS = /^(?:var\/lib\/dpkg\/(?:status$|status\.d\/)|(?:usr\/)?lib\/apk\/db\/installed$)/;

/** Where commands and the scripts that containers start with usually lie: their first lines say what runs them. */
const SCRIPTS = /(?:^|\/)s?bin\/[^/]+$|^[^/]+$|(?:entrypoint|start|run)[^/]*$|\.(?:pth|egg-link)$/;

/**
 * Whether a file of a layer is kept as the layer goes by. Everything else can be had later, at the price of another pass:
 * this list makes reading fast, not right.
 */
export function isWantedFirst(path: string, size: number): boolean {
  if (size === 0 || size > LARGEST) return false;
  const name = path.slice(path.lastIndexOf('/') + 1);
  const inside = path.replace(/^\.?\//, '');
  return NAMES.has(name) || PATHS.test(inside) || (size <= LARGEST_SCRIPT && SCRIPTS.test(inside));
}
