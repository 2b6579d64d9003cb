import type { Entry } from '../clients/index.ts';

/** Variables that load code, or decide which programs and packages are found. Compared in capitals, as Windows does. */
const DIVERTING = new RegExp(
  [
    '^(?:NODE_OPTIONS|NODE_PATH|BUN_OPTIONS|LD_.+|DYLD_.+|BASH_ENV|COMSPEC|PATH|PATHEXT|PREFIX)$',
    '^(?:HOME|USERPROFILE|APPDATA|LOCALAPPDATA)$',
    '^PYTHON(?:PATH|HOME|USERBASE)$',
    '^UV_(?:CONFIG_FILE|CONSTRAINT|ENV_FILE|OVERRIDE|PROJECT|WORKING_DIR|WORKING_DIRECTORY)$',
    '^(?:DOCKER_(?:CONFIG|CONTEXT|HOST)|CONTAINER_(?:CONNECTION|HOST))$',
    '^(?:_JAVA_OPTIONS|JAVA_TOOL_OPTIONS|JDK_JAVA_OPTIONS|DOTNET_STARTUP_HOOKS|GOFLAGS)$',
  ].join('|'),
);

/** npm's options that have no say in which package runs: what it prints, and how it reaches the registry. */
const HARMLESS =
  /^(?:audit|audit-level|ca|cafile|color|fetch-.+|fund|https-proxy|ignore-scripts|logs-dir|logs-max|loglevel|maxsockets|noproxy|progress|proxy|registry|strict-ssl|timing|unicode|update-notifier|yes|@[^:]+:registry|\/\/.+:[_a-z-]+)$/;

/** The name of npm's option that a variable sets, by npm's rule (`npm_config_` in any letter case), or null. */
function npmOption(variable: string): string | null {
  const [, name] = /^npm_config_(.+)$/is.exec(variable) ?? [];
  return name === undefined ? null : name.toLowerCase().replaceAll(/(?!^)_/g, '-');
}

/** Names of the entry's variables that can change what its command runs, and whose values are not followed. */
export function divertingVariables(env: Entry['env']): string[] {
  const diverting = env.filter(({ name, value }) => {
    const option = npmOption(name);
    return option === null ? DIVERTING.test(name.toUpperCase()) : value === null && !HARMLESS.test(option);
  });
  return [...new Set(diverting.map(({ name }) => name))].sort();
}

/** The variables whose values are known; those of npm by one spelling. */
export function knownVariables(env: Entry['env']): Record<string, string> {
  return Object.fromEntries(
    env.flatMap(({ name, value }) =>
      value === null ? [] : [[npmOption(name) === null ? name : name.toLowerCase(), value]],
    ),
  );
}
