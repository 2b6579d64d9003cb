/** Packages and their commands that run a script given to them, in Node or beside it. */
const SCRIPT_RUNNERS = `@babel/node @swc-node/cli babel-node bun coffee coffeescript deno electron esbuild-runner esno esr
  forever jiti node node-dev nodejs nodemon nw sucrase-node supervisor swc-node ts-eager ts-node ts-node-cwd ts-node-dev
  ts-node-esm ts-node-script ts-node-transpile-only ts-script tsimp tsm tsnd tsno tsx vite-node vitest zx`;

/** Packages and their commands that start another command, or fetch the program that they start. */
const COMMAND_RUNNERS = `@dotenvx/dotenvx @infisical/cli @modelcontextprotocol/inspector @modelcontextprotocol/inspector-cli
  @pnpm/exe @smithery/cli @yarnpkg/cli-dist bunx c8 chokidar-cli clinic concurrently corepack cross-env cross-env-shell
  doppler dotenv dotenv-cli dotenvx env-cmd envmcp fnm grunt gulp infisical lerna mcp-inspector mcp-proxy mcp-scan
  mcporter npm npm-run-all npm-run-all2 npx nx nyc onchange pm2 pm2-dev pm2-runtime pnpm pnpx run-p run-s run-script-os
  shx smithery start-server-and-test tsc-watch turbo varlock volta yarn yarnpkg`;

/** Packages that connect to a URL given to them, or else start a command: the server is behind them. */
export const BRIDGES: ReadonlySet<string> = new Set(['mcp-remote', 'supergateway']);

/** Names of packages and commands that are not the server: it is what they are told to run. */
export const RUNNERS: ReadonlySet<string> = new Set([
  ...`${SCRIPT_RUNNERS} ${COMMAND_RUNNERS}`.split(/\s+/),
  ...BRIDGES,
]);

const URL = /^(?:https?|wss?):\/\//i;
const URL_OPTION = /^--(?:sse|streamable-?http)(?:=|$)/i;
const COMMAND_OPTION = /^-+(?:stdio|command|cmd|exec)/i;

/**
 * The URL that a bridge connects to, or null when it starts a command or its arguments do not settle it. mcp-remote takes
 * it as the first operand besides its headers, supergateway as the value of an option.
 */
export function bridgedUrl(bridge: string, args: readonly string[]): string | null {
  if (args.some((arg) => COMMAND_OPTION.test(arg))) return null;
  if (bridge === 'mcp-remote') {
    let first = 0;
    while (args[first] === '--header') first += 2;
    const operand = args[first] ?? '';
    return URL.test(operand) ? operand : null;
  }
  const values = args.flatMap((arg, index) => {
    if (!URL_OPTION.test(arg)) return [];
    return arg.includes('=') ? arg.slice(arg.indexOf('=') + 1) : (args[index + 1] ?? '');
  });
  const [url = ''] = values;
  return values.length === 1 && URL.test(url) ? url : null;
}
