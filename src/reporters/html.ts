import { createHash } from 'node:crypto';
import type { Report } from '../model/report.ts';
import { aside } from './_html-aside.ts';
import { checksSection } from './_html-checks.ts';
import { gapsSection } from './_html-gaps.ts';
import { html as markup, verbatim, type Markup } from './_html-markup.ts';
import { overviewSection } from './_html-overview.ts';
import { SCRIPT } from './_html-script.ts';
import { othersSection, serversSection } from './_html-server.ts';
import { sourcesSection } from './_html-sources.ts';
import { storesSection } from './_html-stores.ts';
import { STYLE } from './_html-style.ts';
import { itemsSection, verdictSection } from './_html-verdict.ts';
import { viewOf, type View } from './_html-view.ts';
import type { Reporter } from './index.ts';
import { VERDICT_WORDS } from './_words.ts';

const hashOf = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** What the page may do: apply its own style, run its own script, and nothing else. */
const policyOf = (): string =>
  [
    "default-src 'none'",
    `style-src ${hashOf(STYLE)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');

/** In the order of the page: the id of the heading, its words among the contents, and the section. */
function sectionsOf(view: View): Array<readonly [id: string, title: string, section: Markup]> {
  const sections = [
    ['items', 'The gate', itemsSection(view)],
    ['overview', 'Overview', overviewSection(view)],
    ['servers', 'Servers', serversSection(view)],
    ['others', 'Config files and policy', othersSection(view)],
    ['reach', 'Reachable credentials', storesSection(view)],
    ['gaps', 'Not known', gapsSection(view)],
    ['sources', 'What the answer rests on', sourcesSection(view)],
    ['checks', 'Checks', checksSection(view)],
  ] as const;
  return sections.flatMap(([id, title, section]) => (section === null ? [] : [[id, title, section] as const]));
}

function pageOf(report: Report): Markup {
  const view = viewOf(report);
  const { tool } = report.inventory;
  const sections = sectionsOf(view);
  const verdict = VERDICT_WORDS[report.decision.verdict].word;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${verbatim(policyOf())}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="${tool.name} ${tool.version}">
<title>${verdict} · ${tool.name} · ${report.decision.policy.name}</title>
<style>${verbatim(STYLE)}</style>
</head>
<body>
<a class="skip" href="#report">Skip to the report</a>
${verdictSection(view)}
${aside(
  view,
  sections.map(([id, title]) => [id, title]),
)}
<main id="report" tabindex="-1">
<p id="shown" role="status"></p>
${sections.map(([, , section]) => section)}
<footer class="quiet">Written by ${tool.name} ${tool.version}. It stands alone: nothing is loaded and nothing is sent.</footer>
</main>
<script>${verbatim(SCRIPT)}</script>
</body>
</html>
`;
}

/** For a person who reviews: one page that stands alone. */
export const html: Reporter = {
  id: 'html',
  extensions: ['.html', '.htm'],
  render: (report) => pageOf(report).text,
};
