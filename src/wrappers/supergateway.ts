import { isHttpUrl } from '../syntax/url.ts';
import { unwrapLine } from './_prefix.ts';
import type { Wrapper } from './index.ts';

/** The options of supergateway 3.4 that say what is behind it; `yargs` takes them in both spellings. */
const SOURCE = /^--(stdio|sse|streamableHttp|streamable-http)(?:=(.*))?$/s;

/** `supergateway --sse url`, `--streamableHttp url`, or `--stdio line`, which a shell starts. */
export const supergateway: Wrapper = {
  id: 'supergateway',
  kind: 'bridge',
  programs: ['supergateway'],
  packages: { 'npm:supergateway': 'supergateway' },
  nameOf: () => 'supergateway',
  unwrap({ args }) {
    const sources = args.flatMap((word, index) => {
      const [, name, attached] = SOURCE.exec(word) ?? [];
      return name === undefined ? [] : [{ name, value: attached ?? args[index + 1] ?? '' }];
    });
    const [source] = sources;
    if (source === undefined || sources.length > 1) return { problem: 'a bridge to nothing, or to several servers' };
    if (source.name === 'stdio') return unwrapLine(source.value);
    return isHttpUrl(source.value) ? { kind: 'remote', url: source.value } : { problem: 'a bridge without a URL' };
  },
};
