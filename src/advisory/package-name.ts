/**
 * The form of a package's name by which it is compared: PyPI folds case and runs of `-`, `_` and `.` (PEP 503), NuGet folds case.
 * Every other ecosystem compares names exactly. `ecosystem` may have a release (`Debian:12`).
 */
export function normalizeName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.replace(/[-_.]+/g, '-').toLowerCase();
  return ecosystem === 'NuGet' ? name.toLowerCase() : name;
}
