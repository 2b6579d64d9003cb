import { html, join, type Content, type Markup } from './_html-markup.ts';
import type { Piece } from './_text-page.ts';
import type { Tone } from './_words.ts';

/** A word that is to be seen at a glance; its colour says nothing that the word does not. */
export const badge = (tone: Tone, word: Content): Markup => html`<span class="badge ${tone}">${word}</span>`;

/** The colour of a word within a text. */
export const tinted = (tone: Tone, content: Content): Markup => html`<span class="${tone}">${content}</span>`;

export const quiet = (content: Content): Markup => tinted('quiet', content);

/** That something is not known is never left out. */
export const unknown = tinted('open', 'not known');

/** A line of the text report. */
export function toned(pieces: ReadonlyArray<Piece | string>): Content {
  const told = pieces.map((piece) => {
    if (typeof piece === 'string') return piece;
    return piece.tone === undefined || piece.tone === 'plain' ? piece.text : tinted(piece.tone, piece.text);
  });
  return join(told, ' ');
}

/** `null`, `''` and lists of nothing else: there is nothing to be shown. */
const isNothing = (content: Content): boolean =>
  content === null || content === '' || (Array.isArray(content) && content.every(isNothing));

/** Names and what there is to say of each; those of which nothing is are left out. */
export function facts(rows: ReadonlyArray<readonly [name: string, content: Content]>): Markup {
  const told = rows.filter(([, content]) => !isNothing(content));
  return html`<dl>
    ${told.map(
      ([name, content]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${content}</dd>
        </div> `,
    )}
  </dl>`;
}

/** A line each; one alone is no list. */
export function list(contents: readonly Content[]): Content {
  if (contents.length < 2) return contents;
  return html`<ul>
    ${contents.map((content) => html`<li>${content}</li> `)}
  </ul>`;
}

/** A table that scrolls by itself where it is wider than the page; the first cell of each row names it. */
export function table(name: string, heads: readonly string[], rows: ReadonlyArray<readonly Content[]>): Markup {
  return html`<div class="scroll" role="region" aria-label="${name}" tabindex="0">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          ([first = null, ...cells]) =>
            html`<tr>
              <th scope="row">${first}</th>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A part that is opened by who wants to read it. */
export const fold = (summary: Content, content: Content): Markup =>
  html`<details>
    <summary>${summary}</summary>
    ${content}
  </details> `;

/** A part of a server: what is told of it in a line, and behind that the rest, where there is more. */
export function part(title: string, told: Content, rest: Content = null): Markup {
  const line = html`<h4>${title}</h4>
    ${told}`;
  return isNothing(rest) ? html`<div class="line">${line}</div>` : fold(line, rest);
}

/** `2026-11-23 09:30:00 UTC` */
export function moment(iso: string): string {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z$/.exec(iso) ?? [];
  return day === undefined || time === undefined ? iso : `${day} ${time} UTC`;
}
