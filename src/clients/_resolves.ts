import { REFERENCE_FORMS, type ReferenceForm } from '../model/credential.ts';

/*
 * Client | the references that it resolves in an entry, the one to write first; `none` for a client that passes each text on as it
 * is | who says so: a file of its own repository, or a page. A client is left out where that is not known for sure, and a form is
 * listed where sources differ: what is not listed is told to be left as it is.
 */
const TABLE = `
claude-code | \${NAME} | code.claude.com/docs/en/mcp, environment variable expansion; that $NAME is none: dev.to/rulestack, 2026-09-22
codex | none | openai/codex: codex-rs/rmcp-client/src/utils.rs; variables are passed on by env_vars, env_http_headers and bearer_token_env_var
cursor | \${env:NAME} | cursor.com/docs/mcp, config interpolation
deepagents | \${NAME} | reference.langchain.com/python/deepagents-code/mcp_config
gemini-cli | $NAME, \${NAME}, %NAME% | google-gemini/gemini-cli: packages/cli/src/utils/envVarResolver.ts; %NAME% on Windows by its documentation
librechat | \${NAME} | danny-avila/LibreChat: packages/data-provider/src/utils.ts
qwen-code | $NAME, \${NAME}, %NAME% | QwenLM/qwen-code: packages/cli/src/utils/envVarResolver.ts, made from Gemini CLI's
roo | \${env:NAME} | RooCodeInc/Roo-Code: src/utils/config.ts
vscode | \${input:NAME}, \${env:NAME} | code.visualstudio.com/docs/copilot/reference/mcp-configuration and /docs/reference/variables-reference
windsurf | \${env:NAME} | docs.windsurf.com/windsurf/cascade/mcp, config interpolation
`;

export interface Resolution {
  client: string;
  forms: ReferenceForm[];
  source: string;
}

export const RESOLUTIONS: readonly Resolution[] = TABLE.trim()
  .split('\n')
  .map((line) => {
    const [client = '', words = '', source = ''] = line.split(' | ');
    const forms = words.split(', ').flatMap((word) => REFERENCE_FORMS.find((form) => form === word) ?? []);
    return { client, forms, source };
  });

const BY_CLIENT = new Map(RESOLUTIONS.map(({ client, forms }) => [client, forms]));

/** The references that a client resolves, by its id; null where that is not known. */
export function resolvedBy(client: string): ReferenceForm[] | null {
  return BY_CLIENT.get(client) ?? null;
}
