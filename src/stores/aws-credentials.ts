import { PYTHON_INI, type Node, type Setting } from '../syntax/index.ts';
import { kept, timeOf, together, type Facts, type Found } from './_facts.ts';
import { oauthTokens } from './_oauth.ts';
import { sectionsOf, type Section } from './_sections.ts';
import { secretAt, timeAt } from './_tree.ts';
import type { Store } from './index.ts';

const ENDS = new Set(['expiration', 'aws_expiration', 'aws_credentials_expiration', 'x_security_token_expires']);

/** One profile of the credentials or config file. */
function profile({ settings }: Section): Found[] {
  const value = (name: string): Setting | undefined => settings.findLast(({ key }) => key.toLowerCase() === name);
  const secret = value('aws_secret_access_key');
  const protection = kept(secret?.value ?? null);
  const expires = timeOf(settings.find(({ key }) => ENDS.has(key.toLowerCase()))?.value);
  if (secret !== undefined && protection !== null) return [{ protection, line: secret.line, expires }];
  const program = value('credential_process');
  return program?.value ? [{ protection: 'command', line: program.line }] : [];
}

/** Source: docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html. */
function readProfiles(text: string): Facts | null {
  return together(sectionsOf(text, PYTHON_INI).flatMap(profile));
}

/** A login of IAM Identity Center or of a client registered there, or temporary keys of a role. */
function readCache(root: Node): Facts | null {
  const secrets = [
    ...oauthTokens(root),
    ...secretAt(root, 'clientSecret').map((found) => ({ ...found, expires: timeAt(root, 'expiresAt') })),
    ...['Credentials', 'accessToken'].flatMap((key) =>
      [...secretAt(root, key, 'SecretAccessKey'), ...secretAt(root, key, 'secretAccessKey')].map((found) => ({
        ...found,
        expires: timeAt(root, key, 'Expiration') ?? timeAt(root, key, 'expiresAt'),
      })),
    ),
  ];
  return together(secrets);
}

export const awsCredentials: Store = {
  id: 'aws-credentials',
  title: 'AWS keys and logins',
  why: 'calls AWS as the user or role of each profile',
  provider: 'AWS',
  system: 'AWS',
  scope: { scoped: 'unknown', scopeReason: 'the policies of its users and roles are not in it' },
  places: [
    { path: '${AWS_SHARED_CREDENTIALS_FILE:-~/.aws/credentials}', holds: { as: 'text', read: readProfiles } },
    { path: '${AWS_CONFIG_FILE:-~/.aws/config}', holds: { as: 'text', read: readProfiles } },
    { path: '~/.aws/sso/cache/*.json', holds: { as: 'json', read: readCache } },
    { path: '~/.aws/cli/cache/*.json', holds: { as: 'json', read: readCache } },
    { path: '~/.aws/login/cache/*.json', holds: { as: 'json', read: readCache } },
  ],
};
