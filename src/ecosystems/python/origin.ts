import { isAbsolute } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { FileError, type Files } from '../../io/index.ts';
import type { Distribution } from './distribution.ts';

const MAX_BYTES = 64 * 1024;

const schema = z.object({
  url: z.string(),
  subdirectory: z.string().optional(),
  dir_info: z.object({ editable: z.boolean().optional() }).optional(),
  vcs_info: z.object({ commit_id: z.string().optional(), requested_revision: z.string().nullish() }).optional(),
});

/** Where a distribution came from that is of no registry. Source: PEP 610. */
export type Origin = z.infer<typeof schema>;

/** Null for one of a registry, and where the file cannot be read. */
export function originOf(files: Files, { folder }: Distribution): Origin | null {
  if (folder === null) return null;
  try {
    if (files.kind(`${folder}/direct_url.json`) === null) return null;
    return schema.parse(JSON.parse(files.readText(`${folder}/direct_url.json`, MAX_BYTES)));
  } catch (error) {
    if (error instanceof FileError || error instanceof SyntaxError || error instanceof z.ZodError) return null;
    throw error;
  }
}

/** The folder that an origin names, or null when it is none of this machine. */
export function folderOf({ url, dir_info: folder }: Origin): string | null {
  if (folder === undefined) return null;
  try {
    return fileURLToPath(url).replace(/[\\/]$/, '');
  } catch {
    return null;
  }
}

/** A repository or file address without what does not tell one from another: `git+`, credentials, `.git`, the fragment. */
function plain(url: string): string {
  return url
    .replace(/^git\+/, '')
    .replace(/#.*$/s, '')
    .replace(/^([a-z+]+:\/\/)[^/@]*@/i, '$1')
    .replace(/\.git$/, '')
    .replace(/\/$/, '')
    .toLowerCase();
}

/** Whether a distribution came from a folder, or a URL as a requirement writes it: for a repository, at the revision that it names. */
export function cameFrom(origin: Origin, wanted: string): boolean {
  if (isAbsolute(wanted)) return folderOf(origin) === wanted.replace(/[\\/]$/, '');
  const isRepository = origin.vcs_info !== undefined;
  const written = wanted.replace(/#.*$/s, '');
  const at = isRepository ? written.lastIndexOf('@') : -1;
  const hasRevision = at > written.indexOf('/', written.indexOf('://') + 3) && at !== -1;
  const [address, revision] = hasRevision ? [written.slice(0, at), written.slice(at + 1)] : [written, null];
  if (plain(origin.url) !== plain(address)) return false;
  const [, subdirectory] = /#(?:.*&)?subdirectory=([^&]*)/s.exec(wanted) ?? [];
  if (subdirectory !== undefined && origin.subdirectory !== undefined && subdirectory !== origin.subdirectory)
    return false;
  const { commit_id: commit, requested_revision: requested } = origin.vcs_info ?? {};
  return revision === null
    ? !requested || requested === 'HEAD' || requested === commit
    : [requested, commit].includes(revision);
}
