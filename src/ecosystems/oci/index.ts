import { ArchiveError } from '../../archive/index.ts';
import { redactCommandLine } from '../../credential/redact.ts';
import type { Machine } from '../../io/index.ts';
import { NO_INSTALLATION, type ImageFacts, type Installation } from '../../model/installation.ts';
import type { Ecosystem, Question, ResolveGap, Resolved, Surroundings, Within } from '../index.ts';
import { FilesOnDemand } from './files-on-demand.ts';
import { findImage, wordsOf, type Found } from './find.ts';
import type { ImageFiles } from './image-files.ts';
import { cover, type Oddities } from './image-tree.ts';
import { joinInstallations } from './join.ts';
import { Layers } from './layers.ts';
import { readOsPackages } from './os-packages.ts';
import { manifestFiles, packagesOf } from './packages.ts';
import { parseDigest, parseReference } from './reference.ts';
import { followScripts } from './start-script.ts';
import { homeOf } from './user.ts';

type ImageTarget = Extract<Question['target'], { kind: 'image' }>;

/** What engines set where an image sets no PATH. */
const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** Name to value of the config's variables; values stay in memory. */
function variablesOf({ image }: Found): Map<string, string> {
  return new Map(
    (image.config.config?.Env ?? []).map((line) => {
      const at = line.indexOf('=');
      return at < 1 ? ([line, ''] as const) : ([line.slice(0, at), line.slice(at + 1)] as const);
    }),
  );
}

function factsOf(found: Found): ImageFacts {
  const { User, Entrypoint, Cmd, WorkingDir, ExposedPorts } = found.image.config.config ?? {};
  return {
    id: found.image.id,
    user: User ?? '',
    entrypoint: redactCommandLine(Entrypoint ?? []),
    command: redactCommandLine(Cmd ?? []),
    workingDirectory: WorkingDir ?? '',
    environment: [...variablesOf(found).keys()].sort(),
    ports: Object.keys(ExposedPorts ?? {}).sort(),
  };
}

/** What is started: an entrypoint on the line sets the image's own and its default arguments aside, as do arguments the latter. */
function commandOf({ image }: Found, { entrypoint, args }: ImageTarget): string[] {
  const { Entrypoint, Cmd } = image.config.config ?? {};
  if (entrypoint !== null && entrypoint !== '') return [entrypoint, ...args];
  const own = entrypoint === null ? (Entrypoint ?? []) : [];
  const usesDefault = args.length === 0 && entrypoint === null;
  return [...own, ...(usesDefault ? (Cmd ?? []) : args)];
}

/** As what runs in the image sees its machine. */
function machineIn(found: Found, files: ImageFiles, { architecture }: Machine): Machine {
  const env = Object.fromEntries(variablesOf(found));
  const home = env['HOME'] ?? homeOf(found.image.config.config?.User ?? '', files);
  const nodePrefixes = ['/usr/local', '/usr'].filter((prefix) => files.isFile(`${prefix}/bin/node`));
  return {
    platform: 'linux',
    home,
    env: { PATH, HOME: home, ...env },
    nodePrefixes,
    ...(architecture === undefined ? {} : { architecture }),
  };
}

/** What the image's own variables have loaded before, or instead of, what it starts. */
function variableGaps(variables: ReadonlyMap<string, string>): ResolveGap[] {
  const loads: ReadonlyArray<readonly [name: string, value: RegExp]> = [
    ['NODE_OPTIONS', /(?:^|\s)(?:-r|--require|--import|--(?:experimental-)?loader)\b/],
    ['LD_PRELOAD', /\S/],
    ['BASH_ENV', /\S/],
    ['PYTHONHOME', /\S/],
  ];
  return loads.flatMap(([name, value]) => {
    const message = `in the image, its variable ${name} loads code that is not followed`;
    return value.test(variables.get(name) ?? '') ? [{ kind: 'tree-unsupported', message, hint: '' }] : [];
  });
}

function oddityGaps(oddities: Oddities): ResolveGap[] {
  return [...oddities].sort().map(([what, count]) => ({
    kind: 'tree-unreadable',
    message: `a layer of the image has ${what}${count > 1 ? `, ${count} times` : ''}`,
    hint: 'Build the image with a tool that writes plain layers.',
  }));
}

/** Reads a found image up to where what it starts is known. */
async function readImage(found: Found, target: ImageTarget, surroundings: Surroundings): Promise<Resolved> {
  const { image, store, allowance } = found;
  const layers = new Layers(store, image.layers, allowance);
  const { root, oddities } = await layers.read();
  const onDemand = new FilesOnDemand(target.reference, layers, root);
  const system = await onDemand.read(readOsPackages);
  // What the system has installed stays there, whatever its database is hidden behind.
  cover(root, target.mounts);
  const machine = await onDemand.read((files) => machineIn(found, files, surroundings.machine));
  const cwd = target.workingDirectory ?? (image.config.config?.WorkingDir || '/');
  const place = { path: machine.env['PATH'] ?? PATH, cwd };
  const { command, open } = await onDemand.read((files) => followScripts(commandOf(found, target), files, place));

  const whole: Installation = {
    ...NO_INSTALLATION,
    path: found.path,
    method: 'image',
    fidelity: 'installed',
    digest: found.digest ?? image.id,
    image: factsOf(found),
    components: [...system.components],
  };
  const gaps: ResolveGap[] = [
    ...oddityGaps(oddities),
    ...variableGaps(variablesOf(found)),
    ...system.gaps,
    ...open.map((message): ResolveGap => ({ kind: 'tree-unsupported', message: `in the image, ${message}`, hint: '' })),
  ];
  const within: Within = {
    files: onDemand.files,
    machine,
    command,
    cwd,
    load: () => onDemand.loadMissed(),
    join: async (inside) => {
      await onDemand.load(manifestFiles(root));
      const unread = manifestFiles(root).length;
      const lost = [...onDemand.lost];
      if (unread > 0) {
        const message = `in the image, the manifests of ${unread} packages beside the server's own could not be read`;
        lost.push({ kind: 'limit-reached', message, hint: '' });
      }
      return { installation: joinInstallations(whole, system.components, inside, packagesOf(root)), gaps: lost };
    },
  };
  return { installation: whole, gaps, within };
}

/** Images: of archives that the user named, or of the engine that would run them. */
export const oci: Ecosystem = {
  id: 'oci',
  async resolve({ target }, surroundings) {
    if (target.kind !== 'image') return null;
    const pinned = parseDigest(target.reference) ?? parseReference(target.reference)?.digest ?? null;
    const declared: Installation = { ...NO_INSTALLATION, method: 'image', digest: pinned };
    const found = await findImage(target, surroundings);
    if (Array.isArray(found)) return { installation: declared, gaps: found };
    try {
      return await readImage(found, target, surroundings);
    } catch (error) {
      const words = wordsOf(error);
      const kind = error instanceof ArchiveError && error.problem === 'limit' ? 'limit-reached' : 'tree-unreadable';
      const message = `the image ${target.reference} ${words}: nothing of it is taken for read`;
      const hint = 'Write the image out anew, or review it by hand.';
      const installation = {
        ...declared,
        path: found.path,
        digest: found.digest ?? found.image.id,
        image: factsOf(found),
      };
      return { installation, gaps: [{ kind, message, hint }] };
    }
  },
};
