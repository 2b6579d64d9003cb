import { whereIs } from '../model/host.ts';
import type { Installation } from '../model/installation.ts';
import { isActive, type Server } from '../model/server.ts';
import { credentialsPart } from './_html-credentials.ts';
import { findingPart } from './_html-finding.ts';
import { isolationPart } from './_html-isolation.ts';
import { code, html, join, type Content, type Markup } from './_html-markup.ts';
import { packagesPart } from './_html-packages.ts';
import { badge, facts, list, quiet, tinted, unknown } from './_html-parts.ts';
import { toolsPart } from './_html-tools.ts';
import { transportPart } from './_html-transport.ts';
import type { View } from './_html-view.ts';
import { placeOf, shortenPath } from './_place.ts';
import { launchOf } from './_text-servers.ts';
import type { Entry } from './_text-shelves.ts';
import { count } from './_words.ts';

function declaredIn({ declarations }: Server, { target }: View): Content {
  return list(
    declarations.map((one) => [
      code(placeOf(one, target)),
      quiet(` ${one.client}, ${one.scope}`),
      one.enabled === false ? tinted('caution', ', disabled') : one.enabled === null ? quiet(', enabled or not') : '',
    ]),
  );
}

function installed({ version, path, method, fidelity, digest }: Installation, { target }: View): Content {
  return [
    version ?? html`version ${unknown}`,
    `, ${fidelity}`,
    method === 'none' ? '' : ` (${method})`,
    path === null ? '' : html` in ${code(shortenPath(path, target))}`,
    digest === null ? '' : html`, ${code(digest)}`,
  ];
}

/** Of what runs on another machine nothing is here; else it was not found. */
const nowhere = ({ launch: { remoteUrl } }: Server): Content =>
  remoteUrl !== null && whereIs(remoteUrl) === 'elsewhere' ? quiet('on another machine') : unknown;

function publisherOf({ publisher: { kind, name } }: Server): Content {
  if (kind === 'unknown') return name === null ? unknown : [name, ' (official or not: ', unknown, ')'];
  return name === null ? kind : `${name} (${kind})`;
}

const names = (all: readonly string[]): Content => join(all.map(code));

function factsOf(server: Server, view: View): Markup {
  const { launch, installation, companions, transport, source, owner, environment, headers } = server;
  return facts([
    ['Runs', launchOf(server, view)],
    ['Command', launch.commandLine.length === 0 ? null : code(launch.commandLine.join(' '))],
    ['Declared in', declaredIn(server, view)],
    ['Installed', installation === null ? nowhere(server) : installed(installation, view)],
    ['Beside it', list(companions.map((one) => installed(one, view)))],
    ['Transport', [transport, launch.remoteUrl === null ? '' : html` to ${code(launch.remoteUrl)}`]],
    ['Source', source === 'unknown' ? unknown : source],
    ['Publisher', publisherOf(server)],
    ['Owner', owner === null ? quiet('none by CODEOWNERS; a policy may name one') : `${owner} by CODEOWNERS`],
    ['Variables', names(environment)],
    ['Headers', names(headers)],
  ]);
}

/** `2 block, 14 warn`, each as a badge. */
export function tally({ findings }: Entry): Content {
  const number = (action: string): number => findings.filter((one) => one.action === action).length;
  const [block, warn, allow] = [number('block'), number('warn'), number('allow')];
  return [
    block === 0 ? '' : html`${badge('bad', `${block} block`)} `,
    warn === 0 ? '' : html`${badge('caution', `${warn} warn`)} `,
    allow === 0 ? '' : badge('quiet', `${allow} allow`),
  ];
}

/** All that is known of one server: what runs, what was found, and what it has, offers and lets in. */
function serverPart(entry: Entry, view: View): Markup {
  const { server, findings } = entry;
  const anchor = view.anchors.get(server.id) ?? '';
  const parts = [
    toolsPart(server, view),
    credentialsPart(server, view),
    isolationPart(server),
    transportPart(server, view),
    packagesPart(server, findings),
  ].filter((part) => part !== null);
  return html`<section class="server" aria-labelledby="${anchor}" data-section data-server="${server.id}">
    <h3 id="${anchor}">${server.id}${isActive(server) ? null : html` ${badge('caution', 'disabled')}`}</h3>
    <p>${tally(entry)}</p>
    ${factsOf(server, view)} ${parts}
    <h4>Findings (${findings.length})</h4>
    ${findings.length === 0 ? html`<p class="quiet">None.</p>` : findings.map((finding) => findingPart(finding, view))}
  </section> `;
}

export function serversSection(view: View): Markup {
  const { entries } = view;
  return html`<section aria-labelledby="servers">
    <h2 id="servers">${count(entries.length, 'server')}</h2>
    ${entries.map((entry) => serverPart(entry, view))}
  </section> `;
}

/** Findings about config files and the policy. */
export function othersSection(view: View): Markup | null {
  const { others } = view;
  if (others.length === 0) return null;
  return html`<section aria-labelledby="others" data-section data-server="">
    <h2 id="others">Config files and policy (${others.length})</h2>
    ${others.map((finding) => findingPart(finding, view))}
  </section> `;
}
