import type { Finding } from '../model/finding.ts';
import type { Details } from './_finding.ts';
import type { AffectedPackage, InstalledPackage } from './_packages.ts';
import { listed, shorten } from './_words.ts';

const FIDELITY = {
  installed: 'is installed',
  locked: 'stands in the lockfile',
  declared: 'is what the launch line names',
};

/** Packages on disk are facts; what a lockfile or launch line names is inferred to be what runs. */
export function confidenceOf({ installation }: InstalledPackage): Finding['confidence'] {
  return installation.fidelity === 'installed' ? 'high' : 'medium';
}

/** `name@version`, as chains write it. */
export function labelOf({ component }: InstalledPackage): string {
  return `${component.name}@${component.version}`;
}

/** Where the package was found, and in how many folders. */
export function sighting(found: InstalledPackage): string {
  const { path, fidelity } = found.installation;
  const { scope, evidence } = found.component;
  if (scope === 'bundled')
    return `${labelOf(found)} is built into ${path ?? 'the server'}. ${evidence.slice(0, 2).join(' ')}`;
  const where = path === null ? '' : ` in ${path}`;
  const copies = found.copies.length > 1 ? `, ${found.copies.length} copies: ${listed(found.copies)}` : '';
  return `${labelOf(found)} ${FIDELITY[fidelity]}${where}${copies}.`;
}

/** `12.3 %`; what is small is not nothing. */
const percent = (share: number): string => `${(share * 100).toFixed(share > 0 && share < 0.001 ? 3 : 1)} %`;

/** What the advisory says of itself: severity and its source, other ids, address. */
function advisoryEvidence({ vulnerability, affected }: AffectedPackage): string[] {
  const { id, ids, severity, severitySource, score, url, exploited, epss } = vulnerability;
  const others = ids.filter((other) => other !== id);
  const source = [severitySource, ...(score === null ? [] : [`score ${score.toFixed(1)}`])].filter(
    (part) => part !== '',
  );
  return [
    severity === 'unknown'
      ? 'No source states a severity.'
      : `Severity ${severity}${source.length === 0 ? '' : ` (${source.join(', ')})`}.`,
    ...(exploited === null
      ? []
      : [
          `Known to be exploited since ${exploited.since}${exploited.ransomware ? ', also by ransomware' : ''} (CISA KEV).`,
        ]),
    ...(epss === null
      ? []
      : [
          `Exploited within 30 days with a probability of ${percent(epss.probability)}, more likely than ${percent(epss.percentile)} of all (EPSS).`,
        ]),
    ...(others.length === 0 ? [] : [`Also known as ${listed(others)}.`]),
    ...(affected.lastKnownAffected === null
      ? []
      : [
          `The record names no end of the affected range but a last known affected version: ${shorten(affected.lastKnownAffected, 100)}.`,
        ]),
    ...(url === null ? [] : [url]),
  ];
}

/** `ID: summary`, or the id alone. */
export function headline({ id, summary }: AffectedPackage['vulnerability']): string {
  return summary.trim() === '' ? id : `${id}: ${shorten(summary.trim(), 140)}`;
}

/** What the checks of advisories have in common: which package on which server, which advisory, and what shows it. */
export function adviceOn(found: AffectedPackage): Omit<Details, 'title' | 'fix'> {
  const { component, vulnerability, chain } = found;
  return {
    subject: component.purl,
    purl: component.purl,
    vulnerability: vulnerability.id,
    ids: vulnerability.ids,
    severity: vulnerability.severity,
    exploited: vulnerability.exploited !== null,
    epss: vulnerability.epss?.probability ?? null,
    confidence: confidenceOf(found),
    evidence: [sighting(found), ...advisoryEvidence(found)],
    chain,
  };
}
