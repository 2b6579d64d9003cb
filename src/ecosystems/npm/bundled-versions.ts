import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';
import { exactVersion } from './bundled-paths.ts';
import { readManifest } from './manifest.ts';

const MAX_LOCKFILE = 16 * 1024 * 1024;

const lockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ version: z.string().optional().catch(undefined) })),
});

/**
 * Versions of the packages that a bundle was built from, by their folder, where the package itself says so: its own
 * lockfile, or a development dependency at one exact version, which npm puts nowhere but in this folder.
 */
export function readLocked(files: Files, folder: string): Map<string, string> {
  const versions = new Map<string, string>();
  const note = (place: string, text: string | undefined): void => {
    const version = exactVersion(text ?? '');
    if (version !== '') versions.set(place, version);
  };
  for (const [name, range] of Object.entries(readManifest(files, folder)?.devDependencies ?? {})) {
    note(`node_modules/${name}`, range);
  }
  for (const name of ['npm-shrinkwrap.json', 'package-lock.json']) {
    try {
      const parsed = lockfileSchema.safeParse(JSON.parse(files.readText(`${folder}/${name}`, MAX_LOCKFILE)));
      for (const [place, { version }] of Object.entries(parsed.data?.packages ?? {})) note(place, version);
    } catch (error) {
      // It only adds to what is known: without it the versions stay open.
      if (!(error instanceof FileError) && !(error instanceof SyntaxError)) throw error;
    }
  }
  return versions;
}
