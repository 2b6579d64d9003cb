import { parse, toData } from '../../syntax/index.ts';
import { FileError } from '../../io/index.ts';
import { parseRequirement, type Requirement } from './requirement.ts';
import { isTable, textsOf } from './toml.ts';

/** Dependencies that a script states inside itself. */
export interface ScriptMetadata {
  requirements: Requirement[];
}

/**
 * The `# /// script` block of a Python script; null when it has none. Source: PEP 723. Throws `FileError` for one that
 * cannot be read.
 */
export function readScriptMetadata(text: string): ScriptMetadata | null {
  const lines = text.split(/\r?\n/);
  const start = lines.indexOf('# /// script');
  if (start === -1) return null;
  const block: string[] = [];
  let end: number | null = null;
  for (const line of lines.slice(start + 1)) {
    if (line === '# ///') end = block.length;
    if (line !== '#' && !line.startsWith('# ')) break;
    block.push(line.slice(2));
  }
  if (end === null) return null;
  // The block ends with the last such line that comments lead to.
  const { root, problems } = parse(block.slice(0, end).join('\n'), 'toml');
  const data = root === null ? null : toData(root);
  if (problems.length > 0 || !isTable(data))
    throw new FileError('failed', 'has script metadata that is not valid TOML');
  return { requirements: textsOf(data['dependencies']).flatMap((one) => parseRequirement(one) ?? []) };
}
