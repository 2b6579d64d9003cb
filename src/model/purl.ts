/** OSV ecosystem to purl type. Source: package-url/purl-spec, PURL-TYPES. */
const TYPES: Record<string, string> = { npm: 'npm', PyPI: 'pypi', Go: 'golang', 'crates.io': 'cargo' };

/** Half of a surrogate pair cannot be encoded; a hostile manifest can hold one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const encode = (part: string): string =>
  encodeURIComponent(part.replace(LONE_SURROGATE, '\u{FFFD}')).replaceAll('%3A', ':');

/** Package URL of a package at a version, e.g. `pkg:npm/%40scope/name@1.0.0`; without a version when it is `''`. */
export function purlOf(component: { ecosystem: string; name: string; version: string }): string {
  const type = TYPES[component.ecosystem] ?? 'generic';
  const name = component.name.split('/').map(encode).join('/');
  return `pkg:${type}/${name}${component.version === '' ? '' : `@${encode(component.version)}`}`;
}
