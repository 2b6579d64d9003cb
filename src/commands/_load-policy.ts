import { dirname, resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { loadBaseline, parsePolicy, POLICY_MAX_BYTES, type PolicyFile } from '../gate/index.ts';
import { FileError, realAccess, thisMachine, type Access, type Files, type Platform } from '../io/index.ts';
import { readNamed } from './_read-named.ts';

/** Where an administrator puts the policy of a machine. No variable moves it: its user could set one. */
const MACHINE_FILES: Readonly<Record<Platform, string>> = {
  linux: '/etc/mcp-audit/policy.yaml',
  darwin: '/Library/Application Support/mcp-audit/policy.yaml',
  win32: 'C:\\ProgramData\\mcp-audit\\policy.yaml',
};

export interface MachinePolicy {
  file: string;
  access: Pick<Access, 'permissions'>;
}

const ofThisMachine = (): MachinePolicy => ({ file: MACHINE_FILES[thisMachine().platform], access: realAccess });

/** The policy that the user named, or the built-in one; as it stands, for what is done to that file. */
export function loadPolicy(files: Files, path: string | undefined, cwd: string): PolicyFile {
  if (path === undefined) return loadBaseline();
  const file = resolve(cwd, path);
  return parsePolicy(readNamed(files, file, POLICY_MAX_BYTES, 'the policy'), file);
}

/** What to judge by: the user's policy under that of the machine, where there is one. That one can only be made stricter. */
export function loadPolicies(
  files: Files,
  path: string | undefined,
  cwd: string,
  machine: MachinePolicy = ofThisMachine(),
): PolicyFile {
  const own = loadPolicy(files, path, cwd);
  const upper = loadMachinePolicy(files, machine);
  // Named by the user as well, it is the one policy there is.
  if (upper === null || upper.digest === own.digest) return upper ?? own;
  return { ...own, upper };
}

function loadMachinePolicy(files: Files, { file, access }: MachinePolicy): PolicyFile | null {
  if (!isThere(files, file)) return null;
  const text = readNamed(files, file, POLICY_MAX_BYTES, "the machine's policy");
  return { ...parsePolicy(text, file), doubts: doubtsAbout(files, file, access) };
}

/** What cannot be seen may be there: then nothing is judged without it. */
function isThere(files: Files, file: string): boolean {
  try {
    return files.kind(file) !== null;
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return false;
    throw new AuditError('file-unreadable', `whether there is a policy of the machine is not known: ${file}`, {
      hint: 'Have its administrator let everybody read it.',
      cause: error,
    });
  }
}

const ROOT = 0;
const WRITABLE_BY_OTHERS = 0o022;

/** Why somebody else than root may have written the file, or put another one in its place. */
function doubtsAbout(files: Files, file: string, access: MachinePolicy['access']): string[] {
  const real = files.realPath(file);
  const places = [real];
  for (let folder = dirname(real); folder !== places.at(-1); folder = dirname(folder)) places.push(folder);
  return places.flatMap((place) => {
    const permissions = access.permissions(place);
    if (permissions === null) return place === real ? [`Who may write ${place} cannot be told on this system.`] : [];
    if (permissions.owner !== ROOT) return [`${place} belongs to user ${permissions.owner}, not to root.`];
    return (permissions.mode & WRITABLE_BY_OTHERS) === 0 ? [] : [`Others than root may write ${place}.`];
  });
}
