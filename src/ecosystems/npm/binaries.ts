import { basename } from 'node:path';
import { formatOf, listComponents, readExecutable } from '../../executable/index.ts';
import { FileError, type Files } from '../../io/index.ts';
import type { Component } from '../../model/installation.ts';
import { bytesIn } from '../_executable.ts';
import type { ResolveGap } from '../index.ts';
import { readManifest } from './manifest.ts';
import { listFiles } from './package-files.ts';

/** What was found in the files of packages, beside the tree. */
export interface Found {
  /** By the component that holds them. */
  inside: Map<string, Component[]>;
  gaps: ResolveGap[];
}

/** Of all packages together: those that bring programs have one for each platform at most. */
const MAX_PROGRAMS = 64;

/** Names of programs: without an ending, or `.exe`. */
const isProgram = (path: string): boolean => /^[^.]+(\.exe)?$/i.test(basename(path));

/** A package that npm installs on one platform alone. */
function isOfPlatform(files: Files, folder: string): boolean {
  const manifest = readManifest(files, folder);
  return manifest !== null && (manifest.fields['os'] !== undefined || manifest.fields['cpu'] !== undefined);
}

/** The server's own package and the packages of it that are for one platform. */
export function ownParts(files: Files, root: string, own: Component, components: readonly Component[]): Component[] {
  const needed = new Set(own.dependsOn);
  const optional = components.filter(({ id, scope }) => scope === 'optional' && needed.has(id));
  return [own, ...optional.filter(({ id }) => isOfPlatform(files, `${root}/${id}`))];
}

/** The Go modules and Rust crates in the native executables of these packages. Throws `FileError`. */
export function binariesIn(files: Files, root: string, parts: readonly Component[]): Found {
  const found: Found = { inside: new Map(), gaps: [] };
  let count = 0;
  for (const { id } of parts) {
    for (const program of listFiles(files, `${root}/${id}`).paths.filter(isProgram)) {
      const place = `${id}/${program}`;
      try {
        const bytes = bytesIn(files, `${root}/${place}`);
        if (formatOf(bytes.read(0, 4)) === null) continue;
        count += 1;
        if (count > MAX_PROGRAMS) {
          const message = `${id} holds more than ${MAX_PROGRAMS} programs: not all of them were read`;
          return { ...found, gaps: [...found.gaps, { kind: 'limit-reached', message, hint: '' }] };
        }
        const { components, gaps } = listComponents(readExecutable(bytes), place, (part) => `${place}!${part}`);
        const evidence = [`${place} names it in its build record.`];
        const listed = components.map((component) => ({ ...component, scope: 'bundled' as const, evidence }));
        found.inside.set(id, [...(found.inside.get(id) ?? []), ...listed]);
        found.gaps.push(...gaps);
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        found.gaps.push({ kind: 'tree-unreadable', message: `${place} ${error.message}`, hint: '' });
      }
    }
  }
  return found;
}
