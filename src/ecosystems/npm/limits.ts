/** Longest lockfile that is read, in bytes: the largest pnpm workspaces have some of 3 MB. */
export const MAX_LOCKFILE = 64 * 1024 * 1024;

/** Longest part of a registry's message that is kept. */
export const MAX_MESSAGE = 300;
