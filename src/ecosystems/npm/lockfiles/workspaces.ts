import { z } from 'zod';

const patternsSchema = z.array(z.string());
const MAX_PATTERNS = 1000;

/** A folder, `*` or one `**`, segment by segment: anything richer can keep a glob library busy for ever. */
function isPlain(pattern: string): boolean {
  const segments = pattern
    .replace(/^!?(\.\/)?/, '')
    .replace(/\/$/, '')
    .split('/');
  const isFolder = (segment: string): boolean => /^[\w@.-]{1,200}$/.test(segment) && segment !== '..';
  return (
    segments.every((segment) => segment === '*' || segment === '**' || isFolder(segment)) &&
    segments.filter((segment) => segment === '**').length < 2
  );
}

/** Whether the `workspaces` of a manifest stay inside the project and can be followed in bounded time. */
export function areWorkspacesSafe(workspaces: unknown): boolean {
  if (workspaces === undefined || workspaces === null) return true;
  const listed = Array.isArray(workspaces) ? workspaces : (workspaces as { packages?: unknown }).packages;
  const patterns = patternsSchema.safeParse(listed ?? []);
  return patterns.success && patterns.data.length <= MAX_PATTERNS && patterns.data.every(isPlain);
}
