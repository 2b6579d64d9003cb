import { readFileSync } from 'node:fs';
import { EXIT } from '../errors.ts';
import { BASELINE } from '../gate/index.ts';
import { realFiles } from '../io/index.ts';
import { fileOfPackage } from '../package.ts';
import { escapeLine } from '../reporters/_escape.ts';
import { count } from '../reporters/_words.ts';
import { loadPolicy } from './_load-policy.ts';
import { todoLines } from './_policy-todo.ts';
import type { Terminal } from './terminal.ts';

/** Exit code 0 when valid, also where a person still has to decide; an invalid policy is an error like any other. */
export function checkPolicy(file: string, terminal: Terminal): number {
  const { policy, source, digest, root } = loadPolicy(realFiles, file, terminal.cwd);
  const parts = [
    count(policy.gate.rules.length, 'rule'),
    count(policy.exceptions?.length ?? 0, 'exception'),
    count(policy.approvals?.length ?? 0, 'approval'),
    count(policy.reviews?.length ?? 0, 'review'),
  ];
  const todos = todoLines(root, source).map((line) => `${line}\n`);
  terminal.stdout(
    `${escapeLine(source)}: valid\n  policy ${escapeLine(policy.name)}: ${parts.join(', ')}\n  sha256 ${digest}\n${todos.join('')}`,
  );
  return EXIT.pass;
}

export function printSchema(terminal: Terminal): number {
  terminal.stdout(readFileSync(fileOfPackage('src/schemas/policy.v1.schema.json'), 'utf8'));
  return EXIT.pass;
}

export function printBaseline(terminal: Terminal): number {
  terminal.stdout(BASELINE);
  return EXIT.pass;
}
