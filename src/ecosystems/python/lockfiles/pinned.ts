import { join } from 'node:path';
import { parsePythonVersion } from '../../../advisory/python-version.ts';
import type { Files } from '../../../io/index.ts';
import { readRequirementsFile, type Listed } from '../requirements-file.ts';
import type { Locked } from './index.ts';
import { lockedAs } from './locked.ts';

const NOTHING: Listed = { requirements: [], unread: 0 };

/** A requirements.txt in which every line names one version; null for one that leaves any open. Throws `FileError`. */
export function pinnedRequirements(files: Files, folder: string): (Locked & { file: string }) | null {
  const { requirements, unread } = readRequirementsFile(files, join(folder, 'requirements.txt')) ?? NOTHING;
  const pins = requirements.flatMap(({ name, specifier, ...rest }) => {
    const [, version] = /^={2,3}\s*([^,*\s]+)$/.exec(specifier) ?? [];
    return name !== null && version !== undefined && parsePythonVersion(version) !== null
      ? [{ name, version, specifier, ...rest }]
      : [];
  });
  if (pins.length === 0 || pins.length < requirements.length + unread) return null;
  return {
    file: 'requirements.txt',
    distributions: pins.map(({ name, version }) => lockedAs(name, version)),
    roots: pins,
  };
}
