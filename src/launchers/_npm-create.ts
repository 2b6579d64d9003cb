import npa from 'npm-package-arg';
import { hasVariable } from './_variable.ts';

/** The package that `npm init <name>` runs, as a spec (npm 11.19, lib/commands/init.js); null where npm would refuse it. */
export function createSpec(name: string): string | null {
  if (hasVariable(name)) return null;
  const [, scope = '', tail = ''] = /^(@[^/@]+)(@.+)?$/.exec(name) ?? [];
  if (scope !== '') return `${scope}/create${tail}`;
  let spec: npa.Result;
  try {
    spec = npa(name);
  } catch {
    return null;
  }
  const { hosted } = spec as npa.HostedGitResult;
  if (spec.type === 'git' && hosted) {
    const { user, project } = hosted;
    return name.replace(`${user}/${project}`, () => `${user}/create-${project}`);
  }
  if (!spec.registry || !spec.name || spec.type === 'alias') return null;
  const created = spec.name.replace(/^(@[^/]+\/)?/, '$1create-');
  return spec.raw === spec.name ? created : `${created}@${spec.rawSpec}`;
}
