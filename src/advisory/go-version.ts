import { orderBy } from './order-by.ts';
import { compareSemanticVersions, parseSemanticVersion, type SemanticVersion } from './semantic-version.ts';

/** A release of Go itself: `1.21rc2`, with `go` before it where the toolchain names itself. */
const RELEASE = /^(\d+\.\d+(?:\.\d+)?)(alpha|beta|rc)(\d+)$/;

/**
 * A module's version with or without its `v`, pseudo-versions too, or a release of Go as advisories on `stdlib` write it
 * (`1.21rc2` is 1.21.0-rc.2). `(devel)` is none. Source: Go Modules Reference, "Versions"; go/version.
 */
function parseGoVersion(text: string): SemanticVersion | null {
  return parseSemanticVersion(text.replace(/^(?:v|go)/, '').replace(RELEASE, '$1-$2.$3'));
}

/** The order of Go's modules and of Go itself; `+incompatible` and `+dirty` have no part in it. */
export const goVersions = orderBy(parseGoVersion, compareSemanticVersions);
