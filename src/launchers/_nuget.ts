import { lastValue, optionTable, readOptions } from '../syntax/options.ts';
import type { Identified, NotIdentified } from './index.ts';

/** Options of `dnx` and `dotnet tool exec` (SDK 10); further words are the tool's. */
const OPTIONS = optionTable(
  `--version= -y|--yes --interactive=? --allow-roll-forward -a|--arch= --add-source= --configfile= --disable-parallel
  --framework= --ignore-failed-sources --no-http-cache --no-cache --prerelease --source= -v|--verbosity= -h|--help`,
);

/** An exact version of NuGet's: one number at least, no range and no `*`. */
const EXACT = /^\d+(?:\.\d+){0,3}(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;
const NAME = /^[A-Za-z0-9_](?:[\w.-]*\w)?$/;

/** What fetches a NuGet package and starts its tool: `package[@version] [options] [-- args]`. */
export function identifyTool(words: readonly string[], variant: string): Identified | NotIdentified {
  const read = readOptions(words, OPTIONS, 'mixed');
  if (read === null) return { problem: 'an option of dotnet that is unknown' };
  const [spec] = read.operands;
  if (spec === undefined) return { problem: 'no package' };
  const at = spec.indexOf('@');
  const name = at < 0 ? spec : spec.slice(0, at);
  if (!NAME.test(name)) return { problem: 'a package name that NuGet would not take, or a variable in it' };
  const version = at < 0 ? lastValue(read.options, 'version') : spec.slice(at + 1);
  const pinned = version !== null && EXACT.test(version);
  const source = lastValue(read.options, 'source') ?? lastValue(read.options, 'add-source');
  return {
    launch: { launcher: 'dotnet', variant, ecosystem: 'NuGet', package: name, version, pinned, registry: source },
    target: { kind: 'unread', why: 'packages of NuGet are not read', hint: '' },
    ...(read.options.has('configfile') ? { open: 'its configuration file says where the package comes from' } : {}),
  };
}
