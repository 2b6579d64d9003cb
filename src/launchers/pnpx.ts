import { pnpmDlx } from './_pnpm-dlx.ts';
import type { Launcher } from './index.ts';

/** `pnpx` is `pnpm dlx` (pnpm 10, bin/pnpx.cjs). */
export const pnpx: Launcher = {
  id: 'pnpx',
  programs: ['pnpx', 'pnpx.cjs'],
  starts: 'pnpm-dlx',
  identify: ({ args }) => pnpmDlx(new Map(), args, 'pnpx'),
};
