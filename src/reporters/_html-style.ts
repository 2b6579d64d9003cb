/**
 * The page's own style. Colours stand in variables alone, once for light and once for dark: each of the words' colours has a
 * contrast of at least 4.5 to 1 on each ground (WCAG 2.2, 1.4.3).
 */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #ffffff; --raised: #f4f6f8; --line: #d3d9df; --edge: #6b7480;
  --plain: #1a2027; --strong: #1a2027; --quiet: #545d68; --link: #0a55a8;
  --good: #14652f; --bad: #a8200d; --caution: #7d4500; --open: #5c34a8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151a; --raised: #181f26; --line: #313b45; --edge: #8b96a2;
    --plain: #e7ebef; --strong: #e7ebef; --quiet: #a3aeb9; --link: #84bdff;
    --good: #74d491; --bad: #ff9a8c; --caution: #f2bb66; --open: #c9aeff;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-padding-top: 1rem; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; max-width: 104rem; background: var(--ground); color: var(--plain);
  font: 0.9375rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif;
  overflow-wrap: anywhere;
}
span, a, code, strong, label { unicode-bidi: isolate; }
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; border-radius: 3px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100rem; padding: 0.5rem 1rem; background: var(--ground); z-index: 1; }
.skip:focus { left: 1rem; top: 1rem; }
h1, h2, h3, h4 { line-height: 1.25; margin: 0; text-wrap: balance; }
h1 { font-size: 2rem; letter-spacing: 0.01em; }
h1 .sub { margin-left: 0.75rem; font-size: 1rem; font-weight: 400; letter-spacing: 0; color: var(--quiet); }
h2 { margin: 2.75rem 0 0.75rem; font-size: 1.35rem; }
h3 { font-size: 1.1rem; }
h4 { font-size: 1rem; }
main .line { margin-top: 0.5rem; padding: 0.45rem 0.75rem; border: 1px solid var(--line); border-radius: 8px; }
summary h4, .line h4 { display: inline; margin-right: 0.35rem; }
section > section h3 { margin-top: 1.4rem; }
.server > h3 { margin-top: 0; }
section > h4 { margin: 1.25rem 0 0.5rem; }
p { margin: 0.35rem 0; }
ul, ol { margin: 0; padding-left: 1.15rem; }
ul.plain, aside ul, ol.items { padding-left: 0; list-style: none; }
code, pre { font: 0.85em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace; }
code { padding: 0.1em 0.3em; border-radius: 4px; background: var(--raised); }
pre { margin: 0.35rem 0; padding: 0.6rem 0.75rem; max-height: 24rem; overflow: auto; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); white-space: pre-wrap; }
dl { margin: 0.75rem 0; }
dl > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: 0.75rem; padding: 0.15rem 0; }
dt { color: var(--quiet); }
dd { margin: 0; }
.good { color: var(--good); } .bad { color: var(--bad); } .caution { color: var(--caution); }
.open { color: var(--open); } .quiet { color: var(--quiet); } .plain { color: var(--plain); } .strong { color: var(--strong); }
.badge { display: inline-block; padding: 0 0.45em; border: 1px solid currentColor; border-radius: 4px; font-size: 0.8125rem; font-weight: 600; line-height: 1.45; white-space: nowrap; }
.verdict, .items, .server, article, .scroll, .finding, main section > details { border: 1px solid var(--line); border-radius: 8px; }
.verdict { padding: 1.1rem 1.4rem 0.5rem; border-left-width: 6px; color: var(--plain); }
.verdict h1 { color: inherit; }
.verdict.good { border-left-color: var(--good); } .verdict.good h1 { color: var(--good); }
.verdict.bad { border-left-color: var(--bad); } .verdict.bad h1 { color: var(--bad); }
.verdict.open { border-left-color: var(--open); } .verdict.open h1 { color: var(--open); }
.lead { font-size: 1.1rem; }
#shown:not(:empty) { margin: 1rem 0 0; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); border-radius: 6px; }
.items > li { display: grid; grid-template-columns: 8.5rem minmax(0, 1fr); gap: 0.25rem 1rem; padding: 0.7rem 1rem; }
.items > li + li { border-top: 1px solid var(--line); }
.items p { margin: 0.1rem 0 0; }
.note { display: block; font-size: 0.8125rem; color: var(--quiet); }
.plain > li + li { margin-top: 0.6rem; }
.next::before { content: '\\2192\\00a0'; color: var(--quiet); }
.server, article { padding: 1rem 1.25rem; margin-top: 1rem; }
.scroll { overflow-x: auto; margin: 0.6rem 0; }
table { width: 100%; border-collapse: collapse; font-size: 0.875rem; }
th, td { padding: 0.4rem 0.65rem; text-align: left; vertical-align: top; min-width: 5rem; overflow-wrap: break-word; }
th { font-weight: 600; }
thead th { color: var(--quiet); background: var(--raised); white-space: nowrap; }
tbody tr { border-top: 1px solid var(--line); }
tbody th { min-width: 9rem; font-weight: 400; }
main details { margin-top: 0.5rem; padding: 0 0.75rem; }
main details[open] { padding-bottom: 0.6rem; }
main details details { padding: 0; }
summary { cursor: pointer; padding: 0.45rem 0; }
.finding { border-left-width: 4px; }
.finding.bad { border-left-color: var(--bad); color: inherit; }
.finding.caution { border-left-color: var(--caution); color: inherit; }
.finding.quiet { color: inherit; }
.finding .title { margin-left: 0.2rem; }
.fix { margin: -0.2rem 0 0.1rem; padding: 0.2rem 0.6rem; border-radius: 6px; background: var(--raised); }
.fix code { background: var(--ground); }
.remarks { margin-top: 0.6rem; }
.plain > li { padding: 0.35rem 0; border-top: 1px solid var(--line); }
button, select, input[type='search'] { padding: 0.3rem 0.6rem; border: 1px solid var(--edge); border-radius: 6px; background: var(--ground); color: var(--plain); font: inherit; font-size: 0.875rem; }
button { cursor: pointer; }
.copy { padding: 0 0.5rem; }
aside { padding: 0.75rem 1rem; font-size: 0.875rem; }
aside .label { font-size: 1rem; font-weight: 600; }
aside nav li { padding: 0.12rem 0; }
aside nav li ul { padding-left: 0.9rem; }
aside summary { padding: 0 0 0.35rem; }
#filter { padding-bottom: 0.6rem; margin-bottom: 0.75rem; border-bottom: 1px solid var(--line); }
#filter .wide { display: block; margin: 0.5rem 0; color: var(--quiet); }
#filter .wide > * { display: block; width: 100%; }
fieldset { margin: 0.6rem 0; padding: 0; border: 0; }
fieldset label { display: inline-block; margin-right: 0.75rem; padding: 0.1rem 0; white-space: nowrap; }
legend { padding: 0; color: var(--quiet); }
body > header { margin: 1rem; }
main { padding: 0 1rem 3rem; min-width: 0; }
footer { margin-top: 3rem; }
@media (min-width: 64rem) {
  body { display: grid; grid-template: auto 1fr / 18rem minmax(0, 1fr); }
  aside { grid-area: 1 / 1 / 3 / 2; position: sticky; top: 0; height: 100vh; overflow-y: auto; padding-top: 1.25rem; border-right: 1px solid var(--line); }
  body > header { grid-area: 1 / 2; margin: 1.25rem 2rem 0; }
  main { grid-area: 2 / 2; padding: 0 2rem 4rem; }
}
@media screen and (max-width: 40rem) {
  dl > div, .items > li { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dl > div { padding: 0.25rem 0; }
  h1 .sub { display: block; margin: 0; }
  .verdict, .server, article { padding: 0.85rem 0.9rem; }
  table { width: max-content; min-width: 100%; }
  th, td { max-width: 16rem; }
  tbody th { min-width: 7rem; }
}
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff; --raised: #f4f6f8; --line: #b9c0c7; --edge: #6b7480;
    --plain: #000000; --strong: #000000; --quiet: #454d57; --link: #0a55a8;
    --good: #14652f; --bad: #a8200d; --caution: #7d4500; --open: #5c34a8;
  }
  @page { margin: 1.5cm; }
  body { display: block; font-size: 9.5pt; }
  aside, .skip, .copy { display: none; }
  body > header { margin: 0; }
  main { padding: 0; }
  details::details-content { content-visibility: visible; block-size: auto; }
  summary { list-style: none; }
  pre, .scroll { max-height: none; overflow: visible; }
  table { font-size: 8pt; }
  th, td, tbody th { min-width: 0; padding: 0.25rem 0.4rem; }
  th code, td code { overflow-wrap: anywhere; }
  thead th { white-space: normal; }
  h2, h3, h4, summary { break-after: avoid; }
  tr, .items > li { break-inside: avoid; }
  a { color: inherit; }
}
`;
