import { comparePythonVersions, compareReleases, parsePythonVersion, type PythonVersion } from './python-version.ts';

const CLAUSE = /^(===|~=|==|!=|<=|>=|<|>)(.*)$/s;
const MAX_CLAUSES = 200;

const withoutLocal = (version: PythonVersion): PythonVersion => ({ ...version, local: [] });
const isPrerelease = ({ pre, dev }: PythonVersion): boolean => pre !== null || dev !== null;

/** Whether a release begins with these places; what it lacks counts as zero. */
function beginsWith(version: PythonVersion, epoch: bigint, places: readonly bigint[]): boolean {
  const padded = places.map((_, index) => version.release[index] ?? 0n);
  return version.epoch === epoch && compareReleases(padded, places) === 0;
}

function equals(version: PythonVersion, asked: PythonVersion): boolean {
  return comparePythonVersions(asked.local.length === 0 ? withoutLocal(version) : version, asked) === 0;
}

/** `<` leaves out prereleases of the bound itself. */
function isBefore(version: PythonVersion, bound: PythonVersion): boolean {
  if (comparePythonVersions(version, bound) >= 0) return false;
  const final = { ...version, pre: null, dev: null, post: version.pre === null ? version.post : null, local: [] };
  return isPrerelease(bound) || !isPrerelease(version) || comparePythonVersions(final, bound) !== 0;
}

/** `>` leaves out post releases and local versions of the bound itself. */
function isAfter(version: PythonVersion, bound: PythonVersion): boolean {
  if (comparePythonVersions(withoutLocal(version), bound) <= 0) return false;
  const first = { ...version, post: null, dev: null, local: [] };
  return bound.post !== null || version.post === null || comparePythonVersions(first, bound) !== 0;
}

function satisfiesClause(version: PythonVersion, text: string, operator: string, operand: string): boolean | null {
  if (operator === '===') return text.trim().toLowerCase() === operand.toLowerCase();
  const isPrefix = operand.endsWith('.*');
  const asked = parsePythonVersion(isPrefix ? operand.slice(0, -2) : operand);
  if (asked === null || (isPrefix && operator !== '==' && operator !== '!=')) return null;
  const place = comparePythonVersions(withoutLocal(version), asked);
  switch (operator) {
    case '==':
      return isPrefix ? beginsWith(version, asked.epoch, asked.release) : equals(version, asked);
    case '!=':
      return !(isPrefix ? beginsWith(version, asked.epoch, asked.release) : equals(version, asked));
    case '<=':
      return place <= 0;
    case '>=':
      return place >= 0;
    case '<':
      return isBefore(version, asked);
    case '>':
      return isAfter(version, asked);
    default:
      return place >= 0 && beginsWith(version, asked.epoch, asked.release.slice(0, -1));
  }
}

/**
 * Whether a version is in a set of version specifiers (`>=1.2,<2`), prereleases allowed, as for what is installed already;
 * null when it cannot be told. Source: PEP 440, "Version specifiers".
 */
export function satisfies(version: string, specifier: string): boolean | null {
  const clauses = specifier.split(',').map((clause) => clause.trim());
  const parsed = parsePythonVersion(version);
  if (clauses.length > MAX_CLAUSES) return null;
  let result: boolean | null = true;
  for (const clause of clauses) {
    if (clause === '') continue;
    const [, operator, operand = ''] = CLAUSE.exec(clause) ?? [];
    const isIn =
      operator === undefined || (parsed === null && operator !== '===')
        ? null
        : parsed === null
          ? version === operand.trim()
          : satisfiesClause(parsed, version, operator, operand.trim());
    if (isIn === false) return false;
    if (isIn === null) result = null;
  }
  return result;
}
