import { pathsOf, type Files, type Machine } from '../io/index.ts';

const isFile = (files: Files, path: string): boolean => {
  try {
    return files.kind(files.realPath(path)) === 'file';
  } catch {
    return false;
  }
};

/** The file that a command names, by the folders of PATH as `execvp` looks for it; null when there is none. */
export function findProgram(
  command: string,
  { path, cwd }: { path: string; cwd: string },
  machine: Machine,
  files: Files,
): string | null {
  const { join, isAbsolute, delimiter } = pathsOf(machine);
  const endings = machine.platform === 'win32' ? ['.exe', '.com', '.cmd', '.bat', ''] : [''];
  const isPath = command.includes('/') || (machine.platform === 'win32' && command.includes('\\'));
  const folders = isPath ? [isAbsolute(command) ? '' : cwd] : path.split(delimiter).filter(isAbsolute);
  const places = folders.flatMap((folder) => endings.map((ending) => join(folder, `${command}${ending}`)));
  return places.find((place) => isFile(files, place)) ?? null;
}
