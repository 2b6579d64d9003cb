import type { Observation, Probed } from '../model/observation.ts';
import type { Server } from '../model/server.ts';
import { code, html, join, link, verbatim, type Content, type Markup } from './_html-markup.ts';
import { badge, facts, fold, list, part, tinted, toned } from './_html-parts.ts';
import { sentence, type View } from './_html-view.ts';
import { SEVERITY_TONES } from './_text-group.ts';
import { describeProbed, ORDER, VERDICTS } from './_text-probed.ts';

type Exchange = Observation['evidence']['exchanges'][number];

const lines = (texts: readonly string[]): Content => join(texts, verbatim('\n'));

/** Request and answer as they went over the line, as far as they were kept. */
function exchangePart({ purpose, request, answer, problem }: Exchange): Markup {
  const asked = html`<pre tabindex="0">${lines([request.line, ...request.headers])}</pre>`;
  const said =
    answer === null
      ? null
      : html`<pre tabindex="0">
${lines([`HTTP ${answer.status}`, ...answer.headers, '', ...answer.body.split(/\r?\n/)])}</pre>`;
  return html`<li>
    <p>${purpose}</p>
    ${asked}${said}${problem === null ? null : html`<p>${tinted('open', problem)}</p>`}
  </li> `;
}

function verdictPart(one: Probed['verdicts'][number], view: View): Markup {
  const { check, verdict, severity, title, remediation, evidence } = one;
  const { word, tone } = VERDICTS[verdict];
  const { reason, exchanges, source } = evidence;
  return html`<li>
    <p>
      ${badge(tone, word)} ${verdict === 'fail' ? badge(SEVERITY_TONES[severity], severity) : null}
      <strong>${title}</strong> ${code(check)}
    </p>
    <p>${sentence(reason, view)}</p>
    ${facts([
      ['Remedy', verdict === 'fail' ? sentence(remediation, view) : null],
      ['Asked for', source.says === '' ? null : [source.says, ' ', link(source.url, source.section)]],
    ])}
    ${
      exchanges.length === 0
        ? null
        : fold(
            html`Requests and answers (${exchanges.length})`,
            html`<ol>
              ${exchanges.map(exchangePart)}
            </ol>`,
          )
    }
  </li> `;
}

/** What its transport lets in: the counts in a line, and behind it each question with its answer and what shows it. */
export function transportPart({ probed, transport }: Server, view: View): Markup | null {
  if (probed === null) return transport === 'stdio' ? null : part('Transport', tinted('open', 'not probed'));
  const verdicts = ORDER.flatMap((verdict) => probed.verdicts.filter((one) => one.verdict === verdict));
  return part(
    'Transport',
    ['probed ', toned(describeProbed(probed))],
    [
      html`<p>${code(probed.url)}, protocol era: ${probed.era}</p>`,
      html`<ul class="plain">
        ${verdicts.map((one) => verdictPart(one, view))}
      </ul>`,
      html`<div class="remarks">${list(probed.notes.map((one) => sentence(one, view)))}</div>`,
    ],
  );
}
