import {
  COMPOSE_GLOBAL,
  COMPOSE_RUN,
  CONTAINER_EXEC,
  CONTAINER_GLOBAL,
  CONTAINER_RUN,
} from '../syntax/container-options.ts';
import { lastValue, readOptions, variableIn, type ReadOptions } from '../syntax/options.ts';
import { readImage } from './_image.ts';
import type { Declares, Identified, Launcher, NotIdentified } from './index.ts';

type Engine = keyof typeof CONTAINER_RUN;

/** Programs that fetch or start what the image does not say. */
const STARTERS = /^(?:.*\/)?(?:npx|npm|pnpm|yarn|bunx?|deno|uvx?|pipx|pip3?|go|sh|bash|ash)$/;

function unclear(engine: Engine): NotIdentified {
  return notIdentified(engine, 'an option of a container engine that is unknown or can be read in two ways');
}

function notIdentified(engine: Engine, problem: string): NotIdentified {
  return { problem, launch: { ...declares(engine, null), ecosystem: 'unknown' } };
}

const NO_SERVER = 'a command of an engine that starts no server';
const REMOTE_ENGINE = 'its option has the container run on another machine';

/** Names of the variables that options pass on. */
function variables({ options }: ReadOptions): string[] {
  return (options.get('env') ?? []).map(variableIn).filter((name) => name !== '');
}

const VARIABLE = /\$\{[^{}]{0,200}\}/g;

/** Where in the container a line lays folders over those of the image. A volume without a name begins as what the image has there. */
function mounts({ options }: ReadOptions): string[] {
  const volumes = (options.get('volume') ?? []).flatMap((word) => {
    // A drive of Windows has a colon of its own, and so have the variables of editors.
    const [, inside] = /^(?:[A-Za-z]:[\\/])?[^:]*:([^:]*)/.exec(word.replace(VARIABLE, '$')) ?? [];
    return inside ?? (word.startsWith('$') ? '$' : []);
  });
  const mounted = (options.get('mount') ?? []).flatMap((word) => {
    const [, inside] = /(?:^|,)"?(?:target|destination|dst)=([^,"]*)/.exec(word) ?? [];
    return inside ?? (word.includes('$') ? '$' : []);
  });
  const inMemory = (options.get('tmpfs') ?? []).map((word) => word.split(':', 1)[0] ?? '');
  return [...volumes, ...mounted, ...inMemory];
}

/** What a line brings into a container that is not followed. */
function openPoints(read: ReadOptions): string[] {
  const { options, operands } = read;
  const [, ...words] = operands;
  const program = lastValue(options, 'entrypoint') ?? words[0] ?? '';
  return [
    ...(STARTERS.test(program) ? ['its words start another program in the container, which is not followed'] : []),
    ...(options.has('volumes-from') ? ['it takes folders from another container'] : []),
    ...([...mounts(read), lastValue(options, 'workdir') ?? ''].some((path) => path.includes('$'))
      ? ['a variable says which of its folders another is laid over, or where it starts']
      : []),
  ];
}

function declares(engine: Engine, variant: string | null): Pick<Declares, 'launcher' | 'variant'> {
  return engine === 'nerdctl' ? { launcher: 'docker', variant: variant ?? 'nerdctl' } : { launcher: engine, variant };
}

function identifyRun(engine: Engine, args: readonly string[]): Identified | NotIdentified {
  const read = readOptions(args, CONTAINER_RUN[engine]);
  if (read === null) return unclear(engine);
  const [reference, ...rest] = read.operands;
  if (reference === undefined) return notIdentified(engine, 'no image');
  if (read.options.has('rootfs')) {
    const target = { kind: 'unread' as const, why: 'the folder of a container is not read', hint: '' };
    return { launch: { ...declares(engine, null), ecosystem: 'local', localEntry: reference }, target };
  }
  const image = readImage(reference);
  if (image === null) return notIdentified(engine, 'no image reference, or a variable in it');
  const open = openPoints(read);
  return {
    launch: { ...declares(engine, null), ecosystem: 'oci', ...image, environment: variables(read) },
    target: {
      kind: 'image',
      engine,
      reference,
      entrypoint: lastValue(read.options, 'entrypoint'),
      workingDirectory: lastValue(read.options, 'workdir'),
      mounts: mounts(read),
      args: rest,
    },
    ...(open.length > 0 ? { open: open.join('; ') } : {}),
  };
}

