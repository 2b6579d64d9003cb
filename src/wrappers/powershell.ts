import { optionTable } from '../syntax/options.ts';
import { COMPOUND, UNCLEAR } from './_prefix.ts';
import type { Unwrapped, Wrapper } from './index.ts';

/** Parameters of powershell 5.1 and pwsh 7 by their full names; any beginning of one is understood. */
const { bySpelling: PARAMETERS } = optionTable(
  `-command= -configurationfile= -configurationname= -custompipename= -encodedcommand= -executionpolicy= -ep= -ex= -file=
  -help -inputformat= -interactive -login -mta -noexit -nologo -noninteractive -noprofile -noprofileloadtime -outputformat=
  -psconsolefile= -settingsfile= -sshservermode -sta -version= -windowstyle= -workingdirectory= -wd= -wo= -ec= -w=`,
);

const FULL = [...PARAMETERS.keys()];

/** The full name of a parameter: PowerShell takes the shortest names in a fixed order, `-c` for Command, `-f` for File. */
function fullName(word: string): string {
  const name = word.toLowerCase().replace(/^[-/]+/, '-');
  if (PARAMETERS.has(name)) return name;
  const short: Record<string, string> = {
    '-c': '-command',
    '-e': '-encodedcommand',
    '-enc': '-encodedcommand',
    '-f': '-file',
  };
  const known = short[name];
  if (known !== undefined) return known;
  return FULL.find((full) => full.startsWith(name)) ?? name;
}

/** Where the parameters end: at `-File`, `-Command` or the first word that is none. */
function readParameters(args: readonly string[]): { last: string; rest: readonly string[]; cwd: string | null } | null {
  let cwd: string | null = null;
  for (let index = 0; index < args.length; index++) {
    const word = args[index] ?? '';
    if (!/^[-/]./.test(word) || /^\/.*[\\/.]/.test(word)) return { last: '', rest: args.slice(index), cwd };
    const name = fullName(word);
    if (name === '-file' || name === '-command' || name === '-encodedcommand' || name === '-ec') {
      return { last: name, rest: args.slice(index + 1), cwd };
    }
    const parameter = PARAMETERS.get(name);
    if (parameter === undefined) return null;
    if (parameter.values > 0) index++;
    if (name === '-workingdirectory' || name === '-wd' || name === '-wo') cwd = args[index] ?? null;
  }
  return { last: '', rest: [], cwd };
}

/** One command of a PowerShell line, without `&`; null where it is more than that, or has what PowerShell computes. */
function splitLine(line: string): string[] | null {
  const text = line.trim().replace(/^&\s+(?!\{)/, '');
  if (/[;|&<>`(){}\r\n]|\$(?!env:\w+|\{env:\w+\})/.test(text.replace(/'[^']*'|"[^"$`]*"/g, ''))) return null;
  if (/[$`]\(|`/.test(text)) return null;
  return [...text.matchAll(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g)].map(([word]) => word.replaceAll(/['"]/g, ''));
}

function unwrapCommand(program: string, words: readonly string[]): Unwrapped {
  const inner = splitLine(words.join(' '));
  if (inner !== null && inner.length > 0 && inner[0] !== '-') return { kind: 'command', inner };
  return {
    ...COMPOUND,
    kind: 'end',
    launch: { launcher: 'shell', variant: `${program}-command`, ecosystem: 'unknown' },
    target: { kind: 'unread', why: 'what a line of PowerShell runs is not read', hint: '' },
  };
}

/** `powershell -File script`, `pwsh script`, `powershell -Command line`. */
export const powershell: Wrapper = {
  id: 'powershell',
  kind: 'shell',
  programs: ['powershell', 'pwsh', 'pwsh-preview'],
  packages: {},
  nameOf({ program, args }) {
    const last = readParameters(args)?.last ?? '';
    if (last === '') return program;
    return `${program} ${last === '-file' ? '-File' : last === '-command' ? '-Command' : '-EncodedCommand'}`;
  },
  unwrap({ program, args }) {
    const read = readParameters(args);
    if (read === null) return UNCLEAR;
    const { last, rest, cwd } = read;
    const [first] = rest;
    if (first === undefined || first === '-') return { problem: 'PowerShell without a command or a script' };
    if (last === '-encodedcommand' || last === '-ec') return { ...COMPOUND, open: 'an encoded line of PowerShell' };
    // Without a name powershell takes the rest for a command, pwsh for a file.
    if (last === '-command' || (last === '' && program === 'powershell' && !/\.ps1$/i.test(first))) {
      const unwrapped = unwrapCommand(program, rest);
      return unwrapped.kind === 'command' && cwd !== null ? { ...unwrapped, cwd } : unwrapped;
    }
    return {
      kind: 'end',
      launch: { launcher: 'shell', variant: `${program}-file`, ecosystem: 'local', localEntry: first, cwd },
      target: { kind: 'unread', why: 'what a script of PowerShell starts is not read', hint: '' },
    };
  },
};
