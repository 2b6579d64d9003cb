import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 128 * 1024 * 1024;

/** A dependency: the name it goes by, and the reference of that name or the name and reference of an alias. */
const dependencySchema = z.tuple([z.string(), z.union([z.string(), z.tuple([z.string(), z.string()]), z.null()])]);

const informationSchema = z.looseObject({
  packageLocation: z.string(),
  packageDependencies: z.array(dependencySchema),
  packagePeers: z.array(z.string()).optional(),
});

const dataSchema = z.looseObject({
  packageRegistryData: z.array(
    z.tuple([z.string().nullable(), z.array(z.tuple([z.string().nullable(), informationSchema]))]),
  ),
});

/** What yarn's Plug'n'Play knows of a project: every package with its place and dependencies. */
export type PnpData = z.infer<typeof dataSchema>;
export type PnpInformation = z.infer<typeof informationSchema>;

/** The text between quotes as yarn writes it: a JavaScript string that escapes quotes, backslashes and line ends. */
function quotedAfter(text: string, mark: string): string | null {
  const start = text.indexOf("'", text.indexOf(mark) + mark.length) + 1;
  const parts: string[] = [];
  let from = start;
  for (let at = start; at < text.length; at++) {
    if (text[at] === "'") return parts.join('') + text.slice(from, at);
    if (text[at] !== '\\') continue;
    parts.push(text.slice(from, at));
    at += text.startsWith('\r\n', at + 1) ? 2 : 1;
    from = text[at] === '\n' ? at + 1 : at;
  }
  return null;
}

/** The object literal after a mark, which yarn 2 and 3 write as plain JSON. */
function objectAfter(text: string, mark: string): string | null {
  const start = text.indexOf(mark) + mark.length;
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (isText && character === '\\') at++;
    else if (character === '"') isText = !isText;
    else if (isText) continue;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return text.slice(start, at + 1);
  }
  return null;
}

function inlinedIn(text: string): string | null {
  if (text.includes('RAW_RUNTIME_STATE =')) return quotedAfter(text, 'RAW_RUNTIME_STATE =');
  return text.includes('hydrateRuntimeState({') ? objectAfter(text, 'hydrateRuntimeState(') : null;
}

/**
 * The data of a Plug'n'Play project, from `.pnp.data.json` or as it stands inlined in `.pnp.cjs` (Yarn docs, "Plug'n'Play
 * specification"); the program itself is never run. Null when the project has none; throws `FileError` when there is one
 * that cannot be read.
 */
export function readPnpData(files: Files, root: string): PnpData | null {
  if (files.kind(`${root}/.pnp.cjs`) === null && files.kind(`${root}/.pnp.js`) === null) return null;
  const program = files.kind(`${root}/.pnp.cjs`) === null ? '.pnp.js' : '.pnp.cjs';
  const inlined = inlinedIn(files.readText(`${root}/${program}`, MAX_BYTES));
  const hasFile = inlined === null && files.kind(`${root}/.pnp.data.json`) === 'file';
  const text = hasFile ? files.readText(`${root}/.pnp.data.json`, MAX_BYTES) : inlined;
  if (text === null) throw new FileError('failed', `has a ${program} without data`);
  try {
    return dataSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new FileError('failed', `has a ${program} whose data cannot be read`, error);
  }
}
