import type { JudgedFinding } from '../model/decision.ts';
import { installationsOf, type Server } from '../model/server.ts';
import { code, html, join, type Content, type Markup } from './_html-markup.ts';
import { part, table, tinted, unknown } from './_html-parts.ts';
import { anchorOf } from './_html-view.ts';
import { SEVERITY_TONES } from './_text-group.ts';
import { count } from './_words.ts';

/** Findings by the package that they are about, in their order: the worst first. */
function byPackage(findings: readonly JudgedFinding[]): Map<string, JudgedFinding[]> {
  const packages = new Map<string, JudgedFinding[]>();
  for (const finding of findings) {
    if (finding.purl === null) continue;
    const known = packages.get(finding.purl);
    if (known) known.push(finding);
    else packages.set(finding.purl, [finding]);
  }
  return packages;
}

function cellsOf([purl, findings]: [string, JudgedFinding[]]): Content[] {
  const fixes = [...new Set(findings.map(({ fixed }) => fixed).filter((fixed) => fixed !== null))];
  const found = findings.map(({ id, vulnerability, check, severity }) => [
    html`<a href="#${anchorOf('finding', id)}">${vulnerability ?? check}</a> `,
    tinted(SEVERITY_TONES[severity], severity),
  ]);
  return [code(purl), join(found), fixes.length === 0 ? unknown : fixes.join(', ')];
}

/** How many packages are installed for a server, and those that a finding is about. */
export function packagesPart(server: Server, findings: readonly JudgedFinding[]): Markup | null {
  const number = installationsOf(server).reduce((sum, { components }) => sum + components.length, 0);
  const affected = [...byPackage(findings)];
  if (number === 0 && affected.length === 0) return null;
  return part(
    'Packages',
    `${count(number, 'package')}, ${affected.length} with findings`,
    affected.length === 0
      ? null
      : table(`Packages of ${server.id} with findings`, ['Package', 'Findings', 'Fixed in'], affected.map(cellsOf)),
  );
}
