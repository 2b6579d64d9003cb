import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const mail: Family = {
  id: 'mail',
  formats: [
    ...issuedBy(
      'SendGrid',
      'https://www.twilio.com/docs/sendgrid/ui/account-and-settings/api-keys',
      String.raw`sendgrid-api-key | SG. | [\w-]{22}\.[\w-]{43} | long | unknown, whether it has full or restricted access is not in it`,
    ),
    ...issuedBy(
      'Mailgun',
      'https://documentation.mailgun.com/docs/mailgun/api-reference/mg-auth',
      String.raw`
mailgun-api-key | key- | [a-f0-9]{32} | long | no, an account key does everything in its account
mailgun-api-key | | [a-f0-9]{32}-[a-f0-9]{8}-[a-f0-9]{8} | long |
mailgun-public-key | pubkey- | [a-f0-9]{32} | public long |
`,
    ),
    ...issuedBy(
      'Mailchimp',
      'https://mailchimp.com/developer/marketing/guides/quick-start/',
      String.raw`mailchimp-api-key | | [a-f0-9]{32}-us\d{1,2} | long | no, it does everything in its account`,
    ),
    ...issuedBy(
      'Resend',
      'https://resend.com/docs/dashboard/api-keys/introduction',
      'resend-api-key | re_ | [A-Za-z0-9]{8}_[A-Za-z0-9]{20,30} | long |',
    ),
  ],
};
