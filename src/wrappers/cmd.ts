import { COMPOUND } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** Words of `cmd` itself: what follows is not one program. */
const BUILTINS = new Set(
  `assoc cd chdir cls color copy date del dir echo endlocal erase exit for ftype goto if md mkdir mklink move path pause popd
  prompt pushd rd rem ren rename rmdir set setlocal shift start time title type ver verify vol`.split(/\s+/),
);

const OPERATOR = /[&|<>^\r\n]/;

/** The words of a line by the rules of `cmd`: only double quotes group; null where it is more than one command. */
function splitLine(line: string): string[] | null {
  if (OPERATOR.test(line.replace(/"[^"]*"/g, '')) || /^\s*[@(]/.test(line)) return null;
  return [...line.matchAll(/(?:"[^"]*"|[^\s"])+/g)].map(([word]) => word.replaceAll('"', ''));
}

/** `cmd [/d /s …] /c command`: cmd puts the words together to a line and reads that. */
export const cmd: Wrapper = {
  id: 'cmd',
  kind: 'shell',
  programs: ['cmd'],
  packages: {},
  nameOf: ({ args }) => (args.some((word) => /^\/+k$/i.test(word)) ? 'cmd /k' : 'cmd /c'),
  unwrap({ args }) {
    // `//c` is how a shell of MSYS is kept from taking it for a path.
    const start = args.findIndex((word) => /^\/+[ckr]$/i.test(word));
    const before = args.slice(0, Math.max(start, 0));
    if (start < 0 || !before.every((word) => /^\/+(?:[aduqsx]|[efv]:o(?:n|ff)|t:[0-9a-f]{1,2})$/i.test(word))) {
      return { problem: 'cmd without a command' };
    }
    const [first = '', ...rest] = args.slice(start + 1);
    // A word with spaces alone is a line; with others it was one word in quotes.
    const words = rest.length === 0 ? splitLine(first) : [first, ...rest];
    // Of a first word in quotes that holds an operator, cmd takes the quotes away.
    const isCut = rest.length > 0 && /\s/.test(first) && OPERATOR.test(first);
    if (words === null || isCut || words.some((word) => /^(?:[&|]{1,2}|[<>]{1,2})$|^[^\s&|]+[&|]{1,2}$/.test(word)))
      return COMPOUND;
    const inner = /^call$/i.test(words[0] ?? '') ? words.slice(1) : words;
    if (inner.length === 0 || inner[0] === '') return { problem: 'cmd without a command' };
    if (BUILTINS.has((inner[0] ?? '').toLowerCase())) return COMPOUND;
    const isOpen = rest.length > 0 && words.some((word) => !/\s/.test(word) && OPERATOR.test(word));
    return {
      kind: 'command',
      inner,
      ...(isOpen ? { open: 'characters outside quotes that cmd takes for the end of a command' } : {}),
    };
  },
};
