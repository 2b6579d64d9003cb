import { redactUrl } from '../credential/redact.ts';
import { readSpec } from './_npm-spec.ts';
import { projectScript } from './_project-script.ts';
import { VARIABLE_VERSION } from './_remarks.ts';
import { hasVariable } from './_variable.ts';
import type { Declares, Target } from './index.ts';

const UNREAD: Target = {
  kind: 'unread',
  why: "deno's own cache of packages is not read",
  hint: 'Review the packages with deno info.',
};

/** What a module specifier leads to. */
export interface Module {
  launch: Declares;
  target: Target;
  names: string[];
  open: string[];
}

/** `npm:` and `jsr:` specifiers may go on with a path into the package. */
function withoutSubpath(spec: string): string {
  return /^\/?((?:@[^/]+\/)?[^/]+)/.exec(spec)?.[1] ?? '';
}

/** A module as deno takes it: a specifier of a registry, a URL, or a file; null where a variable decides it. */
export function readModule(word: string): Module | null {
  const [, scheme = '', rest = ''] = /^(npm|jsr|https?|data|blob|node|file):(.*)$/is.exec(word) ?? [];
  const none = { names: [], open: [] };
  switch (scheme.toLowerCase()) {
    case 'npm': {
      const spec = withoutSubpath(rest);
      const read = readSpec(spec);
      if (read?.ecosystem !== 'npm') return null;
      const open = hasVariable(spec) ? [VARIABLE_VERSION] : [];
      return { launch: { launcher: 'deno', ...read }, target: UNREAD, names: [read.package ?? ''], open };
    }
    case 'jsr': {
      const [, name, version = null] = /^(@[\w-]+\/[\w-]+)(?:@(.+))?$/.exec(withoutSubpath(rest)) ?? [];
      if (name === undefined) return null;
      const pinned = version !== null && /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/.test(version);
      const open = hasVariable(rest) ? [VARIABLE_VERSION] : [];
      return {
        launch: { launcher: 'deno', ecosystem: 'jsr', package: name, version, pinned },
        target: UNREAD,
        names: [],
        open,
      };
    }
    case 'http':
    case 'https':
      if (hasVariable(word)) return null;
      return {
        launch: { launcher: 'deno', ecosystem: 'url', pinned: false, sourceUrl: redactUrl(word) },
        target: { kind: 'unread', why: 'a module from a URL is not read', hint: 'Review the module by hand.' },
        ...none,
      };
    case 'data':
    case 'blob':
    case 'node':
      return null;
    case 'file':
    case '':
      break;
  }
  // A plain word is a task of the project or a file of that name: deno looks for both.
  if (/^[\w-]+$/.test(word))
    return {
      ...projectScript('deno-task', word, null),
      names: [],
      open: ['it runs a task or a file, which is not followed'],
    };
  return {
    launch: { launcher: 'deno', ecosystem: 'local', localEntry: word },
    target: { kind: 'script', path: word },
    ...none,
  };
}
