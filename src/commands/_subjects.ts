import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditError } from '../errors.ts';
import { realFiles, realRun } from '../io/index.ts';
import { escapeLine } from '../reporters/_escape.ts';
import type { Inventory } from '../model/inventory.ts';
import type { Selection } from '../scan/discover.ts';
import { isNotFetched, SUBJECTS, type Subject } from '../subjects/index.ts';
import { cleanWhenKilled } from './_killed.ts';
import { progressOn } from './_progress.ts';
import type { Terminal } from './terminal.ts';

interface Asked {
  subject: Subject;
  name: string;
  spec: string;
}

function read(word: string): Asked {
  const [, id, rest = ''] = /^([a-z]+):(.*)$/s.exec(word) ?? [];
  const subject = SUBJECTS.find((one) => one.id === id);
  const found = subject?.read(rest);
  if (subject && found) return { subject, ...found };
  const examples = SUBJECTS.map(({ example }) => example).join(', ');
  const problem = subject ? `names no package of ${subject.id}` : 'is no package to look at';
  throw new AuditError('usage', `${escapeLine(word, 200)} ${problem}`, {
    hint: `Name one such as ${examples}; config files are named with --config.`,
  });
}

/** A package stands in the place of the file that declared it, which is gone when the report is read. */
function nameSubjects(inventory: Inventory, names: ReadonlyMap<string, string>): Inventory {
  const named = <T extends { file: string }>(place: T): T => ({ ...place, file: names.get(place.file) ?? place.file });
  return {
    ...inventory,
    target: { ...inventory.target, files: inventory.target.files.map((file) => names.get(file) ?? file) },
    configs: inventory.configs.map(named),
    servers: inventory.servers.map((server) => ({ ...server, declarations: server.declarations.map(named) })),
    gaps: inventory.gaps.map((gap) => ({ ...gap, location: gap.location === null ? null : named(gap.location) })),
  };
}

/**
 * Resolves packages into a scratch folder, declares them in a config file there, lets `work` look at that file, and removes
 * the folder. Throws `AuditError` for a package that cannot be had. Without packages nothing is made.
 */
export async function withSubjects(
  words: readonly string[],
  terminal: Terminal,
  work: (files: Selection['files']) => Promise<Inventory>,
): Promise<Inventory> {
  const asked = words.map(read);
  if (asked.length === 0) return work([]);
  const scratch = realFiles.realPath(mkdtempSync(join(tmpdir(), 'mcp-audit-')));
  const clean = (): void => rmSync(scratch, { recursive: true, force: true });
  const stopWatching = cleanWhenKilled(clean);
  try {
    const files: Array<Selection['files'][number]> = [];
    for (const [index, { subject, ...what }] of asked.entries()) {
      const progress = progressOn(terminal);
      progress.show(`fetching ${what.spec}`);
      const folder = join(scratch, String(index + 1));
      realFiles.writeAtomic(join(folder, 'package.json'), '{}');
      const entry = await subject.fetch(what, { folder, env: terminal.env, run: realRun, files: realFiles });
      progress.clear();
      if (isNotFetched(entry)) {
        throw new AuditError('input-invalid', `${subject.id}:${what.spec} could not be fetched: ${entry.problem}`, {
          hint: entry.hint,
        });
      }
      const path = join(scratch, `${index + 1}.json`);
      realFiles.writeAtomic(path, JSON.stringify({ mcpServers: { [what.name]: entry } }, null, 2));
      files.push({ path, client: 'command-line' });
    }
    return nameSubjects(await work(files), new Map(files.map(({ path }, index) => [path, words[index] ?? path])));
  } finally {
    stopWatching();
    clean();
  }
}
