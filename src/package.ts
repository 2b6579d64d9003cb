import { readFileSync } from 'node:fs';

/** A file that the package ships. `dist` and `src` lie one folder below its root alike. */
export function fileOfPackage(path: string): URL {
  return new URL(`../${path}`, import.meta.url);
}

/** The package's version, from its own package.json. */
export function version(): string {
  return (JSON.parse(readFileSync(fileOfPackage('package.json'), 'utf8')) as { version: string }).version;
}
