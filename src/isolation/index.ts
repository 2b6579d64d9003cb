export { compareIsolation, mergeIsolation } from './compare.ts';
export { isolationOfContainer } from './container/inspect.ts';
export { observeProcess } from './observed/running.ts';
export { observeTree, treeOf } from './observed/tree.ts';
export { staticIsolation } from './static.ts';
export { summarize } from './summarize.ts';
export { tell } from './tell.ts';
export type { Documents, Step, Surroundings } from './surroundings.ts';
