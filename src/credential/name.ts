import type { Answer } from '../model/credential.ts';
import { providerIn, type Provider } from './providers.ts';
import { wordsOf } from './words.ts';

/**
 * How much a name says of its value. `password`: any text may be one. `key`: made by a machine, so it looks random.
 * `hint`: names of much else too (`AUTH`, `SORT_KEY`). `address`: a URL, or a list of settings, that may hold one.
 */
export type Strength = 'password' | 'key' | 'hint' | 'address';

export interface NameSays {
  class: string;
  strength: Strength;
  isPublic: boolean;
  administers: Answer;
  longLived: Answer;
}

/** Class | strength and what follows from it | the words that a name ends with, joined by `_`. The first that fits counts. */
const TABLE = String.raw`
publishable-key | key public | (?:publishable|public|anon|anonymous|site|browser|client)_(?:api_)?key
publishable-key | key public | public_token
supabase-service-role-key | key admin | service_role(?:_(?:key|secret|token))?
aws-secret-access-key | key long | (?:aws|amazon).*secret_(?:access_)?key
aws-session-token | key short | aws_session_token
access-key-id | key | access_key_id
secret-access-key | key | secret_access_key
oauth-client-secret | key | (?:client|app|application|consumer|oauth)_?secret
oauth-refresh-token | key long | refresh_?token
signing-secret | key | (?:signing|webhook|jwt|session|cookie|hmac)_(?:secret|key)(?:_key)?
encryption-key | key | (?:encryption|encrypt|master|fernet|cipher)_(?:key|secret)
license-key | key | licen[sc]e_?key
admin-key | key admin | (?:admin|root|master|superuser)_(?:api_)?(?:key|token|secret)
private-key | key long | private_?key(?:_(?:pem|base64|b64))?
personal-access-token | key | (?:personal_access_token|pat)
app-password | password | (?:app|application)_(?:password|pass)
api-key | key | (?:api|app|application|service|access|secret|developer|subscription|integration|auth|account|shared_access|functions|storage)_?keys?(?:_(?:base64|b64))?
api-key | key | (?:apikey|authkey|accesskey|secretkey|passkey)\d*
access-token | key | (?:access|api|auth|bearer|oauth|bot|user|app|service|account|service_account|id|identity|deploy|session|csrf|csrftoken|security|private|webhook|integration)_?token\d*(?:_(?:base64|b64))?
token | key | (?:token|jwt|bearer)\d*
seed-phrase | password long | (?:seed|recovery|secret|backup)_?phrase|mnemonic(?:_phrase)?
signing-secret | key long | (?:totp|otp)_seed
password | password | (?:pg|mysql_?|redis)?(?:password|passwd|passphrase|pwd|passcode|pass)\d*(?:_(?:base64|b64))?
secret | key | (?:api)?secrets?\d*(?:_(?:base64|b64))?
connection-string | address | (?:database|db|postgres|postgresql|pg|mysql|mongo|mongodb|redis|amqp|rabbitmq|mssql|neo4j|clickhouse|elastic|elasticsearch|kv|direct|pooler|pool|cache|broker|proxy|queue|storage)_?(?:url|uri)
connection-string | address | (?:connection|conn)_?(?:string|str|url|uri)|dsn|conn
webhook-url | address | webhook(?:_(?:url|uri))?
authorization | key | (?:proxy_)?authori[sz]ation
cookie | hint | (?:set_)?cookies?
credentials | hint | (?:application_)?(?:credentials?|creds?)(?:_(?:json|base64|b64))?
credentials | hint | service_account(?:_(?:key|json|info))?(?:_(?:base64|b64))?
kubeconfig | hint | kube_?config(?:_(?:base64|b64|data))?
authorization | hint | auth
token | hint | tokens
session-token | hint | session(?:_?id)?
api-key | hint | keys?
`;

/** Names that end so hold something about a secret, or something else that is called after one. */
const OTHER_KEY =
  /(?:^|_)(?:project|space|file|issue|board|sort|primary|partition|foreign|cache|group|hash|index|row|lookup|hot|shortcut|registry|unique|idempotency|dedup|object|state|metadata|config|s3|bucket|storage_object|host|known|api_version|key|field|column|json|map|list)_keys?$/;

/** A name that begins so asks a question or counts something. */
const QUESTION =
  /^(?:use|enable|enabled|disable|disabled|has|is|no|skip|allow|require|required|show|with|max|min|minimum|maximum|num|total|count|ignore|strip|validate|verify|check|print|log|hide|mask|redact)_/;

/** What is said behind a name of which of several it is: `API_KEY_PROD`, `TOKEN_2`, `SECRET_VALUE`. */
const VARIANT =
  /(?:_(?:\d{1,3}|value|prod|production|dev|development|staging|live|sandbox|primary|secondary|main|default|old|new))+$/;

interface Row extends NameSays {
  ending: RegExp;
}

const ROWS: readonly Row[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [id = '', flags = '', ending = ''] = line.split(' | ');
    const [strength = '', flag = ''] = flags.split(' ');
    return {
      class: id,
      strength: strength as Strength,
      isPublic: flag === 'public',
      administers: flag === 'admin' ? 'yes' : flag === 'public' ? 'no' : 'unknown',
      longLived: flag === 'long' ? 'yes' : flag === 'short' ? 'no' : 'unknown',
      ending: new RegExp(`(?:^|_)(?:${ending})$`),
    };
  });

export interface NameReading {
  /** Null where the name is not that of a secret. */
  says: NameSays | null;
  provider: Provider | null;
}

/** What the name of a variable, option, header or key says of its value. */
export function readName(name: string): NameReading {
  const words = wordsOf(name);
  const joined = words.join('_');
  const isOther = QUESTION.test(joined) || OTHER_KEY.test(joined);
  const rowOf = (text: string): Row | undefined => ROWS.find(({ ending }) => ending.test(text));
  const stem = joined.replace(VARIANT, '');
  const says = isOther || OTHER_KEY.test(stem) ? null : (rowOf(joined) ?? rowOf(stem) ?? null);
  return {
    says,
    // Two letters are a guess where anything may be meant: `DD_ADMIN_PASSWORD`.
    provider: providerIn(says?.strength === 'password' ? words.filter((word) => word.length > 2) : words),
  };
}

/** True for the name of a file or folder that holds a secret: `SSH_KEY_PATH`, `TOKEN_FILE`. */
export function namesSecretFile(name: string): boolean {
  const stem = wordsOf(name)
    .join('_')
    .replace(/_(?:path|file|filename|location)$/, '');
  return ROWS.some(({ ending, strength }) => strength !== 'address' && ending.test(stem));
}
