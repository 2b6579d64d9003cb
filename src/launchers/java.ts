import type { Identified, Launcher } from './index.ts';

/** Options of java 17 to 25 that take the next word; all others take none or use `:` and `=`. */
const VALUED = new Set(
  `-cp -classpath --class-path -p --module-path --upgrade-module-path --add-modules --limit-modules --add-reads --add-exports
  --add-opens --patch-module --source --enable-native-access --describe-module -d`.split(/\s+/),
);

/** Options that load other code first. */
const DIVERTS =
  /^(?:-javaagent:|-agentlib:|-agentpath:|-Xbootclasspath|--patch-module|--upgrade-module-path|-XX:(?:Flags|OnError|OnOutOfMemoryError|VMOptionsFile)=|@)/;

/** `java [options] -jar file`, `java [options] Main` or `java -m module`. */
export const java: Launcher = {
  id: 'java',
  // On Windows letter case does not count, and this is how it is written there.
  programs: ['java', 'javaw', 'Java'],
  anywhere: true,
  starts: 'java',
  identify({ args }) {
    let paths: string | null = null;
    let diverts = false;
    for (let index = 0; index < args.length; index++) {
      const word = args[index] ?? '';
      if (word === '-jar' || word === '-m' || word === '--module') {
        const file = args[index + 1];
        if (file === undefined) break;
        return word === '-jar' ? jar(file, diverts) : main(file, paths, diverts);
      }
      if (word.startsWith('--module=')) return main(word.slice('--module='.length), paths, diverts);
      diverts ||= DIVERTS.test(word);
      if (!word.startsWith('-') && !word.startsWith('@'))
        return /\.java$/i.test(word) ? jar(word, diverts) : main(word, paths, diverts);
      if (/^(?:-cp|-classpath|--class-path)$/.test(word)) paths = args[index + 1] ?? null;
      else if (word.startsWith('--class-path=')) paths = word.slice('--class-path='.length);
      if (VALUED.has(word)) index++;
    }
    return { problem: 'java without a file or a class' };
  },
};

const NOT_READ = { kind: 'unread' as const, why: 'packages of Java are not read', hint: '' };

function opening(diverts: boolean): Pick<Identified, 'open'> {
  return diverts ? { open: 'an option of java loads other code first, which is not followed' } : {};
}

function jar(localEntry: string, diverts: boolean): Identified {
  return { launch: { launcher: 'java', ecosystem: 'local', localEntry }, target: NOT_READ, ...opening(diverts) };
}

function main(entryCommand: string, paths: string | null, diverts: boolean): Identified {
  // The separator is `;` on Windows, where a drive has the colon.
  const separator = paths !== null && (paths.includes(';') || /^[A-Za-z]:/.test(paths)) ? ';' : ':';
  const first = paths?.split(separator)[0] ?? null;
  return {
    launch: { launcher: 'java', ecosystem: 'local', entryCommand, localEntry: first },
    target: NOT_READ,
    ...opening(diverts),
  };
}
