import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';

const MAX_BYTES = 4 * 1024 * 1024;

const rangesSchema = z.record(z.string(), z.string()).optional().catch(undefined);

const manifestSchema = z.looseObject({
  name: z.string().max(300).optional().catch(undefined),
  version: z.string().max(300).optional().catch(undefined),
  bin: z
    .union([z.string(), z.record(z.string(), z.string())])
    .optional()
    .catch(undefined),
  dependencies: rangesSchema,
  optionalDependencies: rangesSchema,
  peerDependencies: rangesSchema,
  devDependencies: rangesSchema,
  workspaces: z.unknown().optional(),
});

/** The parts of a package.json that are used; fields of a wrong type count as absent. */
export type Manifest = z.infer<typeof manifestSchema>;

/** package.json in a folder: null when there is none; `FileError` when it is there and cannot be read or parsed. */
export function readManifest(files: Files, folder: string): Manifest | null {
  let text: string;
  try {
    text = files.readText(`${folder}/package.json`, MAX_BYTES);
  } catch (error) {
    if (error instanceof FileError && error.problem === 'not-found') return null;
    throw error;
  }
  return parseManifest(text);
}

/** Throws `FileError` when the text is no JSON object. */
export function parseManifest(text: string): Manifest {
  let data: unknown;
  try {
    // npm strips a BOM and so must we.
    data = JSON.parse(text.startsWith('\uFEFF') ? text.slice(1) : text);
  } catch (error) {
    throw new FileError('failed', 'is not valid JSON', error);
  }
  const parsed = manifestSchema.safeParse(data);
  if (!parsed.success) throw new FileError('failed', 'is not a package manifest');
  return parsed.data;
}

/** Commands a package offers: name to file, by npm's rule that a string stands for the unscoped package name. */
export function commandsOf(manifest: Manifest): Map<string, string> {
  if (typeof manifest.bin === 'string') {
    const name = (manifest.name ?? '').replace(/^@[^/]+\//, '');
    return new Map(name === '' ? [] : [[name, manifest.bin]]);
  }
  return new Map(Object.entries(manifest.bin ?? {}));
}
