import type { Node } from '../syntax/index.ts';
import { kept, together, type Facts, type Found } from './_facts.ts';
import { APPDATA, unixAnd } from './_folders.ts';
import { hostIn } from './_hosts.ts';
import { lines } from './_lines.ts';
import { membersAt, secretAt } from './_tree.ts';
import type { Store } from './index.ts';

function readTokens(root: Node): Facts | null {
  const found = membersAt(root, 'credentials').flatMap(({ key, value }) =>
    secretAt(value, 'token').map((one) => ({ ...one, host: hostIn(key) })),
  );
  return together(found);
}

/** Blocks `credentials "host" { token = "…" }`. Source: developer.hashicorp.com/terraform/cli/config/config-file. */
function readSettings(text: string): Facts | null {
  const found: Found[] = [];
  let host: string | null = null;
  for (const { text: line, number } of lines(text)) {
    const [, named] = /^credentials\s+"([^"]{1,300})"/.exec(line) ?? [];
    if (named !== undefined) host = hostIn(named);
    const [, value = null] = /(?:^|[\s{])token\s*=\s*"([^"]*)"/.exec(line) ?? [];
    const protection = kept(value);
    if (protection !== null) found.push({ protection, line: number, host });
    if (/^credentials_helper\s+"/.test(line)) found.push({ protection: 'command', line: number });
  }
  return together(found);
}

export const terraform: Store = {
  id: 'terraform',
  title: 'Logins of Terraform',
  why: 'changes infrastructure, and reads its state, as its user',
  provider: null,
  system: 'Terraform',
  places: [
    {
      path: unixAnd('~/.terraform.d/credentials.tfrc.json', `${APPDATA}/terraform.d/credentials.tfrc.json`),
      holds: { as: 'json', read: readTokens },
    },
    {
      path: unixAnd('${TF_CLI_CONFIG_FILE:-~/.terraformrc}', `\${TF_CLI_CONFIG_FILE:-${APPDATA}/terraform.rc}`),
      holds: { as: 'text', read: readSettings },
    },
  ],
};
