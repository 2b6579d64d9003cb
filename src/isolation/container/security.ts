import type { Isolation, Opening } from '../../model/isolation.ts';
import { hasVariable } from '../place.ts';
import { shown } from '../fact.ts';
import type { ContainerSpec } from './spec.ts';

type Answer<A extends 'noNewPrivileges' | 'seccomp' | 'confinement'> = [Isolation[A]['value'], string];

interface Security {
  noNewPrivileges: Answer<'noNewPrivileges'>;
  seccomp: Answer<'seccomp'>;
  confinement: Answer<'confinement'>;
  openings: Opening[];
}

const DEFAULT = 'no option says so: what its engine does by default';
const UNREADABLE = 'a security option cannot be read';

/** What `--security-opt` and its like switch on and off. A later one counts. */
export function securityOf({ securityOptions, privileged }: ContainerSpec): Security {
  if (securityOptions === null || securityOptions.some(hasVariable)) {
    return {
      noNewPrivileges: [null, UNREADABLE],
      seccomp: [null, UNREADABLE],
      confinement: [null, UNREADABLE],
      openings: [],
    };
  }
  const result: Security = {
    noNewPrivileges: [null, DEFAULT],
    seccomp: privileged === true ? ['none', 'a privileged container has no filter'] : [null, DEFAULT],
    confinement: privileged === true ? ['unconfined', 'a privileged container is not confined'] : [null, DEFAULT],
    openings: [],
  };
  for (const option of securityOptions) {
    const [, name = '', value = ''] = /^([\w-]+)(?:[=:](.*))?$/s.exec(option.trim()) ?? [];
    const evidence = `the security option ${shown(option)}`;
    switch (name.toLowerCase()) {
      case 'no-new-privileges':
        result.noNewPrivileges = [
          /^(?:true|1|t|)$/i.test(value) ? true : /^(?:false|0|f)$/i.test(value) ? false : null,
          evidence,
        ];
        break;
      case 'seccomp':
        result.seccomp = [value === 'unconfined' ? 'none' : 'filter', evidence];
        break;
      case 'apparmor':
        result.confinement = [value === 'unconfined' ? 'unconfined' : 'confined', evidence];
        break;
      case 'label':
        if (value === 'disable') result.confinement = ['unconfined', evidence];
        break;
    }
    const isOff = /^(?:label[=:]disable|apparmor[=:]unconfined|systempaths[=:]unconfined|unmask[=:].*)$/i.test(
      option.trim(),
    );
    if (/^seccomp[=:]unconfined$/i.test(option.trim()))
      result.openings.push({ kind: 'seccomp-unconfined', what: shown(option) });
    if (isOff) result.openings.push({ kind: 'confinement-off', what: shown(option) });
  }
  return result;
}
