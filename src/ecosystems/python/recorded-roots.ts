import { join } from 'node:path';
import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';
import type { Root } from './closure.ts';
import { parseWanted, normaliseName } from './requirement.ts';
import { isTable, listOf, readToml, tableAt, textOf, textsOf } from './toml.ts';

const MAX_METADATA = 1024 * 1024;

/** What uv wrote down that a tool's environment was made for, its `--with` too. Source: uv-tool/src/receipt.rs of uv 0.13. */
export function receiptRoots(files: Files, root: string): Root[] {
  const receipt = readToml(files, join(root, 'uv-receipt.toml'));
  return listOf(tableAt(receipt, 'tool')['requirements']).flatMap((one): Root[] => {
    const name = isTable(one) ? textOf(one['name']) : null;
    if (!isTable(one) || name === null) return [];
    return [{ name: normaliseName(name), extras: textsOf(one['extras']).map(normaliseName), specifier: '' }];
  });
}

const packageSchema = z.object({ package: z.string().nullish(), package_or_url: z.string().nullish() });
const pipxSchema = z.object({
  main_package: packageSchema,
  injected_packages: z.record(z.string(), packageSchema).optional(),
});

function pipxRoot({ package: name, package_or_url: asked }: z.infer<typeof packageSchema>): Root[] {
  if (!name) return [];
  const { extras } = parseWanted(asked ?? name);
  return [{ name: normaliseName(name.replace(/\[.*$/s, '')), extras, specifier: '' }];
}

/** What pipx wrote down: the main package and what was injected beside it. Source: pipx_metadata_file.py of pipx 1.18. */
export function pipxRoots(files: Files, root: string): Root[] {
  const path = join(root, 'pipx_metadata.json');
  if (files.kind(path) === null) return [];
  try {
    const { main_package: main, injected_packages: injected } = pipxSchema.parse(
      JSON.parse(files.readText(path, MAX_METADATA)),
    );
    return [main, ...Object.values(injected ?? {})].flatMap(pipxRoot);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) {
      throw new FileError('failed', 'has a pipx_metadata.json that cannot be read', error);
    }
    throw error;
  }
}
