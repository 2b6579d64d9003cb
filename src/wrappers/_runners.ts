/** Packages and their commands that run a script given to them, and that no wrapper here looks through. */
const SCRIPT_RUNNERS = `bun coffee coffeescript deno electron forever nw supervisor vitest zx`;

/** Packages and their commands that start another command, or fetch the program that they start. */
const COMMAND_RUNNERS = `@modelcontextprotocol/inspector-cli @pnpm/exe @yarnpkg/cli-dist bunx c8 chokidar-cli clinic
  concurrently grunt gulp lerna mcp-scan mcporter node nodejs npm npm-run npm-run-all npm-run-all2 npx nx nyc onchange pm2
  pm2-dev pm2-runtime pnpm pnpx run-p run-s run-script-os shx start-server-and-test tsc-watch turbo yarn yarnpkg`;

/** Names that no wrapper here looks through: what they are told to run is a gap. */
export const UNFOLLOWED_RUNNERS: ReadonlySet<string> = new Set(`${SCRIPT_RUNNERS} ${COMMAND_RUNNERS}`.split(/\s+/));

/**
 * Programs that start other programs and that no wrapper here looks through: a line that leads to one is a gap, never
 * taken for the server itself.
 */
export const NOT_FOLLOWED: ReadonlySet<string> = new Set([
  ...`distrobox flatpak gem incus jupyter kubectl lxc msiexec multipass oc open pkgx rustup script snap socat start
  su toolbox unbuffer vagrant watchexec xargs`.split(/\s+/),
  ...UNFOLLOWED_RUNNERS,
]);
