import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

/** Where people write, plan and draw. */
export const workspaces: Family = {
  id: 'workspaces',
  formats: [
    ...issuedBy(
      'Notion',
      'https://developers.notion.com/docs/authorization',
      String.raw`
notion-integration-token | ntn_ | [A-Za-z0-9]{40,60} | long | yes, an integration sees the pages that were shared with it
notion-integration-token | secret_ | [A-Za-z0-9]{43} | long | yes, an integration sees the pages that were shared with it
`,
    ),
    ...issuedBy(
      'Linear',
      'https://linear.app/developers/graphql',
      String.raw`
linear-api-key | lin_api_ | [A-Za-z0-9]{32,64} | long |
linear-oauth-token | lin_oauth_ | [a-f0-9]{64} | | unknown, the scopes that its user granted are not in it
`,
    ),
    ...issuedBy(
      'Figma',
      'https://developers.figma.com/docs/rest-api/authentication/',
      String.raw`figma-pat | figd_ | [\w-]{36,60} | |`,
    ),
    ...issuedBy(
      'Airtable',
      'https://airtable.com/developers/web/guides/personal-access-tokens',
      String.raw`
airtable-pat | pat | [A-Za-z0-9]{14}\.[a-f0-9]{64} | long | yes, it is limited to chosen scopes and bases
airtable-api-key | key | [A-Za-z0-9]{14} | long named | no, the old key does all that its user may do
`,
    ),
    ...issuedBy(
      'Atlassian',
      'https://support.atlassian.com/atlassian-account/docs/manage-api-tokens-for-your-atlassian-account/',
      String.raw`
atlassian-api-token | ATATT3 | [\w=-]{100,400} | | unknown, whether it was made with scopes is not in it
atlassian-service-account-token | ATSTT3 | [\w=-]{100,400} | | unknown, whether it was made with scopes is not in it
atlassian-api-token | | [A-Za-z0-9]{24} | long named | no, a token of this age does all that its user may do
`,
    ),
    ...issuedBy(
      'Asana',
      'https://developers.asana.com/docs/personal-access-token',
      String.raw`
asana-pat | 1/ | \d{10,20}:[a-f0-9]{32} | long | no, it does all that its user may do
asana-pat | 2/ | \d{10,20}/\d{10,20}:[a-f0-9]{32} | long | no, it does all that its user may do
`,
    ),
    ...issuedBy(
      'ClickUp',
      'https://developer.clickup.com/docs/authentication',
      String.raw`clickup-api-token | pk_ | \d{4,12}_[A-Z0-9]{32} | long | no, it does all that its user may do`,
    ),
    ...issuedBy(
      'Dropbox',
      'https://www.dropbox.com/developers/documentation/http/documentation',
      String.raw`dropbox-access-token | sl. | [\w-]{100,2000} | short | unknown, the scopes that its user granted are not in it`,
    ),
    ...issuedBy(
      'HubSpot',
      'https://developers.hubspot.com/docs/apps/legacy-apps/private-apps/overview',
      String.raw`hubspot-app-token | pat- | (?:na|eu|ap)\d-[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12} | long | yes, a private app is limited to chosen scopes`,
    ),
    ...issuedBy(
      'Contentful',
      'https://www.contentful.com/developers/docs/references/authentication/',
      String.raw`contentful-management-token | CFPAT- | [\w-]{43} | long | no, it does all that its user may do`,
    ),
  ],
};
