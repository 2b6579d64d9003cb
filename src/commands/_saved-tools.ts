import { AuditError } from '../errors.ts';
import { realFiles } from '../io/index.ts';
import { readToolListText } from '../tool/read-text.ts';
import type { ToolList } from '../tool/tool.ts';
import { readNamed } from './_read-named.ts';

/** A list of 100,000 tools of the usual size. */
const LARGEST_FILE = 64 * 1024 * 1024;

/** What `tools list --format json` says of a tool. It has no definition: its hash would be that of these words. */
const OURS = ['class', 'confidence', 'reasons', 'reaches', 'hash'];

const isOurs = ({ tools }: ToolList): boolean =>
  tools.length > 0 && tools.every(({ definition }) => OURS.every((key) => Object.hasOwn(definition, key)));

/** A list of tools that was saved; `file` is absolute. Throws `AuditError` for what is none. */
export function readSavedTools(file: string): ToolList {
  const text = readNamed(realFiles, file, LARGEST_FILE, 'the list of tools');
  const list = readToolListText(text);
  if (list !== null && list !== undefined) {
    if (!isOurs(list)) return list;
    throw new AuditError('input-invalid', `${file} is what tools list --format json says, without the definitions`, {
      hint: "Give the server's own result of tools/list, or keep an inventory: mcp-audit scan --enumerate=all --save FILE",
    });
  }
  throw new AuditError('input-invalid', `${file} is ${list === undefined ? 'not JSON' : 'no list of tools'}`, {
    hint: 'Give a result of tools/list, an object with `tools`, or an array of tools.',
  });
}
