import { resolve } from 'node:path';
import { AuditError } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import type { Offering } from '../model/offering.ts';
import { stringify } from '../reporters/_escape.ts';
import { parseJson } from '../syntax/plain-json.ts';
import type { ToolList } from '../tool/tool.ts';
import { writeNamed } from './_output.ts';
import type { Terminal } from './terminal.ts';

/** Keeps a list as `--from` and `scan --tools` read it: each definition as the server gave it. */
export function saveList(list: ToolList, file: string, { cwd }: Terminal): void {
  const { server, instructions, tools } = list;
  const kept = {
    ...(server === null ? {} : { serverInfo: server }),
    ...(instructions === null ? {} : { instructions }),
    tools: tools.map(({ definition }) => definition),
  };
  writeNamed(realFiles, resolve(cwd, file), `${stringify(kept)}`);
}

/** The same of an inventory's offering, which keeps of each definition the canonical text. Throws where one is not kept. */
export function saveOffering(offering: Offering, file: string, { cwd }: Terminal): void {
  const { serverName: name, serverVersion: version, instructions, tools } = offering;
  const missing = tools.find(({ definition }) => definition === null);
  if (missing !== undefined) {
    throw new AuditError(
      'input-invalid',
      `the definition of the tool ${missing.name} is not kept, so the list cannot be`,
      {
        hint: 'A definition is not kept where it is very long, or holds a secret that the server was given.',
      },
    );
  }
  const kept = {
    serverInfo: { ...(name === null ? {} : { name }), ...(version === null ? {} : { version }) },
    ...(instructions === null ? {} : { instructions }),
    tools: tools.map(({ definition }) => parseJson(definition ?? '')),
  };
  writeNamed(realFiles, resolve(cwd, file), `${stringify(kept)}`);
}
