import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** A `ghs_` of 2026 holds a JWT; GitLab's routable tokens go on with dots. */
export const codeHosts: Family = {
  id: 'code-hosts',
  formats: [
    ...issuedBy(
      'GitHub',
      'https://docs.github.com/en/authentication/keeping-your-account-and-data-secure/about-authentication-to-github',
      String.raw`
github-classic-pat | ghp_ | [A-Za-z0-9]{36,251} | long crc32 | no, a classic token reaches every repository of its user and cannot be limited to some
github-fine-grained-pat | github_pat_ | \w{36,244} | | yes, a fine-grained token is limited to chosen repositories and permissions
github-oauth-token | gho_ | [A-Za-z0-9]{36,251} | long crc32 | unknown, the OAuth scopes that its user granted are not in it
github-app-user-token | ghu_ | [A-Za-z0-9]{36,251} | crc32 | yes, it is limited to the permissions of its app and to where that is installed
github-app-installation-token | ghs_ | [\w.-]{36,2000} | short | yes, it is limited to the permissions of its app and to one installation
github-refresh-token | ghr_ | [A-Za-z0-9]{36,251} | long | yes, it brings tokens that are limited to the permissions of their app
`,
    ),
    ...issuedBy(
      'GitLab',
      'https://docs.gitlab.com/security/tokens/',
      String.raw`
gitlab-pat | glpat- | [\w-]{20,300}[\w.-]{0,60} | |
gitlab-deploy-token | gldt- | [\w-]{20,300}[\w.-]{0,60} | | yes, it is limited to the code and packages of one project or group
gitlab-runner-token | glrt- | [\w-]{20,300}[\w.-]{0,60} | long | yes, it takes jobs as one runner
gitlab-runner-registration-token | GR1348941 | [\w-]{20} | long | yes, it registers runners
gitlab-job-token | glcbt- | [\w-]{20,300}[\w.-]{0,60} | short | yes, it lives as long as one job
gitlab-trigger-token | glptt- | [\w-]{20,300}[\w.-]{0,60} | long | yes, it starts pipelines of one project
gitlab-feed-token | glft- | [\w-]{20,300}[\w.-]{0,60} | long | yes, it reads feeds
gitlab-agent-token | glagent- | [\w-]{20,300}[\w.-]{0,60} | long | yes, it connects one agent of a cluster
gitlab-scim-token | glsoat- | [\w-]{20,300}[\w.-]{0,60} | long | yes, it provisions the users of one group
gitlab-oauth-secret | gloas- | [\w-]{20,300}[\w.-]{0,60} | long |
`,
    ),
    ...issuedBy(
      'Bitbucket',
      'https://support.atlassian.com/bitbucket-cloud/docs/access-tokens/',
      String.raw`
bitbucket-access-token | ATCTT3 | [\w=-]{100,400} | | yes, it is limited to one repository, project or workspace
bitbucket-app-password | ATBB | [A-Za-z0-9]{24,40} | long | yes, it is limited to chosen permissions
`,
    ),
    ...issuedBy(
      'Azure DevOps',
      'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
      String.raw`
azure-devops-pat | | [A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4} | |
azure-devops-pat | | [a-z2-7]{52} | named |
`,
    ),
    ...issuedBy(
      'Sourcegraph',
      null,
      String.raw`
sourcegraph-access-token | sgp_ | [A-Za-z0-9_]{40,64} | |
`,
    ),
    ...issuedBy(
      'SonarQube',
      'https://docs.sonarsource.com/sonarqube-server/user-guide/managing-tokens',
      String.raw`
sonarqube-user-token | squ_ | [a-f0-9]{40} | | no, it does all that its user may do
sonarqube-project-token | sqp_ | [a-f0-9]{40} | | yes, it analyses one project
sonarqube-global-token | sqa_ | [a-f0-9]{40} | | yes, it analyses projects
`,
    ),
  ],
};
