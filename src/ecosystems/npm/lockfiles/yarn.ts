import type { Asked } from '../manifest.ts';
import type { Dependency, Tree, TreePackage } from '../tree.ts';
import { branchAt, readIndented, textAt, type Branch } from './indented.ts';
import { splitSpec } from './spec.ts';

/** A folder of the project with what its manifest asks for; `location` is relative to the root. */
export interface Project {
  location: string;
  name: string;
  asked: readonly Asked[];
}

interface Entry extends Pick<TreePackage, 'name' | 'version'> {
  /** Of a workspace: its folder, with `''` for the root; else null. */
  workspace: string | null;
  asked: Asked[];
  location: string;
}

/** The descriptors of a heading: `a@^1, a@^2`, each or all of them in quotes. */
const descriptorsIn = (heading: string): string[] => heading.split(',').map((part) => part.trim().replaceAll('"', ''));

/** Berry writes `npm:` before every range of the registry; with a name after it, it is an alias. */
const plainRange = (range: string): string =>
  range.startsWith('npm:') && !range.includes('@', 'npm:@'.length) ? range.slice('npm:'.length) : range;

/** Berry writes who an entry is; classic has the name in its descriptors alone, where `npm:` begins an alias. */
function identityOf(descriptor: string, branch: Branch): { name: string; reference: string } {
  const resolution = textAt(branch, 'resolution');
  if (resolution !== null) return splitSpec(resolution);
  const { name, reference } = splitSpec(descriptor);
  return reference.startsWith('npm:') ? splitSpec(reference.slice('npm:'.length)) : { name, reference };
}

function askedIn(branch: Branch): Asked[] {
  const asked: Asked[] = [];
  for (const [field, kind] of [
    ['dependencies', 'required'],
    ['optionalDependencies', 'optional'],
  ] as const) {
    for (const [name, range] of branchAt(branch, field)) {
      if (typeof range !== 'string') continue;
      const isOptional =
        kind === 'optional' || textAt(branchAt(branch, 'dependenciesMeta', name), 'optional') === 'true';
      asked.push({ name, range, kind: isOptional ? 'optional' : 'required', mayMiss: isOptional });
    }
  }
  return asked;
}

/**
 * The tree that yarn.lock describes, of yarn classic and of berry. It does not keep development dependencies apart, so
 * what the project's folders ask for is given by their manifests. Peers are left out: the package that
 * brings one asks for it itself. `settled` are names whose versions the project has decided.
 */
export function readYarnLockfile(
  text: string,
  projects: (folder: string) => Project | null,
  settled: ReadonlySet<string>,
): Tree {
  const entries = new Map<string, Entry>();
  const named = new Map<string, Entry[]>();
  for (const [heading, branch] of readIndented(text)) {
    if (!(branch instanceof Map) || heading === '__metadata') continue;
    const descriptors = descriptorsIn(heading);
    const { name, reference } = identityOf(descriptors[0] ?? '', branch);
    const version = textAt(branch, 'version') ?? '';
    const workspace = reference.startsWith('workspace:')
      ? reference.slice('workspace:'.length).replace(/^\.$/, '')
      : null;
    const location = workspace ?? `${name}@${textAt(branch, 'resolution') === null ? version : reference}`;
    const entry: Entry = { name, version, workspace, asked: askedIn(branch), location };
    for (const descriptor of descriptors) entries.set(descriptor, entry);
    const namesakes = named.get(name);
    if (namesakes === undefined) named.set(name, [entry]);
    else namesakes.push(entry);
  }

  const find = ({ name, range }: Asked): Entry | null => {
    const exact = entries.get(`${name}@${range}`) ?? entries.get(`${name}@npm:${range}`);
    const workspace = named.get(name)?.find((entry) => entry.workspace !== null);
    if (exact !== undefined || workspace !== undefined) return exact ?? workspace ?? null;
    const [only, ...others] = settled.has(name) ? (named.get(name) ?? []) : [];
    return only === undefined || others.length > 0 ? null : only;
  };
  const edgesOf = (asked: readonly Asked[]): Pick<TreePackage, 'dependencies' | 'broken'> => {
    const dependencies: Dependency[] = [];
    const broken: string[] = [];
    for (const one of asked) {
      if (one.kind === 'peer' || one.kind === 'development') continue;
      const found = find(one);
      if (found !== null) dependencies.push({ to: found.location, type: one.kind, range: plainRange(one.range) });
      else if (!one.mayMiss) broken.push(`${one.name} is missing`);
    }
    return { dependencies, broken };
  };

  const tree: Tree = new Map();
  const addProject = (folder: string): void => {
    const project = tree.has(folder) ? null : projects(folder);
    if (project === null) return;
    tree.set(folder, { location: folder, name: project.name, version: '', isProject: true, ...edgesOf(project.asked) });
  };
  addProject('');
  for (const { name, version, workspace, location, asked } of entries.values()) {
    if (workspace !== null) addProject(workspace);
    else tree.set(location, { location, name, version, isProject: false, ...edgesOf(asked) });
  }
  return tree;
}
