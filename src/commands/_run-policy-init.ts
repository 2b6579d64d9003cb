import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { AuditError, EXIT } from '../errors.ts';
import { parsePolicy } from '../gate/index.ts';
import { FileError, realFiles } from '../io/index.ts';
import type { Inventory } from '../model/inventory.ts';
import { version } from '../package.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import { scan } from '../scan/index.ts';
import { withIo } from './_io.ts';
import { policyTemplate } from './_policy-template.ts';
import { findTodos } from './_policy-todo.ts';
import { cacheOf, selectionOf } from './_selection.ts';
import type { PolicyInitOptions } from './policy.ts';
import type { Terminal } from './terminal.ts';

function look(options: PolicyInitOptions, terminal: Terminal): Promise<Inventory> {
  const { selection, machine, images } = selectionOf(options, terminal);
  const cache = cacheOf(options, terminal);
  return withIo(terminal, false, (io) =>
    scan({ selection, machine, images, cache, advisories: null, version: version() }, io),
  );
}

const thereAlready = (file: string, cause?: unknown): AuditError =>
  new AuditError('usage', `${file} is there already: it was left as it is`, {
    hint: 'Name another file, or print the policy without --output.',
    cause,
  });

/** What cannot be seen is found out by writing. */
function isThere(file: string): boolean {
  try {
    return realFiles.kind(file) !== null;
  } catch (error) {
    if (error instanceof FileError) return false;
    throw error;
  }
}

/** Only where nothing is yet: a policy holds what people decided. */
function writeNew(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'wx', mode: 0o644 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw thereAlready(file, error);
    throw new AuditError('file-unreadable', `could not write ${file}`, {
      hint: 'Name a file in a folder that exists and that you may write to.',
      cause: error,
    });
  }
}

/** Prints a policy for what is configured, or writes it where nothing is yet. */
export async function runPolicyInit(options: PolicyInitOptions, terminal: Terminal): Promise<number> {
  const file = options.output === undefined ? null : resolve(terminal.cwd, options.output);
  // Said before the machine is looked through.
  if (file !== null && isThere(file)) throw thereAlready(file);
  const inventory = await look(options, terminal);
  const text = policyTemplate(inventory, new Date().toISOString().slice(0, 10));
  const { root } = parsePolicy(text, file ?? 'the new policy');
  if (file === null) {
    terminal.stdout(text);
  } else {
    writeNew(file, text);
    const open = count(findTodos(root).length, 'TODO');
    terminal.stdout(
      `${escapeLine(file)}: written, ${count(inventory.servers.length, 'server')}, ${open} to be decided\n`,
    );
  }
  if (inventory.gaps.length > 0) {
    terminal.stderr(
      `${count(inventory.gaps.length, 'gap')}: not every server may be in it (mcp-audit scan says why)\n`,
    );
  }
  return EXIT.pass;
}
