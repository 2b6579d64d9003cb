import { FileError, pathsOf, type Files, type Machine } from '../io/index.ts';
import { isInside } from './find-files.ts';

/** GitHub reads no larger file. Source: GitHub documentation, "About code owners", size limits. */
const MAX_BYTES = 3 * 1024 * 1024;

/** Where a repository may keep it, in the order in which GitHub and GitLab look. */
const PLACES = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'];

interface Rule {
  /** Segments of the pattern; `**` stands for any number of folders. */
  segments: string[];
  /** True when the pattern also stands for everything below what it names. */
  below: boolean;
  owners: string[];
}

/** Whether a name fits a pattern of `*` and `?`. Linear but for the last star, which alone is tried again. */
function fitsName(pattern: string, name: string): boolean {
  let [at, from, star, mark] = [0, 0, -1, 0];
  while (from < name.length) {
    if (at < pattern.length && (pattern[at] === '?' || pattern[at] === name[from]) && pattern[at] !== '*') {
      at += 1;
      from += 1;
    } else if (pattern[at] === '*') {
      star = at;
      mark = from;
      at += 1;
    } else if (star !== -1) {
      at = star + 1;
      mark += 1;
      from = mark;
    } else return false;
  }
  return !/[^*]/.test(pattern.slice(at));
}

/** Whether a path fits the segments of a pattern: the set of segments reached so far is carried along the path. */
function fitsPath({ segments, below }: Rule, path: readonly string[]): boolean {
  const skip = (reached: Set<number>): Set<number> => {
    for (const at of reached) if (segments[at] === '**') reached.add(at + 1);
    return reached;
  };
  let reached = skip(new Set([0]));
  for (const name of path) {
    if (below && reached.has(segments.length)) return true;
    const next = new Set<number>();
    for (const at of reached) {
      const segment = segments[at];
      if (segment === '**') next.add(at);
      else if (segment !== undefined && fitsName(segment, name)) next.add(at + 1);
    }
    reached = skip(next);
    if (reached.size === 0) return false;
  }
  return reached.has(segments.length);
}

/** No path is longer; a rule that is would cost its length for every file. */
const LONGEST_PATTERN = 4096;

function readRule(line: string): Rule | null {
  // A `#` begins a comment at the start of a word only; GitLab's section headings name no files.
  const words = line.split(/\s+/).filter((word) => word !== '');
  const comment = words.findIndex((word) => word.startsWith('#'));
  const [pattern, ...owners] = comment === -1 ? words : words.slice(0, comment);
  if (pattern === undefined || pattern.length > LONGEST_PATTERN || /^[!^]|\[/.test(pattern)) return null;
  const isAnchored = pattern.replace(/\/$/, '').includes('/');
  const segments = pattern.split('/').filter((segment) => segment !== '');
  // `docs/*` names the files of one folder, not what is below: the only pattern that does not reach down.
  const below = !(isAnchored && segments.at(-1) === '*');
  return { segments: isAnchored ? segments : ['**', ...segments], below, owners };
}

/** The rules of a CODEOWNERS file, the last first. */
function rulesOf(text: string): Rule[] {
  return text
    .split(/\r?\n/)
    .flatMap((line) => readRule(line) ?? [])
    .toReversed();
}

/** Who owns a file: the last rule that names it decides. Null when none does, or one without owners. */
function ownerBy(rules: readonly Rule[], path: string): string | null {
  const names = path.split('/');
  const owners = rules.find((rule) => fitsPath(rule, names))?.owners ?? [];
  return owners.length === 0 ? null : owners.join(' ');
}

/** Who owns a file by the text of a CODEOWNERS file. */
export function ownerIn(text: string, path: string): string | null {
  return ownerBy(rulesOf(text), path);
}

/** Finds who owns config files that lie in a repository, reading each repository's CODEOWNERS once, and looking each file up once. */
export class CodeOwners {
  private readonly files: Files;
  private readonly paths: ReturnType<typeof pathsOf>;
  private readonly rules = new Map<string, Rule[]>();
  private readonly owners = new Map<string, string | null>();

  constructor(files: Files, machine: Machine) {
    this.files = files;
    this.paths = pathsOf(machine);
  }

  /** The owners of a file of a project, as written; null when the repository names none. */
  ownerOf(file: string, project: string): string | null {
    const key = `${project}\n${file}`;
    const known = this.owners.get(key);
    if (known !== undefined) return known;
    const owner = this.find(file, project);
    this.owners.set(key, owner);
    return owner;
  }

  private find(file: string, project: string): string | null {
    const root = this.repositoryOf(project);
    if (root === null || !isInside(file, root, this.paths)) return null;
    return ownerBy(this.rulesIn(root), this.paths.relative(root, file).replaceAll('\\', '/'));
  }

  /** The folder with `.git` at or above a project. */
  private repositoryOf(project: string): string | null {
    for (let folder = project; ; folder = this.paths.dirname(folder)) {
      if (this.attempt(() => this.files.kind(this.paths.join(folder, '.git'))) !== null) return folder;
      if (this.paths.dirname(folder) === folder) return null;
    }
  }

  private rulesIn(root: string): Rule[] {
    const known = this.rules.get(root);
    if (known !== undefined) return known;
    const file = PLACES.map((place) => this.paths.join(root, place)).find(
      (path) => this.attempt(() => this.files.kind(path)) === 'file',
    );
    const text = file === undefined ? null : this.attempt(() => this.files.readText(file, MAX_BYTES));
    const rules = text === null ? [] : rulesOf(text);
    this.rules.set(root, rules);
    return rules;
  }

  private attempt<T>(work: () => T): T | null {
    try {
      return work();
    } catch (error) {
      // An owner that cannot be read is not known; the gate asks for one.
      if (error instanceof FileError) return null;
      throw error;
    }
  }
}
