export { bytesOf, type Bytes } from './bytes.ts';
export { listComponents, type Listed } from './components.ts';
export { formatOf, readExecutable, type Executable } from './read.ts';
