import { html, type Content, type Markup } from './_html-markup.ts';
import { table, unknown } from './_html-parts.ts';
import { tally } from './_html-server.ts';
import type { View } from './_html-view.ts';
import { launchOf } from './_text-servers.ts';
import type { Entry } from './_text-shelves.ts';
import { countTools } from './_text-tools.ts';

function cellsOf(entry: Entry, view: View): Content[] {
  const { server } = entry;
  return [
    html`<a href="#${view.anchors.get(server.id) ?? ''}">${server.id}</a>`,
    launchOf(server, view),
    server.transport,
    countTools(server) ?? unknown,
    tally(entry),
  ];
}

/** A row for each server, the worst first. */
export function overviewSection(view: View): Markup | null {
  if (view.entries.length < 2) return null;
  const rows = view.entries.map((entry) => cellsOf(entry, view));
  return html`<section aria-labelledby="overview">
    <h2 id="overview">Overview</h2>
    ${table('Servers', ['Server', 'Runs', 'Transport', 'Tools', 'Findings'], rows)}
  </section> `;
}
