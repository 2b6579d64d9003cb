import { orderBy } from './order-by.ts';
import { compareSemanticVersions, parseSemanticVersion } from './semantic-version.ts';

/**
 * The order of NuGet's versions: semantic ones of up to four numbers, their prerelease in any case. Source: NuGet
 * documentation, "Package versioning".
 */
export const nugetVersions = orderBy((text) => parseSemanticVersion(text.toLowerCase()), compareSemanticVersions);
