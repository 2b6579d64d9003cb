import { Option, type Command } from 'commander';
import { DUMPS, KNOWN_ECOSYSTEMS, USUAL_ECOSYSTEMS } from '../database/places.ts';
import { parseDate } from './_date.ts';
import type { Terminal } from './terminal.ts';

export interface DbOptions {
  cacheDir?: string;
  format?: 'text' | 'json';
}

export interface DbUpdateOptions extends DbOptions {
  ecosystem?: string[];
  mirror: string;
  whole?: boolean;
}

export interface DbStatusOptions extends DbOptions {
  check?: boolean;
  verify?: boolean;
  mirror?: string;
}

export interface DbImportOptions extends DbOptions {
  ecosystem?: string[];
  complete?: boolean;
  replace?: boolean;
  asOf?: Date;
}

const OTHERS = KNOWN_ECOSYSTEMS.filter((name) => !USUAL_ECOSYSTEMS.includes(name)).join(', ');

/** Repeatable, or a list with commas. */
const collect = (value: string, earlier: string[] = []): string[] => [
  ...earlier,
  ...value
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== ''),
];

const inFormat = (what = 'how to say it'): Option =>
  new Option('-f, --format <format>', what).choices(['text', 'json']);

const inFolder = (): Option => new Option('--cache-dir <dir>', 'where the database is kept').env('MCP_AUDIT_CACHE_DIR');

/** `mcp-audit db`: the advisories that are kept on this machine. */
export function addDb(command: Command, terminal: Terminal, done: (exitCode: number) => void): void {
  command
    .command('update')
    .description("download OSV's dumps, or what is new since the last update")
    .addOption(
      new Option(
        '-e, --ecosystem <name>',
        `which (default: ${USUAL_ECOSYSTEMS.join(', ')} and what is kept already); also ${OTHERS} (repeatable, or a list with commas)`,
      ).argParser(collect),
    )
    .addOption(new Option('--mirror <url>', "a copy of OSV's dumps").default(DUMPS).env('MCP_AUDIT_MIRROR'))
    .option('--whole', 'hold every advisory against the list of the source, as is done once a week by itself')
    .addOption(inFolder())
    .addOption(inFormat().default('text'))
    .action(async (options: DbUpdateOptions) => {
      done(await (await import('./_run-db-update.ts')).runDbUpdate(options, terminal));
    });

  command
    .command('status')
    .description('say what is kept, how old it is, and whether it is all')
    .option('--verify', 'read everything and hold it against its checksums')
    .option('--check', 'hold it against the list of the source, now; changes nothing')
    .option('--mirror <url>', 'where to --check (default: where the data is from)')
    .addOption(inFolder())
    .addOption(inFormat().default('text'))
    .action(async (options: DbStatusOptions) => {
      done(await (await import('./_run-db-status.ts')).runDbStatus(options, terminal));
    });

  command
    .command('query')
    .description('say which advisories affect a package at a version')
    .argument(
      '<ecosystem>',
      'such as npm or Debian:12; or - to read lines of {"ecosystem","name","version"} from standard input, and answer each with a line of JSON',
    )
    .argument('[name]', 'the package')
    .argument('[version]', 'its version')
    .addOption(inFolder())
    .addOption(inFormat('how to say it: in text on a terminal, else in json'))
    .action(async (ecosystem: string, name: string | undefined, version: string | undefined, options: DbOptions) => {
      const { runDbQuery } = await import('./_run-db-query.ts');
      done(await runDbQuery(ecosystem, name, version, options, terminal));
    });

  command
    .command('import')
    .description('take in a folder or zip of OSV records, a copy of the dumps, or an export')
    .argument('<path>', 'the folder or file')
    .addOption(
      new Option(
        '-e, --ecosystem <name>',
        'take only what is about this ecosystem (repeatable, or a list with commas)',
      ).argParser(collect),
    )
    .option(
      '--complete',
      'take your word that this is all that is published; else a modified_id.csv beside a dump tells',
    )
    .addOption(
      new Option('--as-of <date>', 'when it was published (default: its newest advisory)').argParser(parseDate),
    )
    .option('--replace', 'let go of what was kept before')
    .addOption(inFolder())
    .addOption(inFormat().default('text'))
    .action(async (path: string, options: DbImportOptions) => {
      done(await (await import('./_run-db-import.ts')).runDbImport(path, options, terminal));
    });

  command
    .command('export')
    .description('write what is kept, without its long texts, into one file for a CI to cache')
    .argument('<file>', 'the file, such as advisories.gz')
    .addOption(inFolder())
    .action(async (file: string, options: DbOptions) => {
      done(await (await import('./_run-db-export.ts')).runDbExport(file, options, terminal));
    });
}
