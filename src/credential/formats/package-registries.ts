import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const packageRegistries: Family = {
  id: 'package-registries',
  formats: [
    ...issuedBy(
      'npm',
      'https://docs.npmjs.com/about-access-tokens',
      String.raw`npm-access-token | npm_ | [A-Za-z0-9]{36} | crc32 | unknown, to which packages it is limited is not in it`,
    ),
    ...issuedBy(
      'PyPI',
      'https://pypi.org/help/#apitoken',
      String.raw`pypi-api-token | pypi- | AgE[\w-]{50,1000} | | unknown, its caveats could not be read`,
    ),
    ...issuedBy(
      'RubyGems',
      'https://guides.rubygems.org/api-key-scopes/',
      'rubygems-api-key | rubygems_ | [a-f0-9]{48} | long | yes, it is limited to chosen scopes',
    ),
    ...issuedBy(
      'NuGet',
      'https://learn.microsoft.com/nuget/nuget-org/scoped-api-keys',
      'nuget-api-key | oy2 | [a-z0-9]{43} | | yes, it is limited to chosen packages and actions',
    ),
    ...issuedBy(
      'Artifactory',
      'https://jfrog.com/help/r/jfrog-platform-administration-documentation/access-tokens',
      String.raw`
artifactory-api-key | AKCp | [A-Za-z0-9]{69} | long | no, it does all that its user may do
artifactory-reference-token | cmVmd | [A-Za-z0-9]{59} | |
`,
    ),
  ],
};
