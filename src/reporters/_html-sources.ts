import { code, html, type Markup } from './_html-markup.ts';
import { facts, list, tinted, toned } from './_html-parts.ts';
import type { View } from './_html-view.ts';
import { placeOf, shortenPath } from './_place.ts';
import { describeSource } from './_text-footer.ts';

/** What the answer rests on: sources, registries, files by which was ranked, and the configs that were read. */
export function sourcesSection({ report, target }: View): Markup {
  const { inventory, decision } = report;
  const told = (source: Parameters<typeof describeSource>[0]) => toned(describeSource(source, decision.judgedAt));
  const asked = inventory.registries.filter((registry) => registry.asked > 0);
  return html`<section aria-labelledby="sources">
    <h2 id="sources">What the answer rests on</h2>
    ${facts([
      [
        'Advisories',
        inventory.advisorySources.length === 0
          ? tinted('open', 'no source was asked')
          : list(inventory.advisorySources.map(told)),
      ],
      ['Registries', list(asked.map(told))],
      [
        'Ranked by',
        list(
          inventory.exploitation.map(({ id, from, date }) => [
            `${id.toUpperCase()} of ${date}, `,
            code(shortenPath(from, target)),
          ]),
        ),
      ],
      [
        'Configs',
        list(
          inventory.configs.map(({ client, scope, file, servers }) => [
            code(shortenPath(file, target)),
            ` ${client}, ${scope}: ${servers.toLocaleString('en-US')} declared`,
          ]),
        ),
      ],
      [
        'Remarks',
        list(inventory.remarks.map(({ message, location }) => [code(placeOf(location, target)), ` ${message}`])),
      ],
    ])}
  </section> `;
}
