import { ownText } from '../json.ts';
import { parametersOf, type Tool } from '../tool.ts';
import type { Signal } from './signal.ts';

/** Parameters that name a file to be written. */
const NAME =
  /^(?:(?:output|out|save|dest|destination|target|download|export)_?(?:file|path|dir|directory|folder|to|as)(?:_?(?:name|path))?|save_?to|local_?path)$/i;
const SAVES =
  /\b(?:save|saved|write|written|store|stored|export|exported|download|downloaded)\b[^.]{0,60}\b(?:to|in|into|at|path|file)\b/i;

/** That what is fetched lands on a disk. */
const LANDS =
  /\b(?:download|save|export|write)(?:s|ed|ing)?\b[^.]{0,60}\b(?:to|into|in|on) (?:an? |the |your )?(?:local|disk|files?|director(?:y|ies)|folders?|paths?|downloads|csv|workspace)\b/i;

/** A tool that only looks, and leaves what it saw in a file of its caller's choice, writes. */
export function outputSignal(tool: Tool): Signal | null {
  for (const { name, schema } of parametersOf(tool)) {
    const about = (ownText(schema, 'description') ?? '').slice(0, 500);
    if (NAME.test(name) || (/(?:path|file|filename|directory)$/i.test(name) && SAVES.test(about))) {
      return { class: 'write', certain: false, reason: `its parameter \`${name}\` names a file to write` };
    }
  }
  if (!LANDS.test(tool.description.slice(0, 400))) return null;
  return { class: 'write', certain: false, reason: 'its description says that it leaves a file' };
}
