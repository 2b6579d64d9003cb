import { lastValue, readOptions } from '../../syntax/options.ts';
import { DOAS_OPTIONS, SUDO_OPTIONS } from '../../syntax/sandbox-options.ts';
import { said, shown, unknownIsolation } from '../fact.ts';
import { hasVariable } from '../place.ts';
import { userNamed } from './_facts.ts';
import type { Tool } from './index.ts';

/** `sudo`, `doas`: another user, root unless one is named. Source: sudo(8), doas(1). */
export const sudo: Tool = {
  id: 'sudo',
  programs: ['sudo', 'doas'],
  read({ program, args }, outer, around) {
    const read = readOptions(args, program === 'sudo' ? SUDO_OPTIONS : DOAS_OPTIONS);
    if (read === null || read.options.has('host') || read.options.has('chroot')) {
      return {
        facts: unknownIsolation('static', `an option of ${program} that is unknown, or names another place`),
        isApart: true,
        isEnd: true,
      };
    }
    const name = lastValue(read.options, program === 'sudo' ? 'user' : 'u') ?? 'root';
    const user = hasVariable(name) ? null : userNamed(name, around, outer.user.value);
    return {
      facts: {
        user: said(user, `${program} runs it as ${shown(name)}`),
        capabilities: said(null, `what the user has whom ${program} makes it`),
      },
    };
  },
};