/** A container that exists already: which image it has, only the engine knows. */
function identifyContainer(engine: Engine, verb: string, args: readonly string[]): Identified | NotIdentified {
  const read = readOptions(args, CONTAINER_EXEC);
  if (read === null) return unclear(engine);
  const [container, command] = read.operands;
  if (container === undefined && !read.options.has('latest')) return notIdentified(engine, 'no container');
  return {
    launch: {
      ...declares(engine, `${engine}-${verb}`),
      ecosystem: 'unknown',
      entryCommand: verb === 'exec' ? (command ?? null) : null,
      environment: variables(read),
    },
    target: {
      kind: 'unread',
      why: 'which image that container has is not known without asking the engine',
      hint: 'Start the image itself, by digest.',
    },
    open: 'it starts something in a container that exists already, of which only the engine knows the image',
  };
}

function identifyCompose(engine: Engine, args: readonly string[]): Identified | NotIdentified {
  const read = readOptions(args, COMPOSE_GLOBAL);
  if (read === null) return unclear(engine);
  const [verb = '', ...rest] = read.operands;
  if (!/^(?:run|up|exec|start)$/.test(verb)) return notIdentified(engine, 'a command of compose that starts no server');
  const options = verb === 'run' || verb === 'exec' ? readOptions(rest, COMPOSE_RUN) : null;
  if (options === null && (verb === 'run' || verb === 'exec')) return unclear(engine);
  const [service = null] = options?.operands ?? [];
  return {
    launch: {
      ...declares(engine, engine === 'podman' ? 'podman-compose' : 'docker-compose'),
      ecosystem: 'unknown',
      localEntry: lastValue(read.options, 'file'),
      entryCommand: service,
      cwd: lastValue(read.options, 'project-directory'),
      environment: options === null ? [] : variables(options),
    },
    target: {
      kind: 'unread',
      why: 'the image of a service stands in a compose file, which is not read',
      hint: 'Start the image itself, by digest.',
    },
    open: 'a compose file says which image it is',
  };
}

/** `docker mcp gateway run`: the servers are those of a catalogue or profile of Docker's. */
function identifyGateway(args: readonly string[]): Identified | NotIdentified | null {
  if (args[0] !== 'gateway' || args[1] !== 'run') return null;
  return {
    launch: {
      launcher: 'docker',
      variant: 'docker-mcp-gateway',
      ecosystem: 'unknown',
      wrappers: ['docker mcp gateway'],
    },
    target: {
      kind: 'unread',
      why: 'which images the gateway of Docker starts is not read',
      hint: 'Declare the images that it starts as entries of their own.',
    },
    open: 'a catalogue or profile of Docker says which servers its gateway starts',
  };
}

function identify(engine: Engine, args: readonly string[]): Identified | NotIdentified {
  const read = readOptions(args, CONTAINER_GLOBAL[engine]);
  if (read === null) return unclear(engine);
  const [first = '', ...rest] = read.operands;
  const [verb = '', words] = first === 'container' ? [rest[0], rest.slice(1)] : [first, rest];
  const result = identifyVerb(engine, verb, words);
  const isElsewhere = ['host', 'context', 'url', 'connection', 'remote'].some(
    (name) => read.options.has(name) && lastValue(read.options, name) !== 'default',
  );
  return isElsewhere && 'target' in result
    ? { ...result, open: [result.open ?? [], REMOTE_ENGINE].flat().join('; ') }
    : result;
}

function identifyVerb(engine: Engine, verb: string, words: readonly string[]): Identified | NotIdentified {
  switch (verb) {
    case 'run':
    case 'create':
      return identifyRun(engine, words);
    case 'exec':
    case 'start':
    case 'attach':
      return identifyContainer(engine, verb, words);
    case 'compose':
      return identifyCompose(engine, words);
    case 'mcp':
      return identifyGateway(words) ?? notIdentified(engine, NO_SERVER);
    default:
      return notIdentified(engine, NO_SERVER);
  }
}

/** `docker run [options] image [command]` and its relatives of other engines. */
export const docker: Launcher = {
  id: 'docker',
  programs: ['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose', 'docker-mcp'],
  identify({ program, args }) {
    if (program === 'docker-compose') return identifyCompose('docker', args);
    if (program === 'podman-compose') return identifyCompose('podman', args);
    if (program === 'docker-mcp') return identify('docker', ['mcp', ...args]);
    return identify(program as Engine, args);
  },
};
