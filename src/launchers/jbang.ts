import { redactUrl } from '../credential/redact.ts';
import { optionTable, readOptions } from '../syntax/options.ts';
import { isHttpUrl } from '../syntax/url.ts';
import type { Declares, Launcher, NotIdentified } from './index.ts';

/** Options of jbang 0.140, before `run` and after it. */
const OPTIONS = optionTable(
  `--config= --insecure --insecure-tls --verbose --no-verbose --quiet --no-quiet -o|--offline --no-offline --fresh --no-fresh
  --preview --no-preview -x|--stacktrace --netrc= --no-netrc --build-dir= --enable-preview -j|--java= -m|--main= --module=?
  -C|--compile-option= --manifest= --integrations --no-integrations --catalog= -D=? --deps= --repos= --cp|--class-path=
  --ignore-transitive-repositories|--itr --jdk-providers= --jdk-distros= --jdk-installer= -n|--native -N|--native-option=
  -c|--code= -R|--runtime-option|--java-options= --jfr=? -d|--debug=? --ea|--enableassertions
  --esa|--enablesystemassertions --javaagent= --cds --no-cds -i|--interactive -s|--sources= --files= -T|--source-type= --jsh`,
);

const FILE = /^(?:[./~\\]|[A-Za-z]:[\\/])|\.(?:java|jsh|kt|groovy|md|jar)$/i;
const COORDINATES = /^([\w.-]+):([\w.-]+)(?::([^:@\s]+))?(?::[\w.-]+)?(?:@\w+)?$/;

/** What a script reference of jbang's names: a file, a URL, Maven coordinates or an alias of a catalogue. */
function readReference(reference: string): Omit<Declares, 'launcher'> | NotIdentified {
  if (isHttpUrl(reference)) return { ecosystem: 'url', pinned: false, sourceUrl: redactUrl(reference) };
  if (FILE.test(reference)) return { ecosystem: 'local', localEntry: reference };
  const [, group, artifact, version] = COORDINATES.exec(reference) ?? [];
  if (group !== undefined && artifact !== undefined) {
    // A snapshot, LATEST and ranges can change under the same name.
    const pinned = version !== undefined && /^\d/.test(version) && !/SNAPSHOT$/i.test(version);
    return { ecosystem: 'maven', package: `${group}:${artifact}`, version: version ?? null, pinned };
  }
  // `alias@catalogue`: the second part is where the alias is defined, no version.
  if (/^[\w.-]+(?:@[\w./~-]+)?$/.test(reference)) return { ecosystem: 'maven', pinned: false, sourceUrl: reference };
  return { problem: 'no script reference of jbang' };
}

/** `jbang [run] [options] reference [args]`. */
export const jbang: Launcher = {
  id: 'jbang',
  programs: ['jbang'],
  starts: 'binary',
  identify({ args }) {
    const before = readOptions(args, OPTIONS);
    const words = before?.operands[0] === 'run' ? readOptions(before.operands.slice(1), OPTIONS) : before;
    if (before === null || words === null) return { problem: 'an option of jbang that is unknown' };
    const [reference] = words.operands;
    if (reference === undefined || words.options.has('code'))
      return { problem: 'no script of jbang, or code in its line' };
    const read = readReference(reference);
    if ('problem' in read) return read;
    const isAlias = read.ecosystem === 'maven' && read.package === undefined;
    return {
      launch: { launcher: 'binary', variant: 'jbang', ...read },
      target: { kind: 'unread', why: 'packages of Java are not read', hint: '' },
      ...(isAlias ? { open: 'a catalogue of jbang says what its alias stands for' } : {}),
    };
  },
};
