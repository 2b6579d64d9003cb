import type { Target } from './index.ts';

/** A script that its launcher fetches from a URL; there is nothing on this machine to read. */
export const URL_SCRIPT: Target = {
  kind: 'unread',
  why: 'a script from a URL is fetched at each start',
  hint: 'Review the script by hand.',
};
