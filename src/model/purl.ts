/** OSV ecosystem to purl type. Source: package-url/purl-spec, PURL-TYPES. */
const TYPES: Record<string, string> = {
  npm: 'npm',
  PyPI: 'pypi',
  Go: 'golang',
  'crates.io': 'cargo',
  NuGet: 'nuget',
  Maven: 'maven',
  Debian: 'deb/debian',
  Ubuntu: 'deb/ubuntu',
  Alpine: 'apk/alpine',
  Wolfi: 'apk/wolfi',
  Chainguard: 'apk/chainguard',
};

/** Half of a surrogate pair cannot be encoded; a hostile manifest can hold one. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

const encode = (part: string): string =>
  encodeURIComponent(part.replace(LONE_SURROGATE, '\u{FFFD}')).replaceAll('%3A', ':');

/** The release of a distribution (`Debian:12`, `Ubuntu:22.04:LTS`, `Alpine:v3.20`): one version means different builds in each. */
function distroOf(ecosystem: string): string {
  const [name = '', release = ''] = ecosystem.split(':');
  return release === '' ? '' : `?distro=${encode(`${name.toLowerCase()}-${release.replace(/^v/, '')}`)}`;
}

/** Package URL of a package at a version, e.g. `pkg:npm/%40scope/name@1.0.0`; without a version when it is `''`. */
export function purlOf(component: { ecosystem: string; name: string; version: string }): string {
  const type = TYPES[component.ecosystem.replace(/:.*/s, '')] ?? 'generic';
  // Maven's `group:artifact` is a namespace and a name.
  const written = type === 'maven' ? component.name.replace(':', '/') : component.name;
  const name = written.split('/').map(encode).join('/');
  return `pkg:${type}/${name}${component.version === '' ? '' : `@${encode(component.version)}`}${distroOf(component.ecosystem)}`;
}
