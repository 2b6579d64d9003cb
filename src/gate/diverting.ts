/*
 * Variables that load other code into what a line starts, or decide where its package or image comes from. Compared in capitals, as
 * Windows does. Sources: ld.so(8), the manuals of Node 24, npm 11, pnpm 10, Yarn 4, Bun 1.3, uv 0.9, pip 25, Docker 29 and Go 1.25.
 */
const DIVERTING = new RegExp(
  [
    '^(?:NODE_OPTIONS|NODE_PATH|LD_.+|DYLD_.+|BASH_ENV|COMSPEC|PATH|PATHEXT)$',
    '^(?:BUN_OPTIONS|BUN_CONFIG_REGISTRY|YARN_.+|COREPACK_NPM_REGISTRY)$',
    '^(?:HOME|USERPROFILE|APPDATA|LOCALAPPDATA|XDG_CONFIG_HOME)$',
    '^PYTHON(?:PATH|HOME|USERBASE|STARTUP)$',
    '^UV_(?:CONFIG_FILE|CONSTRAINT|DEFAULT_INDEX|ENV_FILE|EXTRA_INDEX_URL|FIND_LINKS|INDEX|INDEX_URL|OVERRIDE|PROJECT|WORKING_DIR(?:ECTORY)?)$',
    '^(?:PIP_(?:CONFIG_FILE|EXTRA_INDEX_URL|FIND_LINKS|INDEX_URL)|PIPX_HOME)$',
    '^(?:DOCKER_(?:CONFIG|CONTEXT|HOST)|CONTAINER_(?:CONNECTION|HOST)|CONTAINERS_REGISTRIES_CONF)$',
    '^(?:_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|DOTNET_STARTUP_HOOKS|GOFLAGS|GOPROXY)$',
  ].join('|'),
);

/** npm's options that have no say in which package runs, nor in where it comes from. */
const HARMLESS =
  /^(?:audit|audit_level|cache|color|fetch_.+|fund|https_proxy|ignore_scripts|logs_dir|logs_max|loglevel|maxsockets|noproxy|progress|proxy|timing|unicode|update_notifier|yes)$/;

/** Those of the names that an entry or a line sets by which its artifact may be another one than the line says. */
export function divertingIn(names: readonly string[]): string[] {
  const diverts = (name: string): boolean => {
    const [, option] = /^(?:npm|pnpm)_config_(.+)$/is.exec(name) ?? [];
    return option === undefined
      ? DIVERTING.test(name.toUpperCase())
      : !HARMLESS.test(option.toLowerCase().replaceAll('-', '_'));
  };
  return [...new Set(names.filter(diverts))].sort();
}
