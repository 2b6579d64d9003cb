import { issuedBy } from './_issuer.ts';
import type { Family } from './index.ts';

export const chat: Family = {
  id: 'chat',
  formats: [
    ...issuedBy(
      'Slack',
      'https://docs.slack.dev/authentication/tokens',
      String.raw`
slack-bot-token | xoxb- | [A-Za-z0-9-]{20,120} | long | yes, a bot is limited to its scopes and to the channels it is in
slack-user-token | xoxp- | [A-Za-z0-9-]{20,120} | long | unknown, it acts as a person, within scopes that are not in it
slack-app-token | xapp- | [A-Za-z0-9-]{20,140} | long | yes, it is limited to connections and scopes of one app
slack-session-token | xoxc- | [A-Za-z0-9-]{20,140} | | no, the token of a browser does all that the person may do
slack-session-cookie | xoxd- | [A-Za-z0-9%+/=-]{20,400} | | no, the cookie of a browser does all that the person may do
slack-session-token | xoxs- | [A-Za-z0-9-]{20,140} | | no, the token of a client does all that the person may do
slack-workspace-token | xoxa- | [A-Za-z0-9-]{20,140} | long |
slack-refresh-token | xoxr- | [A-Za-z0-9-]{20,140} | long |
slack-rotated-token | xoxe.xoxb- | [A-Za-z0-9-]{20,300} | short | yes, a bot is limited to its scopes and to the channels it is in
slack-rotated-token | xoxe.xoxp- | [A-Za-z0-9-]{20,300} | short | unknown, it acts as a person, within scopes that are not in it
slack-refresh-token | xoxe- | [A-Za-z0-9-]{20,300} | long |
slack-webhook-url | https://hooks.slack.com/services/ | [\w/]{20,100} | long | yes, it posts to one channel
slack-webhook-url | https://hooks.slack.com/workflows/ | [\w/]{20,100} | long | yes, it starts one workflow
slack-webhook-url | https://hooks.slack.com/triggers/ | [\w/]{20,100} | long | yes, it starts one workflow
`,
    ),
    ...issuedBy(
      'Discord',
      'https://discord.com/developers/docs/reference#authentication',
      String.raw`
discord-bot-token | | [MNO][\w-]{22,30}\.[\w-]{6}\.[\w-]{27,45} | long |
discord-webhook-url | https://discord.com/api/webhooks/ | \d{15,22}/[\w-]{60,80} | long | yes, it posts to one channel
discord-webhook-url | https://discordapp.com/api/webhooks/ | \d{15,22}/[\w-]{60,80} | long | yes, it posts to one channel
`,
    ),
    ...issuedBy(
      'Telegram',
      'https://core.telegram.org/bots/api#authorizing-your-bot',
      String.raw`
telegram-bot-token | | \d{5,16}:A[\w-]{34} | long | yes, it acts as one bot
`,
    ),
    ...issuedBy('Meta', null, 'meta-access-token | EAA | [A-Za-z0-9]{90,400} | |'),
  ],
};
