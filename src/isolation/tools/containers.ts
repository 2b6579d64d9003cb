import type { Isolation } from '../../model/isolation.ts';
import {
  COMPOSE_GLOBAL,
  COMPOSE_RUN,
  CONTAINER_EXEC,
  CONTAINER_GLOBAL,
  CONTAINER_RUN,
} from '../../syntax/container-options.ts';
import { lastValue, readOptions, type Options } from '../../syntax/options.ts';
import { servicesOf, specOfService } from '../container/compose.ts';
import { containerFacts } from '../container/facts.ts';
import { gatewayFacts } from '../container/gateway.ts';
import { specOfRun, switched } from '../container/run.ts';
import type { ContainerSpec } from '../container/spec.ts';
import { said } from '../fact.ts';
import { hasVariable } from '../place.ts';
import type { Surroundings } from '../surroundings.ts';
import { unclear, UNCLEAR_OPTION } from './_facts.ts';
import type { Reading, Tool } from './index.ts';

type Engine = ContainerSpec['engine'];

/** `docker run`, `docker compose run`, `docker mcp gateway run` and what podman and nerdctl have of them. */
export const containers: Tool = {
  id: 'containers',
  programs: ['docker', 'podman', 'nerdctl', 'docker-compose', 'podman-compose', 'docker-mcp'],
  read({ program, args }, _outer, around) {
    if (program === 'docker-compose') return compose('docker', args, around);
    if (program === 'podman-compose') return compose('podman', args, around);
    if (program === 'docker-mcp') return gateway(args);
    const engine = program as Engine;
    const read = readOptions(args, CONTAINER_GLOBAL[engine]);
    if (read === null) return apart(UNCLEAR_OPTION);
    const [first = '', ...rest] = read.operands;
    const [verb = '', words] = first === 'container' ? [rest[0], rest.slice(1)] : [first, rest];
    const isHere =
      !divertedBy(around, ELSEWHERE) &&
      !['host', 'context', 'url', 'connection', 'remote'].some(
        (name) => read.options.has(name) && !isOfThisMachine(lastValue(read.options, name) ?? ''),
      );
    switch (verb) {
      case 'run':
      case 'create':
        return run(engine, words, around, isHere);
      case 'exec':
      case 'start':
      case 'attach':
        return existing(words);
      case 'compose':
        return compose(engine, words, around);
      case 'mcp':
        return gateway(words);
      default:
        return null;
    }
  },
};

/** Variables that name another machine, and those that name files of options. Source: docker(1), podman(1), the Compose manual. */
const ELSEWHERE = /^(?:DOCKER_(?:HOST|CONTEXT|CONFIG)|CONTAINER_(?:HOST|CONNECTION))$/;
const FILES = /^(?:COMPOSE_FILE|COMPOSE_PROFILES|COMPOSE_ENV_FILES|CONTAINERS_CONF|CONTAINERS_CONF_OVERRIDE)$/;

const divertedBy = ({ variables = [] }: Surroundings, names: RegExp): boolean =>
  variables.some((name) => names.test(name.toUpperCase()));

const isOfThisMachine = (value: string): boolean => value === 'default' || /^(?:unix|npipe|fd):\/\//.test(value);

function apart(why: string): Reading {
  return { ...unclear('container', why), isApart: true, isEnd: true };
}

function run(engine: Engine, words: readonly string[], around: Surroundings, isHere: boolean): Reading {
  const read = readOptions(words, CONTAINER_RUN[engine]);
  if (read === null) return apart(UNCLEAR_OPTION);
  if (divertedBy(around, FILES)) return apart('a variable of its entry names a file of options, which is not read');
  // A variable where the image stands may be an option, or several.
  const image = read.operands[0] ?? '';
  if (/^["']?[$%{]/.test(image) || image === '') return apart('where its image should stand is a variable, or nothing');
  return {
    facts: containerFacts(specOfRun(engine, read, around, isHere), 'static', around.home),
    isApart: true,
    isEnd: true,
  };
}

/** A container that is there already: all but the options of this command is what somebody asked for before. */
function existing(words: readonly string[]): Reading {
  const read = readOptions(words, CONTAINER_EXEC);
  const result = apart('it starts in a container that exists already, of which only the engine knows what it may');
  if (read === null || switched(lastValue(read.options, 'privileged') ?? undefined) !== true) return result;
  const openings: Isolation['openings'] = said(
    { found: [{ kind: 'privileged', what: 'privileged' }], isComplete: false },
    '--privileged',
  );
  return { ...result, facts: { ...result.facts, openings } };
}

function compose(engine: Engine, words: readonly string[], around: Surroundings): Reading | null {
  const read = readOptions(words, COMPOSE_GLOBAL);
  const [verb = '', ...rest] = read?.operands ?? [];
  if (read === null) return apart(UNCLEAR_OPTION);
  if (verb === 'exec') return existing(rest.filter((word) => word !== '-T'));
  if (verb !== 'run' && verb !== 'up' && verb !== 'start') return null;
  const file = around.documents?.compose;
  if (file === undefined || divertedBy(around, FILES) || divertedBy(around, ELSEWHERE))
    return apart('its options are in a compose file, which is not read');
  const options = verb === 'run' ? readOptions(rest, COMPOSE_RUN) : null;
  if (verb === 'run' && options === null) return apart(UNCLEAR_OPTION);
  const names = [...(servicesOf(file)?.keys() ?? [])];
  // `up` starts all of them: with several, which one is the server is not known.
  const name = options?.operands[0] ?? (names.length === 1 ? names[0] : undefined);
  const spec = name === undefined || hasVariable(name) ? null : specOfService(file, name, around);
  if (spec === null) return apart('its service is not in the compose file, or takes what is not there');
  return {
    facts: containerFacts({ ...overridden(spec, options?.options, around), engine }, 'static', around.home),
    isApart: true,
    isEnd: true,
  };
}

/** Options of `compose run` that add to the service's own, or stand for them. */
function overridden(spec: ContainerSpec, options: Options | undefined, around: Surroundings): ContainerSpec {
  if (options === undefined) return spec;
  const line = specOfRun(spec.engine, { options }, around, true);
  const both = <T>(one: readonly T[] | null, other: readonly T[] | null): T[] | null =>
    one === null || other === null ? null : [...one, ...other];
  return {
    ...spec,
    user: line.user === undefined ? spec.user : line.user,
    capAdd: both(spec.capAdd, line.capAdd),
    capDrop: both(spec.capDrop, line.capDrop),
    laid: both(spec.laid, line.laid),
  };
}

function gateway(words: readonly string[]): Reading | null {
  const [first, second, ...options] = words;
  return first === 'gateway' && second === 'run' ? { facts: gatewayFacts(options), isApart: true, isEnd: true } : null;
}
