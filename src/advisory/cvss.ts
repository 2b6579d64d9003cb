import type { Severity } from '../model/severity.ts';
import type { SeverityClaim } from './record.ts';

export interface Score {
  /** `CVSS:4.0`, `CVSS:3.1`, `CVSS:3.0` or `CVSS:2.0`. */
  version: string;
  /** Base score, 0.0 to 10.0. */
  score: number;
  vector: string;
}

const CALCULATORS = {
  'CVSS:4.0': 'Cvss4P0',
  'CVSS:3.1': 'Cvss3P1',
  'CVSS:3.0': 'Cvss3P0',
  'CVSS:2.0': 'Cvss2',
} as const;
type CvssVersion = keyof typeof CALCULATORS;
const NEWEST_FIRST = Object.keys(CALCULATORS) as CvssVersion[];

/** `AV:N/AC:L/…`, each metric once. */
const METRICS = /^[A-Za-z]{1,5}:[A-Za-z]{1,6}(?:\/[A-Za-z]{1,5}:[A-Za-z]{1,6}){2,40}$/;

/** The version a vector is of, or null when it is none: from 3.0 on a vector begins with it. */
function versionOf({ type, score }: SeverityClaim): CvssVersion | null {
  const version = NEWEST_FIRST.find((prefix) => score.startsWith(`${prefix}/`)) ?? 'CVSS:2.0';
  const metrics = score.startsWith(`${version}/`) ? score.slice(version.length + 1) : score;
  if (version === 'CVSS:2.0' && type !== 'CVSS_V2') return null;
  const names = metrics.split('/').map((metric) => metric.split(':', 1)[0]);
  return METRICS.test(metrics) && new Set(names).size === names.length ? version : null;
}

async function calculate(version: CvssVersion, vector: string): Promise<number | null> {
  // 190 kB that only a scan with findings needs.
  const { default: calculators } = await import('ae-cvss-calculator');
  try {
    const cvss = new calculators[CALCULATORS[version]](vector);
    if (!cvss.isBaseFullyDefined()) return null;
    const scores = cvss.calculateScores();
    const base = 'baseMetricsOnly' in scores ? scores.baseMetricsOnly : scores.base;
    return typeof base === 'number' && base >= 0 && base <= 10 ? base : null;
  } catch {
    return null; // The calculator throws on metrics and values that it does not know.
  }
}

/** The claims with their base scores, for records that are kept. */
export async function withScores(claims: readonly SeverityClaim[]): Promise<SeverityClaim[]> {
  const scored: SeverityClaim[] = [];
  for (const claim of claims) {
    const version = versionOf(claim);
    scored.push({ ...claim, base: version === null ? null : await calculate(version, claim.score) });
  }
  return scored;
}

/** Base score of the newest CVSS version that a valid vector is there for, or null. A bad vector is passed over. */
export async function scoreOf(claims: readonly SeverityClaim[]): Promise<Score | null> {
  for (const version of NEWEST_FIRST) {
    for (const claim of claims) {
      if (versionOf(claim) !== version) continue;
      const score = claim.base === undefined ? await calculate(version, claim.score) : claim.base;
      if (score !== null) return { version, score, vector: claim.score };
    }
  }
  return null;
}

/** Source: CVSS 3.1, section 5, "Qualitative Severity Rating Scale"; 4.0 has the same, 2.0 has none of its own. */
export function ratingOf(score: number): Severity {
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'info';
}
