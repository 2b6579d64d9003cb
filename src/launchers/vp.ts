import type { Launcher } from './index.ts';
import { readSpec } from './_npm-spec.ts';

/** `vp dlx [options] package[@version]` of Vite+, which has the project's own package manager fetch it. */
export const vp: Launcher = {
  id: 'vp',
  programs: ['vp'],
  starts: 'binary',
  identify({ args }) {
    const [verb, ...rest] = args;
    if (verb !== 'dlx') return { problem: 'a command of Vite+ that runs a script of a project' };
    const index = rest.findIndex((word) => !word.startsWith('-'));
    // The only option that takes a value names a package beside the one that runs.
    if (rest.slice(0, Math.max(index, 0)).some((word) => !/^(?:-s|--silent|--)$/.test(word))) {
      return { problem: 'an option of Vite+ that is not followed' };
    }
    const [spec = '', ...words] = rest.slice(index < 0 ? rest.length : index);
    const read = readSpec(spec);
    if (read === null) return { problem: 'no package, or a variable in it' };
    return {
      launch: { launcher: 'pnpm-dlx', variant: 'vp-dlx', ...read },
      target: { kind: 'unread', why: 'which package manager fetches it for Vite+ is not read', hint: '' },
      runs: { names: [read.package ?? ''], args: words },
    };
  },
};
