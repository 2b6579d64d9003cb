import type { LintRule } from './index.ts';

/** A Markdown link whose text names a host. */
const LINK =
  /\[[^\]\n]{0,60}?\b([a-z0-9-]{1,40}(?:\.[a-z0-9-]{1,40}){1,5})\b[^\]\n]{0,200}\]\(\s{0,3}https?:\/\/([a-z0-9.-]{1,200})/gi;

/** The part of a name that somebody owns, near enough: its last two labels. */
const ownedPart = (host: string): string => host.toLowerCase().split('.').slice(-2).join('.');

export const deceptiveLink: LintRule = {
  id: 'deceptive-link',
  tier: 'review',
  title: 'Links that lead elsewhere than they say',
  why: 'Who reads the text of a link sees one host, and who follows it reaches another.',
  words({ text }) {
    if (!text.includes('](')) return null;
    for (const { 0: link, 1: shown = '', 2: reached = '', index } of text.matchAll(LINK)) {
      // A name of a file or a version is no host.
      if (!/\.[a-z]{2,}$/i.test(shown) || /\.(?:css|html?|js|json|md|py|sh|toml|ts|txt|ya?ml)$/i.test(shown)) continue;
      if (ownedPart(shown) !== ownedPart(reached)) return { start: index, length: link.length };
    }
    return null;
  },
};
