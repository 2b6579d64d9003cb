import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The language server that editors read YAML with; 1.25 is the last line for Node 20. */
const SPEC = 'yaml-language-server@1.25.0';
const SCHEMA = resolve(import.meta.dirname, '../../src/schemas/policy.v1.schema.json');
const EXAMPLE = readFileSync(resolve(import.meta.dirname, '../../policy.example.yaml'), 'utf8');

interface Message {
  id?: number | string;
  method?: string;
  params?: Record<string, unknown> & { items?: unknown[] };
}

/** What an editor shows in the margin; lines count from 0. */
interface Diagnostic {
  message: string;
  range: { start: { line: number; character: number } };
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'mcp-audit-editor-')));
let server: ChildProcess | null = null;
let isThere = false;
const shown = new Map<string, (diagnostics: Diagnostic[]) => void>();

/** Has npm install the language server outside the project; false when the registry does not give it. */
async function install(): Promise<boolean> {
  writeFileSync(join(folder, 'package.json'), '{}');
  const npmrc = join(homedir(), '.npmrc');
  if (existsSync(npmrc)) copyFileSync(npmrc, join(folder, '.npmrc'));
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', SPEC];
  const env = { ...process.env, npm_config_update_notifier: 'false' };
  return promisify(execFile)('npm', args, { cwd: folder, env }).then(
    () => true,
    () => false,
  );
}

function send(message: object): void {
  const body = JSON.stringify({ jsonrpc: '2.0', ...message });
  server?.stdin?.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}

/** The published schema for every file, and nothing from the network. */
const SETTINGS: Record<string, unknown> = {
  yaml: { schemas: { [pathToFileURL(SCHEMA).href]: '*.yaml' }, schemaStore: { enable: false }, validate: true },
};

function answer({ id, method, params }: Message): void {
  if (method === 'textDocument/publishDiagnostics') {
    shown.get(String(params?.['uri']))?.(params?.['diagnostics'] as Diagnostic[]);
  } else if (method === 'workspace/configuration' && id !== undefined) {
    const items = (params?.items ?? []) as { section?: string }[];
    send({ id, result: items.map(({ section = '' }) => SETTINGS[section] ?? null) });
  } else if (method !== undefined && id !== undefined) {
    send({ id, result: null });
  }
}

/** Messages of the Language Server Protocol: a header with the length of the body in bytes, a blank line, the body. */
function listen(stream: NodeJS.ReadableStream): void {
  let buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    buffer = Buffer.concat([buffer, chunk]);
    for (;;) {
      const end = buffer.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(buffer.toString('latin1', 0, Math.max(end, 0)))?.[1]);
      if (end === -1 || buffer.length < end + 4 + length) return;
      const body = buffer.toString('utf8', end + 4, end + 4 + length);
      buffer = buffer.subarray(end + 4 + length);
      answer(JSON.parse(body) as Message);
    }
  });
}

beforeAll(async () => {
  isThere = await install();
  if (!isThere) {
    process.stderr.write(`\nNOT TESTED, the registry did not give: ${SPEC}\n\n`);
    return;
  }
  const program = join(folder, 'node_modules/yaml-language-server/bin/yaml-language-server');
  server = spawn(process.execPath, [program, '--stdio'], { cwd: folder, stdio: ['pipe', 'pipe', 'inherit'] });
  if (server.stdout !== null) listen(server.stdout);
  const root = pathToFileURL(folder).href;
  const capabilities = { workspace: { configuration: true }, textDocument: { publishDiagnostics: {} } };
  const params = { processId: process.pid, rootUri: root, capabilities, workspaceFolders: [{ uri: root, name: 'x' }] };
  send({ id: 1, method: 'initialize', params });
  send({ method: 'initialized', params: {} });
  send({ method: 'workspace/didChangeConfiguration', params: { settings: SETTINGS } });
});

afterAll(() => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true });
});

let opened = 0;

/** What an editor shows for a policy of this text. */
function diagnose(text: string): Promise<Diagnostic[]> {
  const uri = pathToFileURL(join(folder, `policy-${(opened += 1)}.yaml`)).href;
  const answered = new Promise<Diagnostic[]>((done) => shown.set(uri, done));
  send({ method: 'textDocument/didOpen', params: { textDocument: { uri, languageId: 'yaml', version: 1, text } } });
  return answered;
}

const lineOf = (text: string, words: string): number => text.slice(0, text.indexOf(words)).split('\n').length - 1;

describe('the published schema in an editor', () => {
  it('finds nothing in the example', async (context) => {
    if (!isThere) return context.skip();
    expect(await diagnose(EXAMPLE)).toEqual([]);
  });

  it.for([
    ['a key that is not known', 'max_advisory_age: 24h', 'max_advisry_age: 24h', /max_advisry_age/] as const,
    ['a word that is not allowed', 'action: block', 'action: blok', /block/] as const,
    ['a value of another kind', 'version: 1', 'version: 2', /1/] as const,
  ])('finds %s, and nothing else', async ([, good, bad, words], context) => {
    if (!isThere) return context.skip();
    const text = EXAMPLE.replace(good, bad);
    const found = await diagnose(text);
    expect(found.map(({ range }) => range.start.line)).toEqual([lineOf(text, bad)]);
    expect(found[0]?.message).toMatch(words);
  });
});
