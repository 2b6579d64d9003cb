import type { LintRule } from './index.ts';
import { spanOf } from './_span.ts';

/** What a page or a Markdown view does not show: comments, hidden elements; and pictures that are fetched from elsewhere with a query. */
const MARKUP =
  /<!--[^]{0,40}|style\s?=\s?["'][^"'<>]{0,80}(?:display\s?:\s?none|visibility\s?:\s?hidden|font-size\s?:\s?0|opacity\s?:\s?0)|!\[[^\]\n]{0,80}\]\(https?:\/\/[^)\s]{0,200}[?&][^)\s]{0,200}\)|\[\/\/\]: ?#/i;

export const hiddenMarkup: LintRule = {
  id: 'hidden-markup',
  tier: 'review',
  title: 'Markup that is not shown',
  why: 'Comments and hidden elements reach the model and no person; a picture with a query in its address sends away what it is filled with.',
  words: ({ text }) => spanOf(text, MARKUP),
};
