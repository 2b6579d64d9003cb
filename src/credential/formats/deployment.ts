import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Hosting, delivery and networks. */
export const deployment: Family = {
  id: 'deployment',
  formats: [
    ...issuedBy(
      'Vercel',
      'https://vercel.com/changelog/new-token-formats-and-secret-scanning',
      String.raw`
vercel-pat | vcp_ | [\w-]{24,80} | |
vercel-integration-token | vci_ | [\w-]{24,80} | |
vercel-app-token | vca_ | [\w-]{24,80} | |
vercel-app-refresh-token | vcr_ | [\w-]{24,80} | |
vercel-api-key | vck_ | [\w-]{24,80} | |
vercel-pat | | [A-Za-z0-9]{24} | named |
`,
    ),
    ...issuedBy(
      'Netlify',
      'https://docs.netlify.com/api/get-started/#authentication',
      'netlify-pat | nfp_ | [A-Za-z0-9]{36,44} | | no, it does all that its user may do',
    ),
    ...issuedBy(
      'Heroku',
      'https://devcenter.heroku.com/articles/oauth',
      String.raw`
heroku-api-key | HRKU- | [\w-]{36,64} | |
heroku-api-key | | [a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | named |
`,
    ),
    ...issuedBy(
      'Fly.io',
      'https://fly.io/docs/security/tokens/',
      String.raw`
fly-token | fm1r_ | [A-Za-z0-9+/]{100,3000}={0,3} | |
fly-token | fm2_ | [A-Za-z0-9+/]{100,3000}={0,3} | |
fly-oauth-token | fo1_ | [\w-]{43} | | no, it does all that its user may do
`,
    ),
    ...issuedBy(
      'Render',
      'https://render.com/docs/api',
      'render-api-key | rnd_ | [A-Za-z0-9]{20,40} | long | no, it reaches every workspace of its user',
    ),
    ...issuedBy(
      'Terraform Cloud',
      'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
      String.raw`terraform-cloud-token | | [A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70} | |`,
    ),
    ...issuedBy(
      'Pulumi',
      'https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/',
      'pulumi-access-token | pul- | [a-f0-9]{40} | |',
    ),
    ...issuedBy(
      'Docker Hub',
      'https://docs.docker.com/security/access-tokens/',
      String.raw`
docker-pat | dckr_pat_ | [\w-]{20,40} | |
docker-organisation-token | dckr_oat_ | [\w-]{20,60} | | yes, it is limited to chosen repositories of one organisation
`,
    ),
    ...issuedBy(
      'Tailscale',
      'https://tailscale.com/kb/1277/key-prefixes',
      String.raw`
tailscale-auth-key | tskey-auth- | [A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,50} | | yes, it adds devices to one network
tailscale-api-token | tskey-api- | [A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,50} | | no, it does all that its user may do
tailscale-oauth-secret | tskey-client- | [A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,50} | long | yes, it is limited to chosen scopes
`,
    ),
    ...issuedBy(
      'Kubernetes',
      null,
      String.raw`openshift-token | sha256~ | [\w-]{43} | | no, it does all that its user may do`,
    ),
  ],
};
