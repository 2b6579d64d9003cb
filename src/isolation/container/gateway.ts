import type { Isolation, Limit } from '../../model/isolation.ts';
import { bytesIn, integerIn, limitOf } from '../amount.ts';
import { said, unknownIsolation } from '../fact.ts';

const CATALOGUE = "the gateway's catalogue says so for each server, which is not read";

/** The value of an option of the gateway's, in both ways of writing it; the last one counts. */
function valueOf(words: readonly string[], name: string): string | null {
  const values = words.flatMap((word, index) => {
    if (word.startsWith(`--${name}=`)) return [word.slice(name.length + 3)];
    return word === `--${name}` ? [words[index + 1] ?? ''] : [];
  });
  return values.at(-1) ?? null;
}

/**
 * `docker mcp gateway run`: each server of its catalogue in a container without new privileges, with limits of memory and processors; some
 * are remote, and with `--static` they run already. Source: docker/mcp-gateway, pkg/gateway/clientpool.go and its command's options.
 */
export function gatewayFacts(options: readonly string[]): Isolation {
  const unknown = unknownIsolation('static', CATALOGUE);
  const isStatic = options.some((word) => /^--static(?:=(?!false|0|f)|$)/i.test(word));
  if (isStatic) return { ...unknown, sandbox: said(['container'], 'its servers run already') };
  const limit = (name: string, byDefault: Limit, read: (text: string) => Limit | null): Limit | null => {
    const value = valueOf(options, name);
    return value === null ? byDefault : value === '' ? 'none' : read(value);
  };
  return {
    ...unknown,
    sandbox: said(['container'], "Docker's gateway starts each server in a container"),
    noNewPrivileges: said(true, 'the gateway always sets it'),
    memory: said(
      limit('memory', { amount: 2 * 1024 ** 3, unit: 'bytes' }, (text) => limitOf(bytesIn(text), 'bytes')),
      '--memory of the gateway, 2 GB by default',
    ),
    processes: said<Limit>('none', 'the gateway sets none'),
    cpu: said(
      limit('cpus', { amount: 1, unit: 'cores' }, (text) => limitOf(integerIn(text), 'cores')),
      '--cpus of the gateway, 1 by default',
    ),
  };
}
