import { parseIni, PYTHON_INI } from '../syntax/index.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import type { Store } from './index.ts';

const HOME = '${HF_HOME:-${XDG_CACHE_HOME:-~/.cache}/huggingface}';

const found = (value: string | null, line: number): Found[] => {
  const protection = kept(value);
  return protection === null ? [] : [{ protection, line }];
};
const readToken = (text: string): Facts | null => together(found(text, 1));
const readTokens = (text: string): Facts | null =>
  together(
    parseIni(text, PYTHON_INI).flatMap(({ key, value, line }) => (key === 'hf_token' ? found(value, line) : [])),
  );

/** Source: huggingface.co/docs/huggingface_hub/package_reference/environment_variables. */
export const huggingface: Store = {
  id: 'huggingface',
  title: 'Tokens of Hugging Face',
  why: 'reads private models and may publish as its user',
  provider: 'Hugging Face',
  system: 'Hugging Face',
  places: [
    { path: `\${HF_TOKEN_PATH:-${HOME}/token}`, holds: { as: 'text', read: readToken } },
    { path: `\${HF_STORED_TOKENS_PATH:-${HOME}/stored_tokens}`, holds: { as: 'text', read: readTokens } },
  ],
};
