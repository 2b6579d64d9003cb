import { describe, expect, it } from 'vitest';
import type { ToolClass } from '../../src/tool/classify.ts';
import { entry, inspected } from './_tools.ts';

type Row = [ToolClass, string, string?, object?];

const text = { type: 'string' };
const classOf = (name: string, description = '', properties: object = {}, rest: object = {}): ToolClass =>
  inspected([entry(name, description, properties, rest)]).class;

describe('classify', () => {
  it.each<Row>([
    // The verb of the name.
    ['read', 'get_user', 'Get a user.'],
    ['read', 'listRepositories', 'Lists repositories.'],
    ['read', 'HTTPGetPage', 'Fetches a page.'],
    ['write', 'create_issue', 'Create an issue.'],
    ['write', 'files.delete', 'Deletes a file.'],
    ['write', 'get_or_create_user', 'Get a user, or create one.'],
    ['write', 'update_list', 'Update a list.'],
    ['read', 'list_updates', 'List updates.'],
    // Verbs that are also nouns.
    ['read', 'post_list', 'Lists all posts.'],
    ['write', 'post_list', ''],
    ['read', 'log_list', ''],
    ['write', 'search_delete', 'Delete a saved search.'],
    ['write', 'post_message', 'Post a message.'],
    ['read', 'place_details', 'Get all that is known of a place.'],
    ['read', 'google_play_store', 'Quickly read what is known of an app.'],
    ['read', 'stock_quote', 'Returns the price of a stock.'],
    ['write', 'search_and_replace', 'Replaces text.'],
    // Verbs that say nothing of their own, and verbs of HTTP.
    ['read', 'start_search', 'Start a long search.'],
    ['write', 'start_server', 'Start a server.'],
    ['read', 'take_screenshot', 'Take a screenshot.'],
    ['read', 'API-post-search', 'Search by title.'],
    // What a verb is about.
    ['read', 'resolve-library-id', 'Resolves a name to an id.'],
    ['write', 'resolve_thread', 'Resolves a thread of comments.'],
    ['read', 'capture_screenshot', 'Captures the screen.'],
    ['write', 'capture_payment', 'Captures a payment.'],
    // The description, where the name says nothing.
    ['read', 'weather', 'This tool returns the weather of a city.'],
    ['write', 'issues', 'Create, read, update or delete issues.'],
    ['write', 'config_helper', 'Helps analyze and fix configuration files.'],
    ['read', 'assistant', 'Send a prompt to a model and get back its answer.'],
    ['write', 'frobnicate', ''],
    ['write', 'frobnicate', 'Frobnicates what it finds and reads.'],
    ['write', 'simulate_query', 'Simulates a run that gathers and analyzes data.'],
    // Operations that are offered.
    ['write', 'context', 'Get the context.', { operation: { enum: ['list', 'get', 'set'] } }],
    ['read', 'context', '', { action: { enum: ['list', 'get'] }, name: text }],
    ['write', 'get_things', 'Get things.', { method: { enum: ['get_one', 'delete_one'] } }],
    ['read', 'get_things', 'Get things.', { method: { enum: ['issue_types', 'issue_fields'] } }],
    ['read', 'get_route', 'Get a route.', { mode: { enum: ['driving', 'walking'] } }],
    // Files that are left behind.
    ['read', 'download_attachment', 'Downloads an attachment and returns it.'],
    ['write', 'download_attachment', 'Downloads an attachment.', { outputPath: text }],
    ['write', 'get_logs', 'Get logs.', { saveTo: { type: 'string', description: 'where the logs are saved' } }],
    ['write', 'export_report', 'Get a report.', { params: { type: 'object', properties: { output_dir: text } } }],
    // Connections.
    ['session', 'connect', 'Connect to a database.'],
    ['session', 'login', 'Log in.'],
  ] as Row[])('%s: %s, "%s" %j', (expected, name, description, properties) => {
    expect(classOf(name, description, properties)).toBe(expected);
  });

  it.each<[string, string, object]>([
    ['run_code', 'Run a snippet of code.', { code: text }],
    ['shell', 'Executes a shell command.', { command: text }],
    ['exec_in_pod', 'Execute a command in a pod.', { command: { type: 'array', items: text } }],
    ['query', 'Runs SQL that only reads.', { sql: text }],
    ['query_database', 'Query a table.', { query: { type: 'string', description: 'The SQL to run' } }],
    ['lens', 'Query the metrics using Athena SQL.', { query: text }],
    ['graph', 'Ask the graph.', { cypher: text }],
    ['evaluate_script', 'Evaluates a function in the open document.', { function: text }],
    ['interact', 'Send input to a running process or REPL.', { pid: { type: 'number' }, input: text }],
    ['repl', 'Execute Python.', { args: { type: 'object', properties: { script: text } } }],
    ['get_report', 'Get a report by running the given SQL.', { statement: { type: 'string', description: 'SQL' } }],
  ])('execute: %s, "%s" %j', (name, description, properties) => {
    expect(classOf(name, description, properties)).toBe('execute');
  });

  it.each<[string, string, object]>([
    ['validate', 'Validate a block. Nobody has to run it, be it one of many snippets.', { code: text }],
    ['get_country', 'Get a country.', { code: { type: 'string', description: 'ISO code' } }],
    ['explain_command', 'Explain a command.', { command: text }],
    ['calculate', 'Evaluate a mathematical expression.', { expression: text }],
    ['get_rollout', 'Get the rollout.', { subCommand: { enum: ['history', 'status'] } }],
    ['get_runs', 'Get runs.', { command: { type: 'boolean' } }],
  ])('not execute: %s, "%s" %j', (name, description, properties) => {
    expect(classOf(name, description, properties)).toBe('read');
  });

  it('takes the words that all names begin with for no verbs', () => {
    const names = ['post_get', 'post_count', 'post_authors', 'post_archive'];
    const [, , authors] = names;
    const entries = [entry(authors ?? '', 'The authors, as it finds them.'), ...names.map((name) => entry(name))];
    expect(inspected(entries).class).toBe('read');
  });

  it('tells what drives a browser or a device from what changes something elsewhere', () => {
    const browser = ['navigate_page', 'click', 'fill_form', 'new_page', 'close_page', 'list_pages', 'take_snapshot'];
    const entries = browser.map((name) =>
      entry(name, `${name.replaceAll('_', ' ')} in the browser, by an element of the page`),
    );
    const classes = entries.map((_, index) => inspected([...entries.slice(index), ...entries.slice(0, index)]).class);
    expect(classes).toEqual(['session', 'session', 'session', 'session', 'session', 'read', 'read']);
    expect(classOf('close_issue', 'Close an issue.')).toBe('write');
    expect(classOf('send_form', 'Send a form.')).toBe('write');
  });

  it('believes a hint that a tool does more, and none that it does less', () => {
    const hinted = (hints: object): ToolClass => classOf('get_x', 'Get x.', {}, { annotations: hints });
    expect(hinted({})).toBe('read');
    expect(hinted({ readOnlyHint: true })).toBe('read');
    expect(hinted({ readOnlyHint: false })).toBe('write');
    expect(hinted({ destructiveHint: true })).toBe('write');
    expect(hinted({ destructiveHint: true, readOnlyHint: true })).toBe('read');
    expect(hinted({ readOnlyHint: 'false' })).toBe('read');
    expect(classOf('delete_x', 'Delete x.', {}, { annotations: { readOnlyHint: true } })).toBe('write');
    expect(classOf('run_code', 'Run code.', { code: text }, { annotations: { readOnlyHint: true } })).toBe('execute');
    expect(classOf('frobnicate', '', {}, { annotations: { readOnlyHint: true } })).toBe('write');
  });

  it('says what it saw, and how much that says', () => {
    expect(inspected([entry('get_user', 'Get a user.')])).toMatchObject({
      confidence: 'high',
      reasons: ['its name says `get`', 'its description says “get”'],
    });
    expect(inspected([entry('user', 'Returns a user.')])).toMatchObject({ class: 'read', confidence: 'medium' });
    expect(inspected([entry('frobnicate')])).toMatchObject({
      class: 'write',
      confidence: 'low',
      reasons: ['nothing in its name, description or parameters says that it only reads'],
    });
    expect(inspected([entry('get_x', 'Get x.', {}, { annotations: { readOnlyHint: false } })]).reasons[0]).toBe(
      'its own hint is `readOnlyHint: false`',
    );
    expect(inspected([entry('ctx', 'Get it.', { action: { enum: ['get', 'drop'] } })]).reasons[0]).toBe(
      'its parameter `action` offers `drop`',
    );
  });

  it.each(['__proto__', 'constructor', 'toString', '', '\u0000', '🙂', 'a'.repeat(1_000)])('classifies %j', (name) => {
    expect(['read', 'write']).toContain(classOf(name, name, { [name]: text }));
  });
});
