import { formatOf } from '../formats/index.ts';
import { kindOfFormat, type Kind } from '../kind.ts';
import { isPlaceholder } from '../placeholder.ts';
import { isSampleJwt, readJwt } from './jwt.ts';
import { readKeyFile } from './key-file.ts';
import { readPrivateKey } from './private-key.ts';
import { pypiCaveats } from './pypi.ts';

/** A secret that is known by its form. */
export interface FoundForm {
  kind: Kind;
  /** What is secret of the text, for its fingerprint; null for a text of that form that nobody issued. */
  secret: string | null;
}

/** What a whole text is by its form: a key, a file of keys, a token of a provider, a JSON web token. */
export function formOf(text: string, provider: string | null): FoundForm | null {
  const key = readKeyFile(text) ?? readPrivateKey(text);
  if (key !== null) return key;
  const format = formatOf(text, provider);
  if (format !== null) {
    const kind = kindOfFormat(format, text);
    const caveats = format.class === 'pypi-api-token' ? pypiCaveats(text) : {};
    return {
      kind: { ...kind, ...caveats },
      secret: isPlaceholder(text, text.slice(format.prefix.length)) ? null : text,
    };
  }
  const jwt = readJwt(text);
  return jwt === null ? null : { kind: jwt, secret: isSampleJwt(text) ? null : text };
}
