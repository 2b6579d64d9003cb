import { z } from 'zod';
import { normalizeName } from '../advisory/package-name.ts';
import { pythonVersions } from '../advisory/python-version.ts';
import { parseJson } from '../syntax/plain-json.ts';
import { withdrawnAs } from './_withdrawn.ts';
import type { Registry } from './index.ts';

/** Source: Python packaging specifications, "Names and normalization". */
const NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;
const LONGEST_NAME = 200;
const LONGEST_FILENAME = 1000;

const projectSchema = z.object({
  meta: z.object({ 'api-version': z.string().startsWith('1.') }),
  name: z.string(),
  files: z.array(z.unknown()),
});
const fileSchema = z.object({
  filename: z.string().max(LONGEST_FILENAME),
  yanked: z.union([z.boolean(), z.string()]).default(false),
});

const normalized = (name: string): string => normalizeName('PyPI', name);

const ARCHIVE = /\.(?:tar\.(?:gz|bz2|xz|Z)|tgz|zip)$/;

/**
 * The version in the name of a file: what stands between the first two hyphens of a wheel or an egg, and behind the
 * project's name in a source distribution, whose own hyphens need not be escaped (PEPs 427 and 625). Null in other files.
 */
function versionIn(filename: string, project: string): string | null {
  if (/\.(?:whl|egg)$/.test(filename)) return filename.split('-', 2)[1] ?? null;
  if (!ARCHIVE.test(filename) || normalized(filename.slice(0, project.length)) !== project) return null;
  return filename[project.length] === '-' ? filename.slice(project.length + 1).replace(ARCHIVE, '') : null;
}

/**
 * An index of Python packages, asked as pip asks it (PEP 691): every index speaks this protocol, PyPI's own JSON API next to
 * none but PyPI. Files are yanked (PEP 592), and which of them was installed is not known: one is enough.
 */
export const pypi: Registry = {
  id: 'pypi',
  ecosystem: 'PyPI',
  accept: 'application/vnd.pypi.simple.v1+json',
  base: ({ pypiIndex }) => pypiIndex,
  pathOf: (name) => (name.length <= LONGEST_NAME && NAME.test(name) ? `${normalized(name)}/` : null),
  read(text, name) {
    const project = projectSchema.safeParse(parseJson(text));
    if (!project.success || normalized(project.data.name) !== normalized(name)) return null;
    const files = project.data.files.flatMap((value) => {
      const file = fileSchema.safeParse(value);
      const version = file.success ? versionIn(file.data.filename, normalized(name)) : null;
      return file.success && version !== null ? [{ version, yanked: file.data.yanked }] : [];
    });
    return (version) => {
      const found = files.filter((file) => pythonVersions.compare(file.version, version) === 0);
      const yanked = found.find((file) => file.yanked !== false)?.yanked;
      if (yanked === undefined) return found.length === 0 ? null : false;
      return withdrawnAs('yanked', typeof yanked === 'string' ? yanked : '', 'pypi');
    };
  },
};
