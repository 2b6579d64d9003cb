import type { Limit } from '../../model/isolation.ts';
import { lastValue, readOptions, type ReadOptions } from '../../syntax/options.ts';
import { SYSTEMD_RUN_OPTIONS } from '../../syntax/sandbox-options.ts';
import { bytesIn, integerIn } from '../amount.ts';
import { said, unknownIsolation, type Facts } from '../fact.ts';
import { hasVariable } from '../place.ts';
import { sandboxOfUnit, isOn, valueOf, type Properties } from '../unit.ts';
import type { Surroundings } from '../surroundings.ts';
import { SELF, userNamed } from './_facts.ts';
import type { Tool } from './index.ts';

/** `systemd-run`: a scope, which is a child with limits, or a service, which a manager starts. Source: systemd-run(1), systemd.resource-control(5). */
export const systemdRun: Tool = {
  id: 'systemd-run',
  programs: ['systemd-run'],
  read({ args }, outer, around) {
    const read = readOptions(args, SYSTEMD_RUN_OPTIONS);
    const properties = read === null ? null : propertiesOf(read);
    if (read === null || properties === null || ['host', 'machine', 'capsule'].some((name) => read.options.has(name))) {
      return {
        facts: unknownIsolation('static', 'an option of systemd-run that is unknown, or names another place'),
        isApart: true,
        isEnd: true,
      };
    }
    const isUser = read.options.has('user') && !read.options.has('system');
    const limits = limitsOf(properties, isUser);
    if (read.options.has('scope')) return { facts: { ...limits, ...scopeUser(read, around, outer.user) } };
    const name = lastValue(read.options, 'uid') ?? valueOf(properties, 'User');
    const isDynamic = isOn(properties, 'DynamicUser');
    const user = isDynamic
      ? said({ id: null, isRoot: false, isMapped: null, isSame: false }, 'DynamicUser: a user of its own')
      : name !== null
        ? said(hasVariable(name) ? null : userNamed(name, around, null), 'the user that its options name')
        : isUser
          ? said(SELF, "the user's own manager starts it")
          : said({ id: 0, isRoot: true, isMapped: false, isSame: null }, "the system's manager starts it as root");
    return { facts: { user, ...limits, ...sandboxOfUnit(properties, isUser) }, isApart: true };
  },
};

function scopeUser(read: ReadOptions, around: Surroundings, user: Facts['user']): Facts {
  const name = lastValue(read.options, 'uid');
  if (name === null) return user === undefined ? {} : { user };
  return { user: said(hasVariable(name) ? null : userNamed(name, around, user?.value ?? null), '--uid') };
}

/** By name, each value in the order of the line; null where one is not `Name=value`. */
function propertiesOf({ options }: ReadOptions): Properties | null {
  const properties = new Map<string, string[]>();
  for (const word of options.get('property') ?? []) {
    const at = word.indexOf('=');
    if (at < 1) return null;
    const name = word.slice(0, at);
    properties.set(name, [...(properties.get(name) ?? []), word.slice(at + 1)]);
  }
  return properties;
}

function limitsOf(properties: Properties, isUser: boolean): Facts {
  const limit = (
    name: string,
    read: (text: string) => number | null,
    unit: Exclude<Limit, 'none'>['unit'],
    byDefault: Limit | null,
  ): Limit | null => {
    const value = valueOf(properties, name);
    if (value === null) return byDefault;
    if (/^(?:infinity|)$/.test(value)) return 'none';
    const amount = read(value);
    return amount === null ? null : { amount, unit };
  };
  const share = (text: string): number | null => {
    const [, percent] = /^(\d{1,6}(?:\.\d{1,2})?)%$/.exec(text) ?? [];
    return percent === undefined ? null : Number(percent) / 100;
  };
  const quota = limit('CPUQuota', share, 'cores', 'none');
  return {
    memory: said(limit('MemoryMax', bytesIn, 'bytes', limit('MemoryLimit', bytesIn, 'bytes', 'none')), 'MemoryMax'),
    processes: said(limit('TasksMax', integerIn, 'processes', null), 'TasksMax; without it the manager has a default'),
    // The manager of a user has not always been given the processors to share out.
    cpu: said(isUser && quota !== 'none' ? null : quota, 'CPUQuota'),
  };
}
