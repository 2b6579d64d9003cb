import { lastValue, readOptions } from '../../syntax/options.ts';
import { SETPRIV_OPTIONS } from '../../syntax/sandbox-options.ts';
import { said, unknownIsolation, type Facts } from '../fact.ts';
import { hasVariable } from '../place.ts';
import { userNamed } from './_facts.ts';
import type { Tool } from './index.ts';

/** `setpriv`: users, capabilities, filters. Source: setpriv(1). */
export const setpriv: Tool = {
  id: 'setpriv',
  programs: ['setpriv'],
  read({ args }, outer, around) {
    const read = readOptions(args, SETPRIV_OPTIONS);
    if (read === null) return { facts: unknownIsolation('static', 'an option of setpriv that is unknown') };
    const { options } = read;
    const facts: Facts = {};
    const effective = lastValue(options, 'euid') ?? lastValue(options, 'reuid');
    // A real user that stays root can make the effective one root again.
    const isWhole = options.has('reuid') || (options.has('ruid') && options.has('euid'));
    if (effective !== null || options.has('ruid')) {
      const isRead = isWhole && effective !== null && !hasVariable(effective);
      facts.user = said(isRead ? userNamed(effective, around, outer.user.value) : null, 'setpriv sets its user');
      facts.capabilities = said(null, 'what its user has');
    }
    if (options.has('no-new-privs')) facts.noNewPrivileges = said(true, '--no-new-privs');
    if (lastValue(options, 'bounding-set') === '-all' && !options.has('ambient-caps')) {
      facts.capabilities = said([], 'an empty bounding set');
    }
    if (options.has('seccomp-filter')) facts.seccomp = said('filter', '--seccomp-filter');
    if (options.has('apparmor-profile') || options.has('selinux-label'))
      facts.confinement = said('confined', 'a profile or label of its own');
    if (options.has('landlock-access') || options.has('landlock-rule')) {
      facts.sandbox = said(['landlock'], '--landlock-access');
      facts.filesystem = said(null, 'its rules of Landlock are not worked out');
      facts.openings = said(null, 'its rules of Landlock are not worked out');
    }
    return { facts };
  },
};
