import { optionTable } from '../syntax/options.ts';

const STYLE = { strict: true };

/** For every command of uv, before and after it (uv 0.13: crates/uv-cli, with the hidden ones). */
const GLOBAL = `--trusted-host|--allow-insecure-host= --cache-dir= --color= --config-file= --directory=
  --preview-feature|--preview-features= --project= --python-fetch= --python-preference= --allow-python-downloads
  -h|--help --isolated --managed-python --native-tls -n|--no-cache-dir|--no-cache --no-color --no-config
  --no-installer-metadata --no-managed-python --no-native-tls --no-offline --no-preview --no-progress
  --no-python-downloads --no-system-certs --offline --preview -q|--quiet --show-settings --system-certs -v|--verbose
  -V|--version`;
export const GLOBAL_OPTIONS = optionTable(GLOBAL, STYLE);

/** Of the commands that resolve packages. */
const RESOLVER = `${GLOBAL} -C|--config-settings|--config-setting= --config-settings-package= --index=
  --default-index= -i|--index-url= --extra-index-url= -f|--find-links= --env-file= --exclude-newer=
  --exclude-newer-package= --fork-strategy= --index-strategy= --keyring-provider= --link-mode= --no-binary-package=
  --no-build-isolation-package= --no-build-package= --no-sources-package= --prerelease= --prerelease-package=
  -p|--python= --python-platform= --refresh-package= --reinstall-package= --resolution= --upgrade-group=
  -P|--upgrade-package= -w|--with= --with-editable= --with-requirements= --binary --build --build-isolation
  --compile|--compile-bytecode --no-binary --no-build --no-build-isolation --no-compile|--no-compile-bytecode
  --no-env-file --no-index --no-refresh --no-reinstall --no-require-build-hashes --no-sources --no-upgrade --pre
  --refresh --force-reinstall|--reinstall --require-build-hashes --show-resolution -U|--upgrade`;

/** Of `uvx` and `uv tool run`. */
export const TOOL_OPTIONS = optionTable(
  `${RESOLVER} -b|--build-constraint|--build-constraints= -c|--constraint|--constraints= --override|--overrides=
    --from= --torch-backend= --lfs`,
  STYLE,
);

/** Of `uv run`. */
export const RUN_OPTIONS = optionTable(
  `${RESOLVER} --extra= --group= --max-recursion-depth= --no-editable-package= --no-extra= --no-group= --only-group=
    --package= --active --all-extras --all-groups --all-packages --dev --editable --exact --frozen --gui-script
    --inexact --no-exact --locked -m|--module --no-active --no-all-extras --no-default-groups --no-dev --no-editable
    --no-frozen --no-locked --no_workspace|--no-workspace|--no-project --no-sync --only-dev -s|--script`,
  STYLE,
);
